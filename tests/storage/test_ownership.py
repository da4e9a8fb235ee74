"""Held for every table that is owned, those that come later too: rows are made from the columns alone."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Integer,
    LargeBinary,
    String,
    Table,
    delete,
    exists,
    func,
    insert,
    literal,
    literal_column,
    select,
    text,
    true,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, aliased, make_transient_to_detached

import matcher.storage
from matcher.storage import Database
from matcher.storage.access_tables import ApiKeyRow, OrganisationRow
from matcher.storage.base import OWNER, Base, Owned, insert_if_absent
from matcher.storage.job_tables import BatchRow, JobRow
from matcher.storage.narrowing import NotOwned
from matcher.storage.ownership import OrganisationSession
from matcher.storage.tables import OwnSkillRow

OURS, THEIRS = 1, 2
NOT_OWNED = {ApiKeyRow}  # asked for before it is known whose request it is
WITH_OWNER = [each.class_ for each in Base.registry.mappers if OWNER in each.columns]
OWNED = sorted((each for each in WITH_OWNER if issubclass(each, Owned)), key=lambda each: each.__name__)
MOMENT = datetime(2024, 6, 15, tzinfo=UTC)

of_every_table = pytest.mark.parametrize("row", OWNED, ids=lambda each: each.__name__)


def made(column: Column[Any], number: int) -> Any:
    """A value for the column that is another for each number."""
    if column.name == OWNER:
        return number
    if column.foreign_keys:
        (key,) = column.foreign_keys
        return made(key.column, number)
    values = {Boolean: True, Integer: number, String: f"{number}", LargeBinary: b"x", JSON: {}}
    return next((value for kind, value in values.items() if isinstance(column.type, kind)), MOMENT)


def values_of(table: Table, number: int, owner: int) -> dict[str, Any]:
    needed = [each for each in table.columns if not each.nullable]
    return {**{each.name: made(each, number) for each in needed}, OWNER: owner}


def table_of(row: type[Any]) -> Table:
    table: Table = row.__table__
    return table


def has_parents(row: type[Any]) -> bool:
    return bool(table_of(row).foreign_keys)


@pytest.fixture
def filled(database: Database) -> Database:
    """One row of ours and one of theirs in every owned table."""
    with database.engine.begin() as connection:
        for table in Base.metadata.sorted_tables:
            if OWNER in table.columns and table is not table_of(ApiKeyRow):
                connection.execute(table.insert(), [values_of(table, each, each) for each in (OURS, THEIRS)])
    return database


@pytest.fixture
def session(filled: Database) -> Iterator[OrganisationSession]:
    with OrganisationSession(filled.engine, OURS) as opened:
        yield opened


def kept(database: Database) -> dict[str, list[Any]]:
    """All that is theirs, as it stands."""
    with database.engine.connect() as connection:
        return {
            table.name: [
                tuple(row) for row in connection.execute(table.select().where(table.c[OWNER] == THEIRS))
            ]
            for table in Base.metadata.sorted_tables
            if OWNER in table.columns
        }


def owners(session: Session, row: type[Any]) -> list[int]:
    """Whose rows the table holds, behind the session's back."""
    table = table_of(row)
    return sorted(Session.connection(session).execute(select(table.c[OWNER])).scalars())


def test_whatever_has_an_owner_is_held_to_it() -> None:
    assert {each for each in WITH_OWNER if not issubclass(each, Owned)} == NOT_OWNED
    assert len(OWNED) > 10


