"""The commands by name; what one needs is imported when it runs, so that `matcher --help` answers at once."""

import gc
from importlib import import_module

import click

import matcher
from matcher.errors import RolefitError

_COMMANDS = {
    "advise": "matcher.cli.advise",
    "db": "matcher.cli.database",
    "explain": "matcher.cli.explain",
    "extract": "matcher.cli.streams",
    "ingest": "matcher.cli.ingest",
    "keys": "matcher.cli.keys",
    "match": "matcher.cli.match",
    "organisations": "matcher.cli.keys",
    "rank": "matcher.cli.streams",
    "read": "matcher.cli.read",
    "reread": "matcher.cli.reread",
    "roles": "matcher.cli.roles",
    "serve": "matcher.cli.serve",
    "skills": "matcher.cli.skills",
    "taxonomy": "matcher.cli.taxonomy",
    "worker": "matcher.cli.worker",
}


class CommandsByName(click.Group):
    """Imports a command's module when the command is asked for; shows Rolefit's errors as plain lines."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        gc.disable()  # what is imported stays, and looks for garbage in it take an eighth of the time
        try:
            command: click.Command = getattr(import_module(_COMMANDS[cmd_name]), cmd_name)
        finally:
            gc.enable()
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except RolefitError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=CommandsByName)
@click.version_option(matcher.__version__, prog_name="matcher")
def main() -> None:
    """Rolefit reads résumés and ranks the roles they fit, explained point by point."""
