"""Batches for tests: résumés of invented people, and what a pool would otherwise do by itself."""

from datetime import datetime, timedelta

from builders import AS_OF, CREATED_AT
from sqlalchemy import select

from matcher.domain.jobs import Claimed, JobKind, JobState, NewJob, Priority
from matcher.services.batches import BatchEntry
from matcher.storage import Database
from matcher.storage.job_tables import JobRow

BATCH = "01J00000000000000000000001"
LATER = CREATED_AT + timedelta(seconds=30)


def entry(
    text: str, filename: str = "cv.txt", external_id: str | None = None, labels: tuple[str, ...] = ()
) -> BatchEntry:
    """A résumé that came as text."""
    return BatchEntry(
        text.encode(), filename, is_text=True, as_of=AS_OF, external_id=external_id, labels=labels
    )


def file_entry(content: bytes, filename: str = "cv.txt") -> BatchEntry:
    """A résumé that came as a file, to be read in the reader's process."""
    return BatchEntry(content, filename, is_text=False, as_of=AS_OF)


def add_batch(database: Database, size: int, batch: str = BATCH, kind: JobKind = JobKind.INTAKE) -> list[int]:
    """A batch of that many jobs; gives their numbers."""
    jobs = [NewJob(f"{batch[:20]}{each:06}", {"filename": f"{each}.txt"}, b"Loom") for each in range(size)]
    with database.unit_of_work() as unit:
        unit.batches.add(batch, kind, CREATED_AT, jobs)
        return [item.number for item in unit.batches.items(batch, JobState, None, size)]


def claim(database: Database, number: int, worker: str = "a", until: datetime = LATER) -> Claimed | None:
    with database.unit_of_everybody() as jobs:
        return jobs.claim(number, worker, CREATED_AT, until)


def claim_next(database: Database, worker: str = "a", at: datetime = CREATED_AT) -> Claimed | None:
    with database.unit_of_everybody() as jobs:
        return jobs.claim_next(worker, at, LATER, Priority.SINGLE)


def waiting(database: Database) -> list[int]:
    """The numbers of everybody's jobs that wait."""
    query = select(JobRow.number).where(JobRow.state == JobState.WAITING).order_by(JobRow.number)
    with database.engine.connect() as connection:
        return list(connection.scalars(query))
