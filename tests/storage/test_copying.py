"""Held for every table, those that come later too: rows are made from the columns alone."""

import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import new_resume as resume
from builders import profile
from databases import schema_on
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Engine,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    cast,
    event,
    func,
    insert,
    inspect,
    null,
    select,
    text,
)
from sqlalchemy import table as sql_table
from sqlalchemy.exc import OperationalError

from matcher.domain.search import EVERYBODY
from matcher.errors import NotCopied
from matcher.storage import Database, copy_everything, upgrade
from matcher.storage.base import Base
from matcher.storage.full_text import is_full_text_table
from matcher.storage.tables import OriginalRow, ResumeRow

ULID, OTHER_ULID = "01J0000000000000000000000A", "01J0000000000000000000000B"
ODD = "é'\"\\N\\\t\r\n%s☃𝄞"
MOMENT = datetime(2024, 6, 15, 9, 30, 12, 345678, tzinfo=UTC)
ENOUGH = range(2, 212)  # more rows of each table than are taken at once
DIRECTIONS = (("sqlite", "postgresql"), ("postgresql", "sqlite"))
TABLES = Base.metadata.sorted_tables
Fresh = Callable[[str], Database]


def unheard(_done: int, _all: int) -> None:
    """Nobody looks how far it is."""


@pytest.fixture
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Fresh]:
    """Gives databases without tables, of the kind that is named."""
    with ExitStack() as made:

        def new(kind: str) -> Database:
            if kind == "sqlite":
                database = Database(f"sqlite:///{tmp_path}/{len(list(tmp_path.iterdir()))}.sqlite3")
            else:
                database = Database(made.enter_context(schema_on(request.getfixturevalue("postgresql"))))
            made.callback(database.close)
            return database

        yield new


@pytest.fixture(params=DIRECTIONS, ids="-".join)
def databases(request: pytest.FixtureRequest, fresh: Fresh) -> tuple[Database, Database]:
    """A database with the tables, and one without any of the other kind."""
    source, target = map(fresh, request.param)
    upgrade(source)
    return source, target


@pytest.fixture
def source(databases: tuple[Database, Database]) -> Database:
    return databases[0]


@pytest.fixture
def target(databases: tuple[Database, Database]) -> Database:
    return databases[1]


@pytest.fixture
def other_sqlite(fresh: Fresh) -> Database:
    """One without tables."""
    return fresh("sqlite")


def made(column: Column[Any], number: int) -> Any:
    """A value for the column that is another for each number, and null or a null of JSON in some rows."""
    if column.foreign_keys:
        (key,) = column.foreign_keys
        return made(key.column, number)
    if column.primary_key and isinstance(column.type, Integer):
        return number
    if number % 3 == 0 and column.nullable:
        return null()
    if number % 3 == 1 and isinstance(column.type, JSON):
        return JSON.NULL
    return filled(column, number)


def filled(column: Column[Any], number: int) -> Any:
    values = {
        Boolean: number % 2 == 0,
        Integer: 2_147_000_000 + number,
        String: f"{number}{ODD}"[: getattr(column.type, "length", None)],
        LargeBinary: bytes(range(256)) * number,
        JSON: {"b": [number, 0.1, None, ODD], "a": {}},
    }
    later = MOMENT + timedelta(days=number, microseconds=number)
    return next((value for kind, value in values.items() if isinstance(column.type, kind)), later)


def fill(database: Database) -> None:
    """Rows in every table, and no row of a number 1 but the local organisation."""
    with database.engine.begin() as connection:
        for table in TABLES:
            given = [{column.name: made(column, number) for column in table.columns} for number in ENOUGH]
            connection.execute(insert(table).values(given))


