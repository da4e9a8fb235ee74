"""`matcher db`: the tables of the database."""

import click

from matcher.settings import Settings
from matcher.storage import Database, upgrade


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
