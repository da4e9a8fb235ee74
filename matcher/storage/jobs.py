"""Jobs of everybody, for the workers: claimed under a lease, so that two never hold one and none is lost.

The statements here are not narrowed to an organisation: a worker works for all. What a job does it does in
a unit of work of the organisation that the job belongs to.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from matcher.domain.jobs import UNFINISHED, Claimed, JobKind, JobState
from matcher.storage.job_tables import BatchRow, JobInputRow, JobRow


class JobQueue:
    """Every organisation's jobs within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def next_waiting(self, limit: int) -> tuple[int, ...]:
        """The numbers of up to `limit` jobs that wait, the oldest first; none that another is taking."""
        query = select(JobRow.number).where(JobRow.state == JobState.WAITING).order_by(JobRow.number)
        return tuple(self._session.scalars(query.limit(limit).with_for_update(skip_locked=True)))

    def claim(self, number: int, worker: str, until: datetime, *, from_lost: bool = False) -> Claimed | None:
        """Take a job that waits, or `from_lost` one whose worker is gone; None if it is neither."""
        free = [JobState.WAITING, *([JobState.RUNNING] if from_lost else [])]
        taken = (
            update(JobRow)
            .where(JobRow.number == number, JobRow.state.in_(free))
            .values(state=JobState.RUNNING, worker=worker, lease_until=until, attempts=JobRow.attempts + 1)
            .returning(JobRow)
        )
        row = self._session.scalars(taken, execution_options={"populate_existing": True}).first()
        if row is None:
            return None
        content = self._session.scalar(select(JobInputRow.content).where(JobInputRow.job == number))
        return Claimed(
            number=row.number,
            organisation=row.organisation,
            batch=row.batch,
            kind=JobKind(row.kind),
            resume=row.resume,
            payload=row.payload,
            content=content,
            attempts=row.attempts,
            losses=row.losses,
            worker=worker,
        )

    def renew(self, numbers: Iterable[int], worker: str, until: datetime) -> None:
        """Hold jobs on for longer."""
        held = (JobRow.number.in_(list(numbers)), JobRow.worker == worker, JobRow.state == JobState.RUNNING)
        self._session.execute(update(JobRow).where(*held).values(lease_until=until))

    def put_back(self, number: int, worker: str) -> None:
        """Let a job that this worker holds wait again, unharmed."""
        held = (JobRow.number == number, JobRow.worker == worker, JobRow.state == JobState.RUNNING)
        fresh = {"state": JobState.WAITING, "worker": None, "lease_until": None, "announced_at": None}
        self._session.execute(update(JobRow).where(*held).values(**fresh))

    def free_lost(self, now: datetime, most_losses: int, problem: Mapping[str, Any]) -> int:
        """Let the jobs whose lease has run out wait again; what lost too many workers is set aside.

        Gives how many were lost.
        """
        lost = and_(JobRow.state == JobState.RUNNING, JobRow.lease_until < now)
        aside = update(JobRow).where(lost, JobRow.losses + 1 >= most_losses)
        aside = aside.values(state=JobState.FAILED, problem=dict(problem), losses=JobRow.losses + 1)
        again = (
            update(JobRow)
            .where(lost)
            .values(state=JobState.WAITING, worker=None, announced_at=None, losses=JobRow.losses + 1)
        )
        set_aside = self._session.scalars(aside.returning(JobRow.number)).all()
        return len(set_aside) + len(self._session.scalars(again.returning(JobRow.number)).all())

    def unannounced(self, before: datetime, limit: int) -> tuple[int, ...]:
        """Jobs that wait and that no queue was told of since `before`, the oldest first."""
        untold = or_(JobRow.announced_at.is_(None), JobRow.announced_at < before)
        return tuple(self._session.scalars(_waiting(untold).order_by(JobRow.number).limit(limit)))

    def note_announced(self, numbers: Sequence[int], at: datetime | None) -> None:
        """Put down when a queue was told of the jobs; None where it could not be."""
        if numbers:
            change = update(JobRow).where(JobRow.number.in_(numbers)).values(announced_at=at)
            self._session.execute(change)

    def finish(self, job: Claimed, state: JobState, problem: Mapping[str, Any] | None, resume: str) -> bool:
        """Put down how a job ended; False where this worker no longer holds it: then nothing may be kept."""
        held = (JobRow.number == job.number, JobRow.worker == job.worker, JobRow.state == JobState.RUNNING)
        values = {"state": state, "problem": dict(problem) if problem else None, "resume": resume}
        ended = update(JobRow).where(*held).values(**values, worker=None, lease_until=None)
        if not self._session.scalars(ended.returning(JobRow.number)).all():
            return False
        if state is JobState.DONE:
            self._session.execute(delete(JobInputRow).where(JobInputRow.job == job.number))
        return True

    def unfinished_batches(self) -> tuple[tuple[int, str], ...]:
        """The organisation and id of each batch that is not marked finished, the oldest first."""
        query = select(BatchRow.organisation, BatchRow.id).where(BatchRow.finished_at.is_(None))
        return tuple((row.organisation, row.id) for row in self._session.execute(query.order_by(BatchRow.id)))

    def finish_batch(self, batch: str, at: datetime) -> bool:
        """Mark the batch finished if nothing of it waits or runs; true for the one who did."""
        open_jobs = exists().where(JobRow.batch == batch, JobRow.state.in_(UNFINISHED))
        done = update(BatchRow).where(BatchRow.id == batch, BatchRow.finished_at.is_(None), ~open_jobs)
        return bool(self._session.scalars(done.values(finished_at=at).returning(BatchRow.id)).all())

    def counts(self) -> dict[JobState, int]:
        """How many jobs stand where."""
        query = select(JobRow.state, func.count()).group_by(JobRow.state)
        return {JobState(state): count for state, count in self._session.execute(query)}


def _waiting(*more: ColumnElement[bool]) -> Select[int]:
    return select(JobRow.number).where(JobRow.state == JobState.WAITING, *more)
