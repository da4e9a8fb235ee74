from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from uuid import uuid4

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from builders import new_resume as resume
from builders import profile
from databases import schema_on
from sqlalchemy import event, inspect, text
from sqlalchemy.exc import OperationalError

from matcher.domain.jobs import Priority
from matcher.domain.search import Phrases, ResumeFilter, Search
from matcher.errors import NotFound
from matcher.storage import Database, carried_migrations, has_all_tables, upgrade
from matcher.storage.base import Base
from matcher.storage.full_text import is_full_text_table

ULID, ERASED, LATER = (f"01J0000000000000000000000{end}" for end in "ABC")
OLD_RESUME = (
    "resumes (number, id, sha256, filename, status, as_of, created_at, total_months, education_rank,"
    " document, profile) VALUES ({}, 'x', '', '', 'ready', '2024-06', '2024-06-01', 0, 0, '{{}}', '{{}}')"
)


@pytest.fixture
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """An SQLite database without any tables."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('bare')}/rolefit.sqlite3")
    yield database
    database.close()


@pytest.fixture
def bare_postgresql(postgresql: Database) -> Iterator[Database]:
    """A schema on a PostgreSQL server without any tables."""
    with schema_on(postgresql) as url:
        database = Database(url)
        yield database
        database.close()


@pytest.fixture(params=["bare", "bare_postgresql"])
def bare_of_each_kind(request: pytest.FixtureRequest) -> Database:
    found: Database = request.getfixturevalue(request.param)
    return found


def tables(database: Database) -> set[str]:
    names = inspect(database.engine).get_table_names()
    return {name for name in names if not is_full_text_table(name)}


def is_of_a_model(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "table" or not is_full_text_table(name)


def move(database: Database, way: Callable[[Config, str], None], revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(carried_migrations()))
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        way(config, revision)


def test_migrations_make_the_tables_that_the_code_works_with(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"compare_type": True, "compare_server_default": True, "include_name": is_of_a_model},
        )
        assert compare_metadata(context, Base.metadata) == []


def test_a_difference_would_be_seen(bare: Database) -> None:
    upgrade(bare)
    with bare.engine.begin() as connection:
        connection.execute(text("DROP INDEX ix_resumes_sha256"))
        connection.execute(text("ALTER TABLE fits DROP COLUMN scorer"))
    with bare.engine.connect() as connection:
        found = compare_metadata(
            MigrationContext.configure(connection, opts={"include_name": is_of_a_model}), Base.metadata
        )
    assert {difference[0] for difference in found} == {"add_index", "add_column"}


def test_names_follow_the_convention(database: Database) -> None:
    inspector = inspect(database.engine)
    for table in Base.metadata.sorted_tables:
        # SQLite writes a key that numbers rows for good without its name
        assert inspector.get_pk_constraint(table.name)["name"] in {f"pk_{table.name}", None}
        for key in inspector.get_foreign_keys(table.name):
            assert key["name"] == f"fk_{table.name}_{key['constrained_columns'][0]}"
            assert key["referred_table"] != "resumes" or key["options"]["ondelete"] == "CASCADE"
    assert {index["name"] for index in inspector.get_indexes("skill_postings")} == {
        "ix_skill_postings_resume",
        "ix_skill_postings_without_through",
    }
    assert [each["name"] for each in inspector.get_unique_constraints("resumes")] == ["uq_resumes_id"]


def test_postings_are_kept_in_the_order_of_their_key(sqlite_database: Database) -> None:
    query = text("SELECT name FROM sqlite_master WHERE sql LIKE '%WITHOUT ROWID%' ORDER BY name")
    with sqlite_database.engine.connect() as connection:
        named = ["skill_postings", "title_postings", "unrecognised_postings"]
        found = [name for name in connection.scalars(query) if not is_full_text_table(name)]
    assert found == named


def test_upgrading_again_changes_and_loses_nothing(bare: Database) -> None:
    upgrade(bare)
    with bare.unit_of_work() as unit:
        unit.resumes.add(resume(ULID, profile()))
    upgrade(bare)
    with bare.unit_of_work() as unit:
        assert unit.resumes.get(ULID).id == ULID


def test_downgrading_leaves_no_table(bare: Database) -> None:
    upgrade(bare)
    assert tables(bare) == {*Base.metadata.tables, "alembic_version"}
    move(bare, command.downgrade, "base")
    assert tables(bare) == {"alembic_version"}
    upgrade(bare)
    assert set(Base.metadata.tables) <= tables(bare)


def found_by_words(database: Database) -> list[tuple[str, str]]:
    """The ids and stages of those whose text holds the word that every text here holds."""
    with database.unit_of_work() as unit:
        found = unit.lists.page(Search(ResumeFilter(text=(Phrases(("loom",)),))), None, 5)
    return [(item.id, item.stage) for item in found]


def put(database: Database, *ulids: str) -> None:
    with database.unit_of_work() as unit:
        for ulid in ulids:
            unit.resumes.add(resume(ulid, profile()))


def test_texts_that_were_stored_before_are_found_by_their_words(bare_of_each_kind: Database) -> None:
    upgrade(bare_of_each_kind)
    put(bare_of_each_kind, ULID)
    move(bare_of_each_kind, command.downgrade, "0005")
    upgrade(bare_of_each_kind)
    assert found_by_words(bare_of_each_kind) == [(ULID, "new")]


STEPS = ("UPDATE readings", "INSERT INTO full_texts(rowid, words) SELECT")


@contextmanager
def meanwhile(database: Database, act: Callable[[], None]) -> Iterator[None]:
    """Within, `act` is done before each step by which texts that are stored get into the index of words."""

    def before(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(STEPS):
            act()

    event.listen(database.engine, "before_cursor_execute", before)
    yield
    event.remove(database.engine, "before_cursor_execute", before)


def test_the_version_before_goes_on_while_texts_are_indexed(bare_postgresql: Database) -> None:
    upgrade(bare_postgresql)
    put(bare_postgresql, ULID, ERASED)
    move(bare_postgresql, command.downgrade, "0005")
    served = Database(bare_postgresql.engine.url.render_as_string(hide_password=False))

    def serve() -> None:
        with served.engine.begin() as connection:
            connection.execute(text("SET LOCAL lock_timeout = '2s'"))
            connection.execute(text("SELECT * FROM resumes JOIN fits ON resume = number"))
            connection.execute(text("DELETE FROM resumes WHERE id = :id"), {"id": ERASED})
            connection.execute(text(f"INSERT INTO {OLD_RESUME.format(9)}"))
            connection.execute(
                text("INSERT INTO readings (resume, text, extraction) VALUES (9, 'Loom', '{}')")
            )

    with meanwhile(bare_postgresql, serve):
        upgrade(bare_postgresql)
    served.close()
    assert found_by_words(bare_postgresql) == [("x", "new"), (ULID, "new")]
    with bare_postgresql.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM full_texts")) == len({ULID, "x"})


def test_no_text_comes_between_those_before_and_the_triggers(bare: Database) -> None:
    upgrade(bare)
    move(bare, command.downgrade, "0005")
    served = Database(bare.engine.url.render_as_string(hide_password=False))
    tried = []

    def serve() -> None:
        with served.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout=0")
            with pytest.raises(OperationalError):
                connection.execute(text(f"INSERT INTO {OLD_RESUME.format(9)}"))
        tried.append(True)

    with meanwhile(bare, serve):
        upgrade(bare)
    served.close()
    assert tried


def test_an_upgrade_that_was_cut_short_is_taken_up_again(bare_postgresql: Database) -> None:
    upgrade(bare_postgresql)
    put(bare_postgresql, ULID)
    with bare_postgresql.engine.begin() as connection:
        connection.execute(text("ALTER SEQUENCE resumes_number_seq RESTART 2001"))
    put(bare_postgresql, LATER)
    move(bare_postgresql, command.downgrade, "0005")
    steps = iter([None, None])
    with meanwhile(bare_postgresql, lambda: next(steps)), pytest.raises(StopIteration):
        upgrade(bare_postgresql)
    assert not has_all_tables(bare_postgresql)
    upgrade(bare_postgresql)
    assert has_all_tables(bare_postgresql)
    assert found_by_words(bare_postgresql) == [(LATER, "new"), (ULID, "new")]


def test_what_the_version_before_organisations_writes_is_the_local_ones(database: Database) -> None:
    old = [
        OLD_RESUME.format(7),
        "skill_postings (skill, resume, credit, months) VALUES ('python', 7, 80, 0)",
        "own_skills (id, entry) VALUES ('loom', '{}')",
    ]
    with database.engine.begin() as connection:
        for values in old:
            connection.execute(text(f"INSERT INTO {values}"))
    with database.unit_of_work() as unit:
        assert unit.resumes.get("x").id == "x"
        assert len(unit.own_skills.all().entries) == 1
    with database.of(2).unit_of_work() as unit, pytest.raises(NotFound):
        unit.resumes.get("x")


def test_jobs_of_the_version_before_priorities_wait_as_a_batch_or_to_be_read_again(bare: Database) -> None:
    def add(number: int, kind: str, state: str) -> None:
        values = f"({number}, '1', 0, '{kind}', '{state}', '', '{{}}')"
        into = "INSERT INTO jobs (number, batch, position, kind, state, resume, payload) VALUES "
        connection.execute(text(into + values))

    upgrade(bare)
    move(bare, command.downgrade, "0008")
    with bare.engine.begin() as connection:
        connection.execute(text("INSERT INTO batches (id, kind, created_at) VALUES ('1', '', '2024-06-01')"))
        add(1, "intake", "waiting")
        add(2, "rereading", "waiting")
        add(3, "rereading", "done")
    upgrade(bare)
    with bare.engine.begin() as connection:
        add(4, "intake", "waiting")
        found = connection.execute(text("SELECT number, priority FROM jobs ORDER BY number")).all()
    assert found == [(1, Priority.BATCH), (2, Priority.REREADING), (3, Priority.BATCH), (4, Priority.BATCH)]


def test_a_database_that_a_later_version_has_upgraded_stays_as_it_is(bare: Database) -> None:
    upgrade(bare)
    with bare.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    upgrade(bare)
    assert has_all_tables(bare)
    with bare.engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"


def test_whether_all_tables_are_there_is_told(bare: Database, database: Database) -> None:
    assert not has_all_tables(bare)
    upgrade(bare)
    assert has_all_tables(bare)
    assert has_all_tables(database)


def test_several_machines_may_upgrade_at_once(postgresql_server: str) -> None:
    schema = f"rolefit_{uuid4().hex}"
    fresh = Database(f"{postgresql_server.partition('?')[0]}?options=-csearch_path%3D{schema}")
    with fresh.engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    try:
        with ThreadPoolExecutor(3) as machines:
            list(machines.map(upgrade, [fresh] * 3))
        assert has_all_tables(fresh)
    finally:
        with fresh.engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
        fresh.close()