def contents(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, JSON by its letters."""
    with database.engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(written(table))), key=repr) for table in TABLES
        }


def written(table: Table) -> Any:
    return select(
        *(cast(column, Text) if isinstance(column.type, JSON) else column for column in table.columns)
    )


def rows(database: Database) -> dict[str, int]:
    """How many there are by table, of the tables that the database itself names."""
    names = inspect(database.engine).get_table_names()
    with database.engine.connect() as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(sql_table(name))) or 0
            for name in names
            if name != "alembic_version" and not is_full_text_table(name)
        }


def put(database: Database, ulid: str) -> None:
    with database.unit_of_work() as unit:
        unit.resumes.add(resume(ulid, profile()))


def stored(database: Database) -> list[str]:
    with database.unit_of_work() as unit:
        return [each.id for each in unit.lists.page(EVERYBODY, None, 100)]


def is_empty(database: Database) -> bool:
    return {name: count for name, count in rows(database).items() if count} == {"organisations": 1}


def test_every_row_of_every_table_comes_over_as_it_is(source: Database, target: Database) -> None:
    fill(source)
    copied = copy_everything(source, target, unheard)
    assert contents(target) == contents(source)
    assert copied == rows(source) == rows(target)
    assert min(copied.values()) == len(ENOUGH)
    pages = {row[-2] for row in contents(target)["readings"]}
    assert {None, "null"} < pages  # a null of SQL is not one of JSON


def test_rows_that_come_later_get_numbers_of_their_own(source: Database, target: Database) -> None:
    fill(source)
    copy_everything(source, target, unheard)
    numbered = [table for table in TABLES if table.autoincrement_column is not None]
    assert len(numbered) >= 5
    with target.engine.begin() as connection:
        for table in numbered:
            values = {
                column.name: filled(column, 7_000) for column in table.columns if not column.foreign_keys
            }
            values |= {column.name: made(column, 2) for column in table.columns if column.foreign_keys}
            del values[table.autoincrement_column.name]  # type: ignore[union-attr]  # looked at above
            given = connection.execute(insert(table).values(values)).inserted_primary_key
            assert given == (max(ENOUGH) + 1,), table.name


def test_an_empty_database_comes_over_and_numbers_from_the_start(source: Database, target: Database) -> None:
    copy_everything(source, target, unheard)
    assert is_empty(target)
    assert contents(target) == contents(source)
    with target.unit_of_access() as access:
        assert access.add_organisation("looms", MOMENT).number == 2
    put(target, ULID)
    with target.engine.connect() as connection:
        assert connection.scalar(select(ResumeRow.number)) == 1


def test_what_is_written_meanwhile_stays_out(source: Database, target: Database) -> None:
    put(source, ULID)
    heard = []

    def write(done: int, total: int) -> None:
        if not heard:
            put(source, OTHER_ULID)
        heard.append((done, total))

    copied = copy_everything(source, target, write)
    assert stored(target) == [ULID]
    assert stored(source) == [OTHER_ULID, ULID]
    assert heard[0] == (1, sum(copied.values()))
    assert heard[-1] == (sum(copied.values()),) * 2


def test_nobody_else_writes_into_the_target_from_when_it_was_found_empty(
    source: Database, target: Database
) -> None:
    upgrade(target)
    other = Database(target.engine.url.render_as_string(hide_password=False))
    tried = []

    def write(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(("DELETE FROM organisations", "INSERT INTO organisations")):
            with pytest.raises(OperationalError):
                write_at_once(other.engine)
            tried.append(statement.split(maxsplit=1)[0])

    event.listen(target.engine, "before_cursor_execute", write)
    copy_everything(source, target, unheard)
    assert tried == ["DELETE", "INSERT"]
    write_at_once(other.engine)
    other.close()


def write_at_once(engine: Engine) -> None:
    """Raises OperationalError where another has to end first."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA busy_timeout=0")
        else:
            connection.exec_driver_sql("SET LOCAL lock_timeout = '1ms'")
        connection.execute(Base.metadata.tables["own_skills"].delete())


class Trouble(Exception):
    pass


def test_a_copy_that_is_interrupted_leaves_nothing_and_can_be_made_again(
    source: Database, target: Database
) -> None:
    fill(source)

    def stop(done: int, total: int) -> None:
        if done > total / 2:
            raise Trouble

    with pytest.raises(Trouble):
        copy_everything(source, target, stop)
    assert is_empty(target)
    copy_everything(source, target, unheard)
    assert contents(target) == contents(source)


