"""`matcher explain`: why a skill was taken or left, place by place."""

from pathlib import Path
from typing import Any

import click

from matcher.cli.options import as_of_option, json_option, opened
from matcher.domain.month import Month
from matcher.services.answers import encode
from matcher.services.explanation import explain as explain_skill
from matcher.services.explanation import skill_called
from matcher.services.ingestion import upload_from


@click.command(short_help="Why a skill was taken or left, place by place.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--skill", required=True, help="An id, a name or an alias.")
@json_option
@as_of_option
def explain(file: Path, skill: str, *, as_json: bool, as_of: Month) -> None:
    """Say for every place of FILE that could name SKILL whether it was taken or left, and why."""
    with opened() as rolefit:
        known = skill_called(skill, rolefit.lexicon)
        analysis = rolefit.analyst.analyse(upload_from(file), as_of)
        body = explain_skill(analysis, known, rolefit.lexicon)
    click.echo(encode(body) if as_json else _in_words(body), nl=False)


def _in_words(body: dict[str, Any]) -> str:
    name, places = body["skill"]["name"], body["places"]
    if not places:
        return f"Nothing in the text looks like {name}.\n"
    return "\n".join(line for place in places for line in _place(place)) + "\n"


def _place(place: dict[str, Any]) -> tuple[str, ...]:
    taken = f"taken ({place['match']}, {place['assertion']})" if place["taken"] else "left"
    where = f"page {place['page']}, {place['section']}, characters {place['start']}-{place['end']}"
    return (
        f'{taken}: "{" ".join(place["surface"].split())}" on {where}',
        f"    because: {place['why']}",
        f"    line: {place['line']}",
    )
