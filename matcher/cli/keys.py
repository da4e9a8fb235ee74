"""`matcher keys` and `matcher organisations`: who may use the service."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

import click

from matcher.cli.options import opened
from matcher.domain.access import ALL_SCOPES, LOCAL, Scope
from matcher.services.access import Access
from matcher.storage import upgrade

Answer = TypeVar("Answer")
_FIRST_KEY = (
    "It is the first: from now on, and also after it is revoked, every request needs a key, and people sign "
    "in to the pages with one."
)
organisation_option = click.option(
    "--organisation", default=LOCAL.id, show_default=True, help="Whose résumés the key is for."
)


@click.group()
def keys() -> None:
    """Make, list and revoke API keys."""


@keys.command("create")
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    type=click.Choice([scope.value for scope in Scope]),
    help="What it allows; may be given again. Everything where none is given.",
)
@click.option("--expires", type=click.DateTime(["%Y-%m-%d"]), help="The day on which it ends.")
@organisation_option
def create_key(name: str, scopes: tuple[str, ...], expires: datetime | None, organisation: str) -> None:
    """Make a key called NAME and show it, this once."""
    with opened() as rolefit:
        upgrade(rolefit.process.database)
        access, owner = rolefit.access, rolefit.access.organisation(organisation)
        first = not access.any_key()
        ends = expires.replace(tzinfo=UTC) if expires else None
        made = access.create(name, map(Scope, scopes or ALL_SCOPES), owner, ends)
    click.echo(made["key"])
    click.echo("Keep it now: it is not shown again.", err=True)
    if first:
        click.echo(_FIRST_KEY, err=True)


@keys.command("list")
@organisation_option
def list_keys(organisation: str) -> None:
    """Show the keys of an organisation, without their secrets."""
    with opened() as rolefit:
        upgrade(rolefit.process.database)
        found = rolefit.access.all(rolefit.access.organisation(organisation))
    if not found:
        click.echo("There are no keys of this organisation. `matcher keys create NAME` makes one.", err=True)
    for key in found:
        state = "revoked" if key["revoked_at"] else f"until {key['expires_at'] or 'revoked'}"
        used = f"last used {key['last_used_at']}" if key["last_used_at"] else "never used"
        click.echo(f"{key['prefix']}  {key['name']}  {' '.join(key['scopes'])}  {state}, {used}")


@keys.command("revoke")
@click.argument("prefix")
@organisation_option
def revoke_key(prefix: str, organisation: str) -> None:
    """Revoke the key that begins with PREFIX, at once and for good."""
    with opened() as rolefit:
        upgrade(rolefit.process.database)
        revoked = rolefit.access.revoke(prefix, rolefit.access.organisation(organisation))
    click.echo(f"{revoked['prefix']} ({revoked['name']}) is revoked.")


@click.group()
def organisations() -> None:
    """Look after the organisations that share this installation."""


@organisations.command("create")
@click.argument("organisation")
def create_organisation(organisation: str) -> None:
    """Make an organisation; make a key for it next."""
    click.echo(_with_access(lambda access: access.add_organisation(organisation).id))


@organisations.command("list")
def list_organisations() -> None:
    """Show every organisation."""
    click.echo("\n".join(each.id for each in _with_access(Access.organisations)))


def _with_access(act: Callable[[Access], Answer]) -> Answer:
    with opened() as rolefit:
        upgrade(rolefit.process.database)
        return act(rolefit.access)
