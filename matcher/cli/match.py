"""`matcher match`: ranked fits for files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from matcher.assembly import Rolefit
from matcher.cli.answer_view import print_answer
from matcher.cli.options import as_of_option, json_option, opened
from matcher.domain.month import Month
from matcher.errors import DocumentError
from matcher.services.answers import dump_unstored, encode
from matcher.services.ingestion import upload_from
from matcher.services.roles import role_named


@click.command(short_help="Rank the roles that résumés fit, and say why.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--role", metavar="ID", help="Show the fit for this role alone.")
@json_option
@as_of_option
def match(files: tuple[Path, ...], role: str | None, *, as_json: bool, as_of: Month) -> None:
    """Rank the roles that each of FILES fits, and say why and what is missing.

    With --json, prints what the API answers, one body a file.
    """
    with opened() as rolefit:
        if role is not None:
            role_named(role, rolefit.lexicon)
        failed = False
        for path, body in _bodies(files, as_of, rolefit):
            if body is None:
                failed = True
                continue
            _show(path, _only(role, body), as_json=as_json)
    if failed:
        raise SystemExit(1)


def _bodies(
    files: tuple[Path, ...], as_of: Month, rolefit: Rolefit
) -> Iterator[tuple[Path, dict[str, Any] | None]]:
    for path in files:
        try:
            analysis = rolefit.analyst.analyse(upload_from(path), as_of)
        except (DocumentError, OSError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            click.echo(f"{click.format_filename(path)}: {reason}", err=True)
            yield path, None
        else:
            yield path, dump_unstored(analysis, rolefit.lexicon)


def _only(role: str | None, body: dict[str, Any]) -> dict[str, Any]:
    if role is None:
        return body
    return {**body, "fits": [fit for fit in body["fits"] if fit["role"] == role]}


def _show(path: Path, body: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        click.echo(encode(body), nl=False)
    else:
        print_answer(path.name, body, Console(highlight=False))