def reads(row: Any) -> dict[str, tuple[Any, Any]]:
    """Ways to read a table, each with what there is to see of ours; theirs is the number 2 everywhere."""
    owner, other = row.organisation, aliased(row)
    subquery, common = select(owner).subquery(), select(owner).cte()
    both = select(owner).union_all(select(owner)).subquery()
    theirs = exists().where(owner == THEIRS)
    return {
        "column": (select(owner), [OURS]),
        "expression": (select(owner + 0), [OURS]),
        "aggregate": (select(func.max(owner)), [OURS]),
        "count": (select(func.count()).select_from(row), [1]),
        "count of a column": (select(func.count(owner)), [1]),
        "alias": (select(other.organisation), [OURS]),
        "join with itself": (select(other.organisation).select_from(row).join(other, true()), [OURS]),
        "outer join": (select(other.organisation).select_from(row).outerjoin(other, true()), [OURS]),
        "full join": (select(other.organisation).select_from(row).join(other, true(), full=True), [OURS]),
        "subquery": (select(subquery.c.organisation), [OURS]),
        "common table expression": (select(owner, common.c.organisation).join(common, true()), [OURS]),
        "union": (select(both.c.organisation), [OURS, OURS]),
        "scalar subquery": (select(select(func.max(owner)).scalar_subquery()), [OURS]),
        "exists": (select(owner).where(aliased_exists(row)), []),
        "exists as a column": (select(theirs, owner), [False]),
        "in a subquery": (select(owner).where(literal(THEIRS).in_(select(other.organisation))), []),
        "theirs by name": (select(owner).where(owner == THEIRS), []),
        "nothing of it but that it is there": (select(literal(9)).where(owner == THEIRS), []),
        "group": (select(owner, func.count()).group_by(owner), [OURS]),
    }


def aliased_exists(row: Any) -> Any:
    other = aliased(row)
    return exists().where(other.organisation == THEIRS)


@of_every_table
def test_reading_shows_the_own_rows_alone(session: OrganisationSession, row: Any) -> None:
    for name, (statement, expected) in reads(row).items():
        assert session.scalars(statement).all() == expected, name
    assert [each.organisation for each in session.scalars(select(row))] == [OURS]
    assert [each.organisation for each in session.query(row)] == [OURS]
    assert session.scalars(select(aliased(row, select(row).subquery()))).one().organisation == OURS


@of_every_table
def test_a_row_is_found_by_its_key_if_it_is_ones_own(session: OrganisationSession, row: Any) -> None:
    keys = [tuple(made(column, number) for column in table_of(row).primary_key) for number in (OURS, THEIRS)]
    own, theirs = (session.get(row, key) for key in keys)
    assert own is not None
    assert theirs is None
    session.refresh(own)
    assert own.organisation == OURS


def changeable(row: type[Any]) -> Column[Any] | None:
    """A column beside the keys, where there is one."""
    return next((each for each in table_of(row).columns if each.name != OWNER and not each.primary_key), None)


@of_every_table
def test_changes_reach_the_own_rows_alone(filled: Database, row: Any) -> None:
    before = kept(filled)
    changed = changeable(row)
    with OrganisationSession(filled.engine, OURS) as session, session.begin():
        if changed is not None:
            other = aliased(row)
            value = {changed.name: made(changed, OURS)}
            everything = update(row).values(**value).returning(row.organisation)
            assert session.scalars(everything).all() == [OURS]
            for condition in (
                exists().where(other.organisation == THEIRS),
                literal(THEIRS).in_(select(other.organisation)),
                row.organisation == THEIRS,
            ):
                assert session.scalars(everything.where(condition)).all() == []
    assert kept(filled) == before


@of_every_table
def test_erasing_reaches_the_own_rows_alone(filled: Database, row: Any) -> None:
    before = kept(filled)
    for erase in (delete(row), delete(row).where(literal(THEIRS).in_(select(aliased(row).organisation)))):
        with OrganisationSession(filled.engine, OURS) as session, session.begin():
            session.execute(erase)
    assert kept(filled) == before
    with filled.engine.connect() as connection:
        assert set(connection.execute(select(table_of(row).c[OWNER])).scalars()) == {THEIRS}


def ways_to_add(row: Any) -> dict[str, Callable[[Session, list[dict[str, Any]]], object]]:
    return {
        "add": lambda session, rows: [session.add(row(**each)) for each in rows],
        "add_all": lambda session, rows: session.add_all([row(**each) for each in rows]),
        "many beside the statement": lambda session, rows: session.execute(insert(row), rows),
        "one beside the statement": lambda session, rows: [
            session.execute(insert(row), each) for each in rows
        ],
        "values": lambda session, rows: [session.execute(insert(row).values(**each)) for each in rows],
        "values and more beside": lambda session, rows: session.execute(
            insert(row).values(organisation=THEIRS), rows
        ),
        "if absent": lambda session, rows: [
            session.execute(insert_if_absent(session, row).values(**each)) for each in rows
        ],
        "returning": lambda session, rows: session.scalars(
            insert(row).returning(row.organisation), rows
        ).all(),
        "merge": lambda session, rows: [session.merge(row(**each)) for each in rows],
    }


