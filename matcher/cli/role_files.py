"""`matcher roles import` and `export`: the organisation's own roles as files."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from matcher.assembly import Rolefit
from matcher.cli.options import opened
from matcher.errors import InvalidRole, RolefitError
from matcher.services.role_body import body_from_toml
from matcher.services.role_toml import role_toml
from matcher.services.roles import role_named
from matcher.storage import upgrade


@click.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
def import_roles(files: tuple[Path, ...]) -> None:
    """Keep the role of each FILE, TOML in the form of `skill_taxonomy/roles/`, as your own.

    A role that is there already gets its next version; what changes nothing makes none.
    """
    failed = 0
    with opened() as rolefit:
        upgrade(rolefit.process.database)
        for file in files:
            try:
                click.echo(f"{click.format_filename(file)}: {_import(file, rolefit)}")
            except RolefitError as error:
                failed += 1
                click.echo(_told(file, error), err=True)
    if failed:
        raise click.ClickException(f"{failed} of {len(files)} could not be kept.")


def _import(file: Path, rolefit: Rolefit) -> str:
    """Raises InvalidRole."""
    rolefit.refresh()
    body = body_from_toml(file.read_bytes())
    before = _version_now(body, rolefit)
    if before is None:
        added = rolefit.role_versions.add(body, None)
        return f"{added.id} is kept as version {added.version}"
    edited = rolefit.role_versions.edit(body["id"], body, None, None)
    if edited.version == before:
        return f"{edited.id} is as it was, version {before}"
    return f"{edited.id} is kept as version {edited.version}"


def _version_now(body: Mapping[str, Any], rolefit: Rolefit) -> int | None:
    named = body.get("id")
    known = rolefit.lexicon.catalogue.roles.get(named) if isinstance(named, str) else None
    return known.version if known else None


def _told(file: Path, error: RolefitError) -> str:
    lines = (
        [f"{each.place}: {each.message}" for each in error.problems] if isinstance(error, InvalidRole) else []
    )
    return "\n".join(f"{click.format_filename(file)}: {line}" for line in lines or [str(error)])


@click.command("export")
@click.argument("role")
@click.option("--version", type=click.IntRange(min=1), help="An earlier version than the one of now.")
def export_role(role: str, version: int | None) -> None:
    """Print ROLE as TOML, to be kept, changed and imported again."""
    with opened() as rolefit:
        known = rolefit.role_versions.role(role, version) if version else role_named(role, rolefit.lexicon)
    click.echo(role_toml(known), nl=False)
