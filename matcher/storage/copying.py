"""Copies all that is stored, of every organisation, into another database of either kind.

Like migrations it goes by tables and not by their classes, so that it asks for no organisation, and copies a
table that comes later without a word here. Triggers fill the index of words on the other side.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    LargeBinary,
    MetaData,
    Table,
    Text,
    cast,
    func,
    insert,
    inspect,
    literal,
    select,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.types import UserDefinedType

from matcher.domain.access import LOCAL
from matcher.errors import NotCopied
from matcher.storage.access_tables import OrganisationRow
from matcher.storage.base import Base
from matcher.storage.database import Database
from matcher.storage.migration import is_at_head, upgrade

OnRows = Callable[[int, int], None]  # takes how many rows are copied, and of how many
_TABLES = Base.metadata.sorted_tables
_ORGANISATIONS = Base.metadata.tables[OrganisationRow.__tablename__]
_ROWS_AT_ONCE = 200
_FILES_AT_ONCE = 10  # some may be as large as a file may be
_READ_ONE_SNAPSHOT = {
    "postgresql": "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
    "sqlite": "BEGIN",
}
_KEEP_OTHERS_FROM_WRITING = {
    "postgresql": f"LOCK TABLE {', '.join(table.name for table in _TABLES)} IN EXCLUSIVE MODE",
    "sqlite": "BEGIN IMMEDIATE",
}


class AsWritten(UserDefinedType[str]):
    """JSON to the letter: nothing is parsed, and a null of SQL stays another than one of JSON."""

    cache_ok = True

    def column_expression(self, colexpr: ColumnElement[str]) -> ColumnElement[str]:
        return cast(colexpr, Text)


@contextmanager
def _doing(what: str) -> Iterator[None]:
    """Tells the kind of an error alone: its text may hold what was to be stored."""
    try:
        yield
    except SQLAlchemyError as error:
        kind = type(getattr(error, "orig", error)).__name__
        raise NotCopied(f"{what} failed ({kind}), and the target is left as it was") from error


@_doing("the copy")
def copy_everything(source: Database, target: Database, on_rows: OnRows) -> dict[str, int]:
    """Copy `source` as it stands now into `target`, which is empty; gives the number of rows of each table.

    The target is written in one transaction, so that it stays empty where anything goes wrong; one without
    tables gets them first. Raises NotCopied.
    """
    with _snapshot(source) as reading:
        _make_tables_where_none(target)
        with _held(target) as writing:
            writing.execute(_ORGANISATIONS.delete())
            copied = _Copying(reading, writing, on_rows).every_table()
            _number_new_rows(writing)
            writing.commit()
    return copied


@contextmanager
def _snapshot(source: Database) -> Iterator[Connection]:
    """All that is read from it is of one moment."""
    if source.is_missing_file():
        raise NotCopied("there is no file of the source's name; check MATCHER_DATABASE_URL")
    with _connected(source, "source") as connection:
        connection.exec_driver_sql(_READ_ONE_SNAPSHOT[connection.dialect.name])
        _refuse_other_version(connection, "source")
        yield connection


@contextmanager
def _held(target: Database) -> Iterator[Connection]:
    """Nobody else writes into it meanwhile; kept where the block commits."""
    with _connected(target, "target") as connection:
        _refuse_other_version(connection, "target")
        connection.exec_driver_sql(_KEEP_OTHERS_FROM_WRITING[connection.dialect.name])
        _refuse_rows(connection)
        yield connection


@contextmanager
def _connected(database: Database, side: str) -> Iterator[Connection]:
    try:
        connection = database.engine.connect()
    except (SQLAlchemyError, sqlite3.Error) as error:
        reason = " ".join(str(getattr(error, "orig", error)).split())
        raise NotCopied(f"the {side} does not answer ({reason})") from error
    with connection:
        yield connection


def _make_tables_where_none(target: Database) -> None:
    with _connected(target, "target") as connection:
        if inspect(connection).get_table_names():
            return
    with _doing("making the tables of the target"):
        upgrade(target)


def _refuse_other_version(connection: Connection, side: str) -> None:
    if not is_at_head(connection):
        raise NotCopied(
            f"the {side} has other tables than this version; run `matcher db upgrade` on it, or copy with "
            "the version that has upgraded it"
        )


def _refuse_rows(target: Connection) -> None:
    filled = [table.name for table in _TABLES if _has_rows(target, table)]
    if filled:
        raise NotCopied(f"the target is not empty but has {', '.join(filled)}; name an empty database")


def _has_rows(target: Connection, table: Table) -> bool:
    """The local organisation does not count: a migration made it."""
    rows = select(literal(1)).select_from(table)
    if table is _ORGANISATIONS:
        rows = rows.where(table.c.id != LOCAL.id)
    return target.scalar(rows.limit(1)) is not None


class _Copying:
    """Takes rows from one connection to another, a few at once."""

    def __init__(self, reading: Connection, writing: Connection, on_rows: OnRows) -> None:
        self._reading = reading
        self._writing = writing
        self._on_rows = on_rows
        self._done = 0
        self._all = sum(map(self._count, _TABLES))

    def _count(self, table: Table) -> int:
        return self._reading.scalar(select(func.count()).select_from(table)) or 0

    def every_table(self) -> dict[str, int]:
        """The number of rows of each; those that others point at come first."""
        return {table.name: self._copy(_as_written(table)) for table in _TABLES}

    def _copy(self, table: Table) -> int:
        """In the order of the key, in which a table is written fastest."""
        before = self._done
        rows = select(table).order_by(*table.primary_key)
        reading = self._reading.execution_options(yield_per=_at_once(table))
        with _doing(f"copying {table.name}"), reading.execute(rows) as found:
            for part in found.mappings().partitions():
                self._writing.execute(insert(table), [dict(row) for row in part])
                self._done += len(part)
                self._on_rows(self._done, self._all)
        return self._done - before


def _at_once(table: Table) -> int:
    holds_files = any(isinstance(column.type, LargeBinary) for column in table.columns)
    return _FILES_AT_ONCE if holds_files else _ROWS_AT_ONCE


def _as_written(table: Table) -> Table:
    plain = table.to_metadata(MetaData())
    for column in plain.columns:
        if isinstance(column.type, JSON):
            column.type = AsWritten()
    return plain


def _number_new_rows(target: Connection) -> None:
    """After the greatest number there is; SQLite does so by itself."""
    if target.dialect.name != "postgresql":
        return
    for table in _TABLES:
        column = table.autoincrement_column
        if column is not None:
            sequence = func.pg_get_serial_sequence(table.name, column.name)
            target.execute(select(func.setval(sequence, select(func.max(column)).scalar_subquery())))
