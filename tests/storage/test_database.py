from contextlib import suppress
from pathlib import Path

import pytest
from builders import CREATED_AT, profile
from builders import new_resume as resume
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

from matcher.domain.search import EVERYBODY
from matcher.errors import InvalidInput
from matcher.storage import Database
from matcher.storage.tables import SkillPostingRow

ULID = "01J0000000000000000000000A"


class Trouble(Exception):
    pass


def stored(database: Database) -> int:
    with database.unit_of_work() as unit:
        return len(unit.lists.page(EVERYBODY, None, 100))


def test_a_block_that_ends_well_is_kept(database: Database) -> None:
    with database.unit_of_work() as unit:
        unit.resumes.add(resume(ULID, profile()))
    assert stored(database) == 1


def test_a_block_that_raises_is_rolled_back(database: Database) -> None:
    with suppress(Trouble), database.unit_of_work() as unit:
        unit.resumes.add(resume(ULID, profile()))
        raise Trouble
    assert stored(database) == 0


def test_an_erasure_that_raises_is_rolled_back(database: Database) -> None:
    with database.unit_of_work() as unit:
        unit.resumes.add(resume(ULID, profile()))
    with suppress(Trouble), database.unit_of_work() as unit:
        unit.resumes.delete(ULID)
        raise Trouble
    assert stored(database) == 1


def test_moments_are_of_utc_whatever_zone_the_server_is_in(
    postgresql_database: Database, postgresql_server: str
) -> None:
    with postgresql_database.unit_of_work() as unit:
        unit.resumes.add(resume(ULID, profile()))
    elsewhere = Database(f"{postgresql_server}%20-ctimezone%3DAsia/Kolkata")
    with elsewhere.unit_of_work() as unit:
        assert unit.resumes.get(ULID).created_at.isoformat() == CREATED_AT.isoformat()
    elsewhere.close()


def test_foreign_keys_hold(database: Database) -> None:
    orphan = insert(SkillPostingRow).values(skill="loom", resume=1, credit=1, months=0)
    with database.engine.connect() as connection, pytest.raises(IntegrityError):
        connection.execute(orphan)


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("foreign_keys", 1), ("synchronous", 1)]
)
def test_every_sqlite_connection_is_prepared(sqlite_database: Database, pragma: str, value: object) -> None:
    with sqlite_database.engine.connect() as one, sqlite_database.engine.connect() as other:
        assert one.scalar(text(f"PRAGMA {pragma}")) == value
        assert other.scalar(text(f"PRAGMA {pragma}")) == value


def test_readers_read_beside_a_writer(sqlite_database: Database) -> None:
    with sqlite_database.unit_of_work() as writer:
        writer.resumes.add(resume(ULID, profile()))
        assert stored(sqlite_database) == 0
    assert stored(sqlite_database) == 1


def test_a_database_says_whether_it_answers(database: Database, tmp_path: Path) -> None:
    assert database.answers()
    nowhere = Database(f"sqlite:///{tmp_path}/missing/rolefit.sqlite3")
    assert not nowhere.answers()


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("postgresql://someone@127.0.0.1/x", "postgresql+psycopg"),
        ("postgres://someone@127.0.0.1/x", "postgresql+psycopg"),
        ("postgresql+psycopg://someone@127.0.0.1/x", "postgresql+psycopg"),
        ("sqlite://", "sqlite"),
    ],
)
def test_postgresql_is_spoken_to_by_psycopg(url: str, driver: str) -> None:
    assert Database(url).engine.url.drivername == driver


@pytest.mark.parametrize(
    "url",
    [
        "",
        "rolefit.sqlite3",
        "sqlite://rolefit.sqlite3",
        "postgresql://someone:S3cret:5432/x",
        "mysql://someone:S3cret@127.0.0.1/x",
    ],
)
def test_a_url_of_no_database_is_told_without_its_password(url: str) -> None:
    with pytest.raises(InvalidInput, match=r"^database URL: must be like sqlite:////") as told:
        Database(url)
    assert "S3cret" not in str(told.value)
