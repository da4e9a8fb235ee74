"""`matcher taxonomy import`: official releases of ESCO and O*NET as domain files."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from matcher.cli.options import json_option
from matcher.services.answers import encode
from matcher.services.taxonomy_import import about, import_release
from matcher.settings import Settings
from matcher.taxonomy import carried_directory, load_lexicon
from matcher.taxonomy.esco import esco_concepts
from matcher.taxonomy.onet import onet_concepts
from matcher.taxonomy.release import ImportRules, load_import_rules

_SHOWN = 10
_folder = click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
_out = click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write."
)
_only = click.option(
    "--only", multiple=True, metavar="TERM", help="Take only what speaks of TERM; repeatable."
)


@click.group("import")
def imports() -> None:
    """Make a domain file from an official release; put it into skills/ of your taxonomy."""


@imports.command()
@_folder
@_out
@_only
@json_option
def esco(folder: Path, out: Path, only: tuple[str, ...], *, as_json: bool) -> None:
    """Take the skills of the CSV release of ESCO in FOLDER (skills_en.csv and its relations)."""
    with _at_work("reading ESCO"):
        concepts = about(esco_concepts(folder, _rules().esco), only)
        summary = import_release(concepts, load_lexicon(Settings.from_env().taxonomy_dir), "esco", out)
    _report(summary, out, as_json=as_json)


@imports.command()
@_folder
@_out
@_only
@click.option("--soc", default="", metavar="CODE", help="Only occupations whose code starts so, as in 29-.")
@json_option
def onet(folder: Path, out: Path, only: tuple[str, ...], soc: str, *, as_json: bool) -> None:
    """Take technologies, skills and knowledge of the text release of O*NET in FOLDER."""
    with _at_work("reading O*NET"):
        concepts = about(onet_concepts(folder, _rules().onet, soc), only)
        summary = import_release(concepts, load_lexicon(Settings.from_env().taxonomy_dir), "onet", out)
    _report(summary, out, as_json=as_json)


def _rules() -> ImportRules:
    """Those in use, or the carried ones where a taxonomy of one's own has none."""
    own = Settings.from_env().taxonomy_dir
    return load_import_rules(own if own and (own / "imports.toml").exists() else carried_directory())


@contextmanager
def _at_work(words: str) -> Iterator[None]:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        progress.add_task(words, total=None)
        yield


def _report(summary: dict[str, Any], out: Path, *, as_json: bool) -> None:
    if as_json:
        click.echo(encode(summary), nl=False)
        return
    kinds = ", ".join(f"{count} {kind}" for kind, count in summary["kinds"].items())
    click.echo(
        f"{summary['skills']} skills with {summary['surfaces']} surfaces in {click.format_filename(out)}."
    )
    if kinds:
        click.echo(f"  {kinds}")
    known = summary["known"]
    click.echo(f"{len(known)} known already, {len(summary['nameless'])} without a name of their own.")
    for each in known[:_SHOWN]:
        click.echo(f"  {each['link']}  is  {each['skill']}")
    if len(known) > _SHOWN:
        click.echo(f"  and {len(known) - _SHOWN} more; --json names all")
