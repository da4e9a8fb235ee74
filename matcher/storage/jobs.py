"""Jobs of everybody, for the workers: claimed under a lease, so that two never hold one and none is lost.

The statements here are not narrowed to an organisation: a worker works for all. What a job does it does in
a unit of work of the organisation that the job belongs to.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from matcher.domain.jobs import UNFINISHED, Claimed, JobKind, JobState, Priority
from matcher.storage.batch_lock import lock_batch
from matcher.storage.job_tables import BatchRow, JobInputRow, JobRow
from matcher.storage.turns import lines_in_turn, oldest_of

_COUNTED = (*UNFINISHED, JobState.FAILED)
_CANCELLED_BATCHES = select(BatchRow.id).where(BatchRow.cancelled_at.is_not(None))
_FREE = {  # waits again, unless its batch was cancelled meanwhile
    "state": case(
        (JobRow.batch.in_(_CANCELLED_BATCHES), JobState.CANCELLED.value), else_=JobState.WAITING.value
    ),
    "worker": None,
    "lease_until": None,
    "announced_at": None,
}


class JobQueue:
    """Every organisation's jobs within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def claim_next(self, worker: str, now: datetime, until: datetime, first: Priority) -> Claimed | None:
        """Take the job whose turn it is, `first` before the other priorities; None where none is to be had.

        What another is taking at this moment is passed over.
        """
        while (number := self._next(first)) is not None:
            if (job := self.claim(number, worker, now, until)) is not None:
                return job  # on SQLite another may have been quicker: nothing is locked before it is claimed
        return None

    def _next(self, first: Priority) -> int | None:
        lines = self._session.execute(lines_in_turn(), {"first": first}).all()
        numbers = (self._session.scalar(oldest_of(line.priority, line.organisation)) for line in lines)
        return next((number for number in numbers if number is not None), None)

    def claim(self, number: int, worker: str, now: datetime, until: datetime) -> Claimed | None:
        """Take a job that waits; None if it does not."""
        held = {"worker": worker, "claimed_at": now, "lease_until": until}
        taken = (
            update(JobRow)
            .where(JobRow.number == number, JobRow.state == JobState.WAITING)
            .values(state=JobState.RUNNING, attempts=JobRow.attempts + 1, **held)
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
        self._session.execute(update(JobRow).where(*held).values(_FREE))

    def free_lost(self, now: datetime, most_losses: int, problem: Mapping[str, Any]) -> int:
        """Let the jobs whose lease has run out wait again; what lost too many workers is set aside.

        Gives how many were lost.
        """
        return self._free(JobRow.lease_until < now, most_losses, problem)

    def free_held_by(self, worker: str, most_losses: int, problem: Mapping[str, Any]) -> int:
        """The same for what is held under names that begin with `worker`, and that is known to be gone."""
        return self._free(JobRow.worker.startswith(worker, autoescape=True), most_losses, problem)

    def _free(self, lost: ColumnElement[bool], most_losses: int, problem: Mapping[str, Any]) -> int:
        running = (lost, JobRow.state == JobState.RUNNING)
        aside = update(JobRow).where(*running, JobRow.losses + 1 >= most_losses)
        ended = {**_FREE, "state": JobState.FAILED, "problem": dict(problem), "losses": JobRow.losses + 1}
        again = update(JobRow).where(*running).values({**_FREE, "losses": JobRow.losses + 1})
        changes = (aside.values(ended), again)
        return sum(len(self._session.scalars(each.returning(JobRow.number)).all()) for each in changes)

    def unannounced(self, before: datetime | None, limit: int) -> tuple[int, ...]:
        """Jobs that wait and that no queue was told of, or not since `before`; the oldest first."""
        untold = JobRow.announced_at.is_(None)
        wanted = untold if before is None else or_(untold, JobRow.announced_at < before)
        return tuple(self._session.scalars(_waiting(wanted).order_by(JobRow.number).limit(limit)))

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
        """Mark the batch finished if nothing of it waits or runs; true for the one who did.

        What came in for jobs that were cancelled is erased: nothing will ever be done with it.
        """
        unfinished = (JobRow.batch == batch, JobRow.state.in_(UNFINISHED))
        if self._session.scalars(select(JobRow.number).where(*unfinished).limit(1)).first() is not None:
            return False
        lock_batch(self._session, batch)  # some may be tried again at this very moment
        done = update(BatchRow).where(
            BatchRow.id == batch, BatchRow.finished_at.is_(None), ~exists().where(*unfinished)
        )
        if not self._session.scalars(done.values(finished_at=at).returning(BatchRow.id)).all():
            return False
        cancelled = select(JobRow.number).where(JobRow.batch == batch, JobRow.state == JobState.CANCELLED)
        self._session.execute(delete(JobInputRow).where(JobInputRow.job.in_(cancelled)))
        return True

    def counts(self) -> dict[JobState, int]:
        """How many jobs wait, run, or have failed.

        Quick however many are done: those would take longer to count every day.
        """
        query = select(JobRow.state, func.count()).where(JobRow.state.in_(_COUNTED)).group_by(JobRow.state)
        found = {JobState(state): count for state, count in self._session.execute(query)}
        return {state: found.get(state, 0) for state in _COUNTED}


def _waiting(*more: ColumnElement[bool]) -> Select[int]:
    return select(JobRow.number).where(JobRow.state == JobState.WAITING, *more)
