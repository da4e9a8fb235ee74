"""One database and units of work on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from matcher.storage.candidates import CandidateQueries
from matcher.storage.own_skills import OwnSkillStore
from matcher.storage.readings import ReadingQueries
from matcher.storage.resumes import ResumeStore
from matcher.storage.unrecognised import UnrecognisedQueries

_SQLITE_BUSY_SECONDS = 30


class Database:
    """Opens units of work. Safe to build before a process forks: connections are made on first use."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)

    @contextmanager
    def unit_of_work(self) -> Iterator["UnitOfWork"]:
        """One transaction: kept if the block ends well, rolled back if it raises."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield UnitOfWork(session)

    def answers(self) -> bool:
        """Whether the database takes queries now."""
        try:
            with self.engine.connect() as connection:
                connection.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return False
        return True

    def own_skills_revision(self) -> int | None:
        """The number of the last change of the own skills; None where no tables answer. Makes no file."""
        path = self.engine.url.database
        if self.engine.dialect.name == "sqlite" and path and not Path(path).exists():
            return None
        try:
            with self.unit_of_work() as unit:
                return unit.own_skills.revision()
        except SQLAlchemyError:
            return None

    def close(self) -> None:
        self.engine.dispose()


class UnitOfWork:
    """The stores of one transaction."""

    def __init__(self, session: Session) -> None:
        self.resumes = ResumeStore(session)
        self.candidates = CandidateQueries(session)
        self.own_skills = OwnSkillStore(session)
        self.readings = ReadingQueries(session)
        self.unrecognised = UnrecognisedQueries(session)


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(_with_driver(url), pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": _SQLITE_BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _with_driver(url: str) -> str:
    """Psycopg 3 for PostgreSQL, whose plain URL SQLAlchemy would give to another driver."""
    scheme, separator, rest = url.partition("://")
    driver = "postgresql+psycopg" if scheme in {"postgres", "postgresql"} else scheme
    return f"{driver}{separator}{rest}"


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Readers beside one writer, durable at every checkpoint, foreign keys that hold."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
