"""`matcher db`: the tables of the database, and the way into another one."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from matcher.settings import Settings
from matcher.storage import Database, copy_everything, upgrade


@click.group()
def db() -> None:
    """Look after the database."""


@db.command("upgrade")
def upgrade_tables() -> None:
    """Bring the database to the tables of this version; safe to repeat."""
    database = Database(Settings.from_env().database_url)
    upgrade(database)
    database.close()
    click.echo("The database is up to date.")


@db.command("copy")
@click.option("--to", "url", required=True, metavar="URL", help="The empty database, SQLite or PostgreSQL.")
def copy_database(url: str) -> None:
    """Copy all that is stored, of every organisation, into the empty database at URL.

    It is read from the database of the settings, as it stands when the copy begins: stop the service and its
    workers first. Ids, keys, moments and everything else stay the same. A copy that fails leaves nothing.
    """
    source, target = Database(Settings.from_env().database_url), Database(url)
    with closing(source), closing(target), _progress() as on_rows:
        copied = copy_everything(source, target, on_rows)
    for table, rows in copied.items():
        click.echo(f"{rows:>13,}  {table}")
    click.echo(f"{sum(copied.values()):>13,}  rows in all are copied.")


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, and nothing elsewhere."""
    console = Console(stderr=True)
    columns = (TextColumn("copying"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("copying", total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