def test_a_row_that_the_target_does_not_take_is_told_by_its_table(
    sqlite_database: Database, fresh: Fresh
) -> None:
    target = fresh("postgresql")
    put(sqlite_database, ULID)
    with sqlite_database.engine.begin() as connection:
        connection.execute(ResumeRow.__table__.update().values(filename="Vera" * 99))
    with pytest.raises(NotCopied) as told:
        copy_everything(sqlite_database, target, unheard)
    assert str(told.value).startswith(
        "Nothing was copied: copying resumes failed (StringDataRightTruncation)"
    )
    assert "Vera" not in str(told.value)
    assert is_empty(target)


def test_a_target_that_holds_anything_is_refused(source: Database, target: Database) -> None:
    upgrade(target)
    put(target, ULID)
    before = contents(target)
    with pytest.raises(NotCopied, match="not empty but has resumes, originals, readings;"):
        copy_everything(source, target, unheard)
    assert contents(target) == before


def test_a_target_with_an_organisation_is_refused(sqlite_database: Database, other_sqlite: Database) -> None:
    upgrade(other_sqlite)
    with other_sqlite.unit_of_access() as access:
        access.add_organisation("looms", MOMENT)
    with pytest.raises(NotCopied, match="not empty but has organisations;"):
        copy_everything(sqlite_database, other_sqlite, unheard)


def test_a_database_is_no_target_of_its_own(sqlite_database: Database) -> None:
    put(sqlite_database, ULID)
    with pytest.raises(NotCopied, match="not empty"):
        copy_everything(sqlite_database, sqlite_database, unheard)


@pytest.mark.parametrize("version", ["0007", "9999"])
def test_other_versions_are_refused_on_either_side(
    sqlite_database: Database, other_sqlite: Database, version: str
) -> None:
    upgrade(other_sqlite)
    for side, database in (("target", other_sqlite), ("source", sqlite_database)):
        with database.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})
        with pytest.raises(NotCopied, match=f"the {side} has other tables than this version; run"):
            copy_everything(sqlite_database, other_sqlite, unheard)


def test_a_source_without_tables_is_refused_before_the_target_gets_any(
    fresh: Fresh, other_sqlite: Database
) -> None:
    bare = fresh("postgresql")
    with pytest.raises(NotCopied, match="the source has other tables"):
        copy_everything(bare, other_sqlite, unheard)
    assert inspect(other_sqlite.engine).get_table_names() == []


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path, other_sqlite: Database) -> None:
    missing = tmp_path / "rolefit.sqlite3"
    with pytest.raises(NotCopied, match="no file"):
        copy_everything(Database(f"sqlite:///{missing}"), other_sqlite, unheard)
    assert not missing.exists()


@pytest.mark.parametrize(
    "url", ["sqlite:////nowhere/rolefit.sqlite3", "postgresql://nobody@127.0.0.1:1/nothing"]
)
def test_a_target_that_does_not_answer_is_told(sqlite_database: Database, url: str) -> None:
    with pytest.raises(NotCopied, match=r"the target does not answer \("):
        copy_everything(sqlite_database, Database(url), unheard)


def test_a_file_that_is_no_database_is_told(sqlite_database: Database, tmp_path: Path) -> None:
    (tmp_path / "cv.txt").write_text("Vera Lindqvist " * 99)
    with pytest.raises(NotCopied, match=r"the target does not answer \(file is not a database\)"):
        copy_everything(sqlite_database, Database(f"sqlite:///{tmp_path}/cv.txt"), unheard)


def test_files_pass_a_few_at_a_time(source: Database, target: Database) -> None:
    megabyte = 1_000_000
    with source.engine.begin() as connection:
        for number in range(1, 101):
            values = {column.name: filled(column, number) for column in ResumeRow.__table__.columns}
            connection.execute(insert(ResumeRow).values(values | {"number": number}))
            connection.execute(insert(OriginalRow).values(resume=number, content=b"x" * megabyte))
    upgrade(target)
    tracemalloc.start()
    copy_everything(source, target, unheard)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 50 * megabyte
    with target.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(OriginalRow)) == 100