@of_every_table
def test_what_is_added_is_signed_whoever_is_named(database: Database, row: Any) -> None:
    for way in ways_to_add(row).values():
        with OrganisationSession(database.engine, OURS) as session, session.begin():
            rows = [values_of(table_of(row), number, THEIRS) for number in (7, 8)]
            given = [dict(each) for each in rows]
            if has_parents(row):
                add_parents(session, row, (7, 8))
            way(session, rows)
            session.flush()
            assert owners(session, row) == [OURS, OURS]
            assert rows == given  # nobody's values are written over
            session.rollback()


def add_parents(session: Session, row: type[Any], numbers: tuple[int, ...]) -> None:
    parents = {key.column.table for key in table_of(row).foreign_keys}
    needed = parents | {key.column.table for parent in parents for key in parent.foreign_keys}
    for table in [each for each in Base.metadata.sorted_tables if each in needed]:
        rows = [values_of(table, number, OURS) for number in numbers]
        Session.connection(session).execute(table.insert(), rows)


def upsert(session: Session) -> Any:
    dialects: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
    add = dialects[session.get_bind().dialect.name](BatchRow).values(id="2", kind="x", created_at=MOMENT)
    return session.execute(add.on_conflict_do_update(index_elements=["id"], set_={"kind": "taken"}))


def stored_elsewhere() -> BatchRow:
    row = BatchRow(id="2", organisation=OURS)
    make_transient_to_detached(row)
    return row


def give_away(session: Session) -> None:
    row = session.get(BatchRow, "1")
    assert row is not None
    row.organisation = THEIRS
    session.flush()


