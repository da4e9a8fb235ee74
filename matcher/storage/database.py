"""One database and units of work on it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import ArgumentError, OperationalError, ProgrammingError, SQLAlchemyError
from sqlalchemy.orm import Session

from matcher.domain.access import LOCAL
from matcher.errors import DatabaseAway, InvalidInput
from matcher.storage.access import AccessStore
from matcher.storage.batches import BatchStore
from matcher.storage.candidates import CandidateQueries
from matcher.storage.deliveries import DeliveryStore
from matcher.storage.delivery_queue import DeliveryQueue
from matcher.storage.events import EventStore
from matcher.storage.figures import FigureQueries
from matcher.storage.idempotency import IdempotencyStore
from matcher.storage.jobs import JobQueue
from matcher.storage.listing import ResumeLists
from matcher.storage.moves import MoveQueries
from matcher.storage.own_skills import OwnSkillStore
from matcher.storage.ownership import OrganisationSession
from matcher.storage.readings import ReadingQueries
from matcher.storage.resumes import ResumeStore
from matcher.storage.reviews import ReviewStore
from matcher.storage.roles import RoleStore
from matcher.storage.saved_searches import SavedSearchStore
from matcher.storage.unrecognised import UnrecognisedQueries
from matcher.storage.webhooks import WebhookStore

Told = TypeVar("Told")
_SQLITE_BUSY_SECONDS = 30
_FORMS_OF_URL = "must be like sqlite:////folder/rolefit.sqlite3 or postgresql://user:password@host:5432/name"


class Database:
    """Opens units of work. Safe to build before a process forks: connections are made on first use."""

    def __init__(self, url: str) -> None:
        """Raises InvalidInput."""
        self.engine = _engine(url)
        self.organisation = LOCAL.number

    def of(self, organisation: int) -> "Database":
        """The same database as `organisation` sees it."""
        seen = copy(self)
        seen.organisation = organisation
        return seen

    @contextmanager
    def unit_of_work(self) -> Iterator["UnitOfWork"]:
        """One transaction of the organisation: kept if the block ends well, rolled back if it raises.

        Raises DatabaseAway.
        """
        with _answering(), OrganisationSession(self.engine, self.organisation) as session, session.begin():
            yield UnitOfWork(session)

    @contextmanager
    def unit_of_access(self) -> Iterator[AccessStore]:
        """One transaction on organisations and keys, before it is known whose request it is."""
        with _answering(), Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield AccessStore(session)

    @contextmanager
    def unit_of_everybody(self) -> Iterator[JobQueue]:
        """One transaction on the jobs of all organisations, for workers."""
        with _answering(), Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield JobQueue(session)

    @contextmanager
    def unit_of_deliveries(self) -> Iterator[DeliveryQueue]:
        """One transaction on the deliveries of all organisations, for those who send."""
        with _answering(), Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield DeliveryQueue(session)

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
        return self._told(lambda unit: unit.own_skills.revision())

    def roles_revision(self) -> int | None:
        """The number of the last change of the roles; None where no tables answer. Makes no file."""
        return self._told(lambda unit: unit.roles.revision())

    def revisions(self) -> tuple[int, int] | None:
        """Both, of own skills and of roles, in one transaction."""
        return self._told(lambda unit: (unit.own_skills.revision(), unit.roles.revision()))

    def is_missing_file(self) -> bool:
        """Whether it is an SQLite file that is not there: a connection would make it."""
        path = self.engine.url.database
        return self.engine.dialect.name == "sqlite" and bool(path) and not Path(str(path)).exists()

    def _told(self, read: Callable[["UnitOfWork"], Told]) -> Told | None:
        if self.is_missing_file():
            return None
        try:
            with self.unit_of_work() as unit:
                return read(unit)
        except (DatabaseAway, SQLAlchemyError):
            return None

    def close(self) -> None:
        self.engine.dispose()


class UnitOfWork:
    """The stores of one transaction."""

    def __init__(self, session: Session) -> None:
        self.batches = BatchStore(session)
        self.deliveries = DeliveryStore(session)
        self.events = EventStore(session)
        self.jobs = JobQueue(session)
        self.idempotency = IdempotencyStore(session)
        self.resumes = ResumeStore(session)
        self.lists = ResumeLists(session)
        self.reviews = ReviewStore(session)
        self.saved_searches = SavedSearchStore(session)
        self.candidates = CandidateQueries(session)
        self.own_skills = OwnSkillStore(session)
        self.figures = FigureQueries(session)
        self.moves = MoveQueries(session)
        self.roles = RoleStore(session)
        self.readings = ReadingQueries(session)
        self.unrecognised = UnrecognisedQueries(session)
        self.webhooks = WebhookStore(session)


@contextmanager
def _answering() -> Iterator[None]:
    """Raises DatabaseAway where there is no server, no file or no table."""
    try:
        yield
    except (OperationalError, ProgrammingError) as error:
        raise DatabaseAway from error


def _engine(url: str) -> Engine:
    """Raises InvalidInput, and does not repeat the URL, which may hold a password."""
    try:
        return _engine_of_kind(url)
    except (ArgumentError, ImportError, ValueError):
        raise InvalidInput("database URL", _FORMS_OF_URL) from None


def _engine_of_kind(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(_with_driver(url), pool_pre_ping=True, hide_parameters=True)
    engine = create_engine(url, connect_args={"timeout": _SQLITE_BUSY_SECONDS}, hide_parameters=True)
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
