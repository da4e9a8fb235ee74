"""Batches of one organisation."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from matcher.domain.jobs import UNFINISHED, Batch, Item, JobKind, JobState, NewJob, priority_of
from matcher.errors import NotFound
from matcher.storage.batch_lock import lock_batch
from matcher.storage.job_tables import BatchRow, JobInputRow, JobRow

_AT_ONCE = 500


class BatchStore:
    """Batches within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, batch_id: str, kind: JobKind, created_at: datetime, jobs: Sequence[NewJob]) -> None:
        self._session.add(BatchRow(id=batch_id, kind=kind, created_at=created_at))
        self._session.flush()
        shared = {"batch": batch_id, "kind": kind, "priority": priority_of(kind, len(jobs))}
        for first in range(0, len(jobs), _AT_ONCE):
            self._add_jobs(shared, first, jobs[first : first + _AT_ONCE])

    def _add_jobs(self, shared: Mapping[str, Any], first: int, jobs: Sequence[NewJob]) -> None:
        rows = [
            {
                **shared,
                "position": position,
                "state": JobState.WAITING,
                "resume": job.resume,
                "payload": dict(job.payload),
            }
            for position, job in enumerate(jobs, start=first)
        ]
        added = insert(JobRow).returning(JobRow.number, JobRow.position)
        numbers = {row.position: row.number for row in self._session.execute(added, rows)}
        inputs = [
            {"job": numbers[position], "content": job.content}
            for position, job in enumerate(jobs, start=first)
            if job.content is not None
        ]
        if inputs:
            self._session.execute(insert(JobInputRow), inputs)

    def get(self, batch_id: str) -> Batch:
        """Raises NotFound."""
        return self._batch(self._row(batch_id))

    def page(self, after: str | None, limit: int) -> tuple[Batch, ...]:
        """Up to `limit` batches, the newest first, from behind the id `after`."""
        query = select(BatchRow).order_by(BatchRow.id.desc()).limit(limit)
        if after is not None:
            query = query.where(BatchRow.id < after)
        return tuple(self._batch(row) for row in self._session.scalars(query))

    def items(
        self, batch_id: str, states: Iterable[JobState], after: int | None, limit: int
    ) -> tuple[Item, ...]:
        """Up to `limit` jobs in the order they were sent in, from behind the position `after`.

        Raises NotFound.
        """
        self._row(batch_id)
        query = select(JobRow).where(JobRow.batch == batch_id, JobRow.state.in_(list(states)))
        if after is not None:
            query = query.where(JobRow.position > after)
        rows = self._session.scalars(query.order_by(JobRow.position).limit(limit))
        return tuple(_item(row) for row in rows)

    def cancel(self, batch_id: str, at: datetime) -> None:
        """What waits is done no more; what runs is finished. Raises NotFound."""
        row = self._row(batch_id, lock=True)
        waiting = (JobRow.batch == batch_id, JobRow.state == JobState.WAITING)
        cancelled = update(JobRow).where(*waiting).values(state=JobState.CANCELLED)
        numbers = self._session.scalars(cancelled.returning(JobRow.number)).all()
        if numbers and row.cancelled_at is None:
            row.cancelled_at = at
        self._session.flush()

    def retry(self, batch_id: str) -> int:
        """Let what failed wait again, and say how many that is. Raises NotFound."""
        row = self._row(batch_id, lock=True)
        failed = (JobRow.batch == batch_id, JobRow.state == JobState.FAILED)
        fresh = {"state": JobState.WAITING, "problem": None, "losses": 0, "announced_at": None, "attempts": 0}
        again = self._session.scalars(
            update(JobRow).where(*failed).values(**fresh).returning(JobRow.number)
        ).all()
        if again:
            row.finished_at = row.cancelled_at = None
        self._session.flush()
        return len(again)

    def rereadings_over(self, taxonomy: str) -> frozenset[str]:
        """The résumés of which reading again with the taxonomy of that digest has failed or was cancelled."""
        over = (JobRow.kind == JobKind.REREADING, JobRow.state.in_((JobState.FAILED, JobState.CANCELLED)))
        of_it = JobRow.payload["taxonomy"].as_string() == taxonomy
        return frozenset(self._session.scalars(select(JobRow.resume).where(*over, of_it)))

    def unfinished(self, kind: JobKind) -> bool:
        """Whether a job of this kind waits or runs."""
        query = select(JobRow.number).where(JobRow.kind == kind, JobRow.state.in_(UNFINISHED)).limit(1)
        return self._session.scalars(query).first() is not None

    def forget_resume(self, resume: str) -> None:
        """Erase what jobs keep of what came in for the résumé; that they were done stays."""
        jobs = select(JobRow.number).where(JobRow.resume == resume)
        self._session.execute(delete(JobInputRow).where(JobInputRow.job.in_(jobs)))
        over = (JobRow.kind == JobKind.INTAKE, JobRow.state.not_in(UNFINISHED))
        told = update(JobRow).where(JobRow.resume == resume, *over)
        self._session.execute(told.values(payload={}, problem=None))

    def _row(self, batch_id: str, *, lock: bool = False) -> BatchRow:
        """With `lock`, as it is while nobody else ends the batch, cancels it or tries it again."""
        if not batch_id.isprintable():
            raise NotFound("batch", batch_id)
        if lock:
            lock_batch(self._session, batch_id)
        query = select(BatchRow).where(BatchRow.id == batch_id).execution_options(populate_existing=True)
        row = self._session.scalars(query).first()
        if row is None:
            raise NotFound("batch", batch_id)
        return row

    def _batch(self, row: BatchRow) -> Batch:
        query = select(JobRow.state, func.count()).where(JobRow.batch == row.id).group_by(JobRow.state)
        found = {JobState(state): count for state, count in self._session.execute(query)}
        return Batch(
            id=row.id,
            kind=JobKind(row.kind),
            created_at=row.created_at,
            finished_at=row.finished_at,
            cancelled_at=row.cancelled_at,
            counts={state: found.get(state, 0) for state in JobState},
        )


def _item(row: JobRow) -> Item:
    return Item(
        number=row.number,
        position=row.position,
        state=JobState(row.state),
        resume=row.resume,
        payload=row.payload,
        problem=row.problem,
        attempts=row.attempts,
    )
