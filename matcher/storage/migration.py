"""Brings a database to the tables that this version works with."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

import matcher
from matcher.errors import InvalidSetting
from matcher.storage.database import Database

_UPGRADE_LOCK = 7_065_746  # any number that nothing else in the database locks


def carried_migrations() -> Path:
    """The migrations that Rolefit comes with: inside the installed package, or beside it in a checkout."""
    package = Path(matcher.__file__).parent
    installed = package / "_carried" / "migrations"
    return installed if installed.is_dir() else package.parent / "migrations"


def upgrade(database: Database) -> None:
    """Apply every migration that the database lacks; safe to repeat, and from several machines at once.

    Each is a transaction of its own, so that others wait for no more than one. A database that a later
    version has upgraded stays as it is. Raises InvalidSetting where none opens.
    """
    config = _config()
    with _opened(database) as connection, _one_at_a_time(connection):
        found = _revisions(MigrationContext.configure(connection))
        connection.commit()
        if found <= _known_revisions():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


@contextmanager
def _one_at_a_time(connection: Connection) -> Iterator[None]:
    """In SQLite those who write take turns as it is."""
    if connection.dialect.name != "postgresql":
        yield
        return
    connection.execute(text(f"SELECT pg_advisory_lock({_UPGRADE_LOCK})"))
    try:
        yield
    finally:
        connection.rollback()
        connection.execute(text(f"SELECT pg_advisory_unlock({_UPGRADE_LOCK})"))


def has_all_tables(database: Database) -> bool:
    """Whether this version can work with the database: upgraded by it, or by a later one."""
    with database.engine.connect() as connection:
        found = _revisions(MigrationContext.configure(connection))
    return found == _heads() or bool(found - _known_revisions())


@contextmanager
def _opened(database: Database) -> Iterator[Connection]:
    try:
        connection = database.engine.connect()
    except (DBAPIError, sqlite3.Error) as error:
        reason = " ".join(str(getattr(error, "orig", error)).split())
        raise InvalidSetting(
            "MATCHER_DATABASE_URL", f"names a database that does not open: {reason}"
        ) from error
    with connection:
        yield connection


def is_at_head(connection: Connection) -> bool:
    """Whether the tables are those of this very version: neither an earlier one's nor a later one's."""
    return _revisions(MigrationContext.configure(connection)) == _heads()


def _revisions(context: MigrationContext) -> frozenset[str]:
    return frozenset(context.get_current_heads())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(carried_migrations()))
    return config


@cache
def _heads() -> frozenset[str]:
    return frozenset(ScriptDirectory.from_config(_config()).get_heads())


@cache
def _known_revisions() -> frozenset[str]:
    return frozenset(each.revision for each in ScriptDirectory.from_config(_config()).walk_revisions())
