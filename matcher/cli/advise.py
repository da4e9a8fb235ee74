"""`matcher advise`: what to learn for a role, and where else to go."""

from pathlib import Path

import click
from rich.console import Console

from matcher.cli.advice_view import print_advice
from matcher.cli.options import as_of_option, json_option, opened
from matcher.domain.month import Month
from matcher.services.advice import USUAL_TARGET, target_from
from matcher.services.answers import encode
from matcher.services.ingestion import upload_from
from matcher.services.roles import role_named


@click.command(short_help="Which skills would lift a score to a target.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--role", metavar="ID", required=True, help="The role to get nearer to.")
@click.option("--target", default=USUAL_TARGET, show_default=True, help="The score to reach.")
@json_option
@as_of_option
def advise(file: Path, role: str, target: str, *, as_json: bool, as_of: Month) -> None:
    """Say which skills would lift FILE's score for a role to a target, and in which order to learn them.

    With --json, prints what the API answers.
    """
    hundredths = target_from(target)
    with opened() as rolefit:
        role_named(role, rolefit.lexicon)
        profile = rolefit.analyst.analyse(upload_from(file), as_of).profile
        body = rolefit.adviser.for_profile(profile, role, hundredths)
    if as_json:
        click.echo(encode(body), nl=False)
    else:
        print_advice(body, Console(highlight=False))
