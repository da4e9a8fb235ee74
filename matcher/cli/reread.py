"""`matcher reread`: reads stored résumés again after the taxonomy has changed."""

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from matcher.cli.options import opened
from matcher.services.rereading import Rereading
from matcher.storage import upgrade


@click.command(short_help="Read stored résumés again with a new taxonomy.")
def reread() -> None:
    """Read stored résumés again that were read with another taxonomy. Safe to stop and to repeat."""
    with opened() as rolefit:
        upgrade(rolefit.database)
        done = _with_progress(rolefit.rereading)
    click.echo(f"{done} read again.")


def _with_progress(rereading: Rereading) -> int:
    waiting = rereading.progress()["waiting"]
    columns = (TextColumn("reading again"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        return sum(1 for _ in progress.track(rereading.run(), total=waiting))
