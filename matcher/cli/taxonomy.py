"""`matcher taxonomy`: what is recognised."""

from collections import Counter
from pathlib import Path

import click

from matcher.cli.options import json_option
from matcher.cli.taxonomy_import import imports
from matcher.domain.lexicon import Lexicon
from matcher.errors import TaxonomyError
from matcher.services.answers import encode
from matcher.services.skills import dump_skill
from matcher.settings import Settings
from matcher.taxonomy import carried_directory, load_lexicon

_directory = click.argument(
    "directory", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)


@click.group()
def taxonomy() -> None:
    """Check and show the skills, roles and rules in use."""


taxonomy.add_command(imports)


@taxonomy.command()
@_directory
def check(directory: Path | None) -> None:
    """Name everything wrong with a taxonomy (the one in use by default) in one go."""
    place = directory or Settings.from_env().taxonomy_dir or carried_directory()
    try:
        lexicon = load_lexicon(place)
    except TaxonomyError as error:
        for problem in error.problems:
            click.echo(problem, err=True)
        raise click.ClickException(f"{len(error.problems)} problem(s)") from error
    click.echo(f"No problems. {_size(lexicon)}")


@taxonomy.command()
@click.argument("skill", required=False)
@json_option
def show(skill: str | None, *, as_json: bool) -> None:
    """Show one skill, or how much there is of what."""
    lexicon = load_lexicon(Settings.from_env().taxonomy_dir)
    if skill is not None:
        _show_skill(skill, lexicon, as_json=as_json)
        return
    domains = Counter(each.domain for each in lexicon.taxonomy.skills.values())
    if as_json:
        click.echo(
            encode({"digest": lexicon.taxonomy.digest, "skills": dict(sorted(domains.items()))}), nl=False
        )
        return
    click.echo(_size(lexicon))
    for domain, count in sorted(domains.items()):
        click.echo(f"{count:5d}  {domain}")


def _show_skill(skill: str, lexicon: Lexicon, *, as_json: bool) -> None:
    body = dump_skill(skill, lexicon)
    if as_json:
        click.echo(encode(body), nl=False)
        return
    for name, value in body.items():
        click.echo(f"{name:9s} {_in_words(value)}")


def _in_words(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} ({strength} %)" for key, strength in value.items())
    return ", ".join(value) if isinstance(value, list) else str(value)


def _size(lexicon: Lexicon) -> str:
    skills = lexicon.taxonomy.skills.values()
    surfaces = sum(len(skill.surfaces) for skill in skills)
    return f"{len(skills)} skills, {surfaces} surfaces, {len(lexicon.catalogue.roles)} roles."
