"""`matcher roles draft`: a job advert read into a role."""

import re
from pathlib import Path

import click

from matcher.cli.options import json_option, opened
from matcher.services.answers import encode
from matcher.services.drafts import draft_role, draft_toml, dump_draft
from matcher.services.ingestion import upload_from

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
@click.option(
    "--save",
    type=click.Path(path_type=Path),
    help="Write the TOML to this file, or into this folder under the role's id; nothing is overwritten.",
)
def draft(file: Path, save: Path | None, *, as_json: bool) -> None:
    """Read the job advert FILE into a role, and print it as a TOML file of the taxonomy to be corrected."""
    with opened() as rolefit:
        document = rolefit.analyst.read(upload_from(file))
        drafted = draft_role(document, rolefit.analyst, _id_for(save))
        toml = draft_toml(drafted)
        if save:
            target = save / f"{drafted.role.id}.toml" if save.is_dir() else save
            _write_new(target, toml)
            click.echo(f"Saved to {click.format_filename(target)}", err=True)
        if as_json:
            click.echo(encode(dump_draft(drafted, rolefit.lexicon)), nl=False)
        elif not save:
            click.echo(toml, nl=False)


def _id_for(save: Path | None) -> str | None:
    """A role's file has to have its id for a name, so the file's name is the id."""
    if save is None or save.is_dir():
        return None
    if save.suffix != ".toml" or not _ID.fullmatch(save.stem):
        raise click.BadParameter(
            "must be a folder or a kebab-case name, such as data-engineer.toml", param_hint="--save"
        )
    return save.stem


def _write_new(target: Path, toml: str) -> None:
    try:
        with target.open("x", encoding="utf-8") as file:
            file.write(toml)
    except FileExistsError as error:
        raise click.ClickException(f"{click.format_filename(target)} exists and is left as it is.") from error
    except OSError as error:
        raise click.ClickException(f"{click.format_filename(target)}: {error.strerror}") from error