BATCHES, JOBS = table_of(BatchRow), table_of(JobRow)
REFUSED: dict[str, Any] = {
    "text": text("SELECT * FROM batches"),
    "a condition as text": select(BatchRow.id).where(text("1=1 OR 1=1")),
    "a column as text": select(BatchRow.id).where(literal_column("1=1 OR 1")),
    "an order as text": select(BatchRow.id).order_by(text("id")),
    "rows from text": select(BatchRow).from_statement(text("SELECT * FROM batches")),
    "columns of text": select(BatchRow.id, text("SELECT id FROM batches").columns(BATCHES.c.id).subquery()),
    "nothing at all": select(literal(1)),
    "a table without its class": select(BATCHES),
    "its columns": select(BATCHES.c.id),
    "beside a class": select(BatchRow.id, JOBS.c.number),
    "in a condition": select(BatchRow.id).where(JOBS.c.number == THEIRS),
    "in exists": select(BatchRow.id).where(exists().where(JOBS.c.number == THEIRS)),
    "in a join": select(BatchRow.id).join(JOBS, true()),
    "in a subquery": select(BatchRow.id, select(JOBS.c.number).subquery()),
    "the same table within": select(BatchRow.id, select(func.count()).select_from(BATCHES).scalar_subquery()),
    "under another name": select(BatchRow.id, BATCHES.alias().c.id),
    "a class over a bare subquery": select(aliased(BatchRow, select(BATCHES).subquery())),
    "a window within": select(BatchRow.id, select(func.count(JobRow.number).over()).scalar_subquery()),
    "a union": select(BatchRow.id).union(select(JobRow.batch)),
    "a table of nobody": select(OrganisationRow.id),
    "a table of nobody beside": select(BatchRow.id, OrganisationRow.id).join(OrganisationRow, true()),
    "keys": select(ApiKeyRow.prefix),
    "keys within": select(BatchRow.id).where(exists().where(ApiKeyRow.prefix == "x")),
    "an erasure within": select(BatchRow.id, delete(JobRow).returning(JobRow.number).cte().c.number),
    "changing a bare table": update(BATCHES).values(kind="x"),
    "changing by another table": update(BatchRow).where(JobRow.number == THEIRS).values(kind="x"),
    "erasing by another table": delete(BatchRow).where(JobRow.number == THEIRS),
    "giving away": update(BatchRow).values(organisation=THEIRS),
    "giving away by column": update(BatchRow).values({BatchRow.organisation: THEIRS}),
    "giving away in order": update(BatchRow).ordered_values((BatchRow.organisation, THEIRS)),
    "erasing a bare table": delete(JOBS),
    "adding to a bare table": insert(BATCHES).values(id="x"),
    "adding to a table of nobody": insert(OrganisationRow).values(id="x", created_at=MOMENT),
    "adding many in the statement": insert(OwnSkillRow).values([{"id": "a", "entry": {}}]),
    "adding what is selected": insert(OwnSkillRow).from_select(["id"], select(JobRow.batch)),
    "adding a selected value": insert(OwnSkillRow).values(id=select(JobRow.batch).scalar_subquery()),
}
REFUSED_ACTS: dict[str, Callable[[Session], object]] = {
    "changing a list of rows": lambda session: session.execute(
        update(BatchRow), [{"id": "2", "kind": "taken"}]
    ),
    "changing the row that is in the way": upsert,
    "the connection": lambda session: session.connection(),
    "bulk saving": lambda session: session.bulk_save_objects([OwnSkillRow(id="x", entry={})]),
    "bulk inserting": lambda session: session.bulk_insert_mappings(OwnSkillRow.__mapper__, [{"id": "x"}]),
    "bulk updating": lambda session: session.bulk_update_mappings(BatchRow.__mapper__, [{"id": "2"}]),
    "a row of another session": lambda session: session.add(stored_elsewhere()),
    "erasing it": lambda session: session.delete(stored_elsewhere()),
    "giving a row away": give_away,
    "adding a row of nobody": lambda session: (
        session.add(OrganisationRow(id="x", created_at=MOMENT)),
        session.flush(),
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_nothing_narrows_is_refused(name: str) -> None:
    database = Database("sqlite://")  # refused before anything is asked
    with OrganisationSession(database.engine, OURS) as session, pytest.raises(NotOwned):
        session.execute(REFUSED[name])
    database.close()


@pytest.mark.parametrize("name", REFUSED_ACTS)
def test_ways_around_are_refused(filled: Database, name: str) -> None:
    before = kept(filled)
    with OrganisationSession(filled.engine, OURS) as session:
        with pytest.raises(NotOwned):
            REFUSED_ACTS[name](session)
        session.rollback()
    assert kept(filled) == before


def test_a_new_batch_under_their_id_neither_shows_nor_changes_it(filled: Database) -> None:
    before = kept(filled)
    with OrganisationSession(filled.engine, OURS) as session, session.begin():
        add = insert_if_absent(session, BatchRow).values(id="2", kind="x", created_at=MOMENT)
        assert session.scalars(add.returning(BatchRow.id)).all() == []
        assert session.scalars(select(BatchRow).where(BatchRow.id == "2")).first() is None
    assert kept(filled) == before


STORES = [
    path
    for path in Path(matcher.storage.__file__).parent.glob("*.py")
    if path.name not in {"copying.py", "database.py", "migration.py", "narrowing.py", "ownership.py"}
]
AROUND = re.compile(
    r"\.connection\(|\.connect\(|(?<!sqlalchemy)\.engine|\.bulk_|raw_connection|exec_driver_sql"
    r"|(?<!def )\btext\((?!str\((?:LOCAL|Priority)|\"[01]\"|\"rank = 1\"|\"through IS NULL\")"
    r"|literal_column\((?!_TABLE\))|from_statement|__table__|\bSession\("
)


@pytest.mark.parametrize("path", STORES, ids=lambda path: path.name)
def test_no_store_goes_around_the_session(path: Path) -> None:
    assert AROUND.findall(path.read_text("utf-8")) == []


def test_only_keys_and_workers_get_a_session_that_is_not_narrowed() -> None:
    source = (Path(matcher.storage.__file__).parent / "database.py").read_text("utf-8")
    unnarrowed = re.findall(r"[^n]Session\(self\.engine.*?\n +yield (\w+)", source)
    assert sorted(unnarrowed) == ["AccessStore", "DeliveryQueue", "JobQueue"]
