"""Brings a database to the tables that this version works with."""

from pathlib import Path

from alembic import command
from alembic.config import Config

import matcher
from matcher.storage.database import Database


def carried_migrations() -> Path:
    """The migrations that Rolefit comes with: inside the installed package, or beside it in a checkout."""
    package = Path(matcher.__file__).parent
    installed = package / "_carried" / "migrations"
    return installed if installed.is_dir() else package.parent / "migrations"


def upgrade(database: Database) -> None:
    """Apply every migration that the database lacks; safe to repeat."""
    config = Config()
    config.set_main_option("script_location", str(carried_migrations()))
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
