"""`matcher skills`: what stored résumés say about skills."""

import click

from matcher.cli.options import json_option, opened
from matcher.services.answers import encode
from matcher.storage import upgrade


@click.group()
def skills() -> None:
    """Look at skills over all stored résumés."""


@skills.command()
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many to show.")
@json_option
def unrecognised(limit: int, *, as_json: bool) -> None:
    """Show what skill lists name that no skill is known by, the most frequent first."""
    with opened() as rolefit:
        upgrade(rolefit.database)
        page = rolefit.unrecognised.page(None, limit)
    if as_json:
        click.echo(encode({"items": page["items"]}), nl=False)
        return
    for item in page["items"]:
        click.echo(f"{item['resumes']:6d}  {item['surface']}")
