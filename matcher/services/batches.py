"""Batches: many résumés at once, worked through behind the requests."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ulid import ULID

from matcher.domain.jobs import Batch, Item, JobKind, JobState, NewJob
from matcher.domain.month import Month
from matcher.domain.review import LOCAL_USER, UNLABELLED, Author, Labelling
from matcher.errors import InvalidInput
from matcher.services.answers import moment, moment_if_any
from matcher.services.clock import now
from matcher.services.cursors import decode, encode
from matcher.services.events import batch_finished
from matcher.services.resume_ids import new_resume_id
from matcher.storage import Database, UnitOfWork

MOST_RESUMES = 10_000
_MOST_DIGITS = 9
_SECONDS_A_RESUME = 0.3
_LONGEST_WAIT = 60


@dataclass(frozen=True, slots=True)
class BatchEntry:
    """A résumé of a batch; `is_text` where it came as text that is not to be read anew.

    `url` is where its job is to fetch the content from; then an empty `filename` leaves the name to the host.
    `labels` are plain ones.
    """

    content: bytes
    filename: str
    is_text: bool
    as_of: Month
    external_id: str | None = None
    url: str | None = None
    labels: tuple[str, ...] = ()


class Batches:
    """Takes batches in and tells how far they are. `announce` wakes whoever works on jobs."""

    def __init__(
        self, database: Database, announce: Callable[[], object], clock: Callable[[], datetime] = now
    ) -> None:
        self._database = database
        self._announce = announce
        self._clock = clock

    def create(self, entries: Sequence[BatchEntry], by: Author = LOCAL_USER) -> dict[str, Any]:
        """Keep the entries, to be worked through; answers at once. Labels are put on in the name of `by`.

        Raises InvalidInput.
        """
        if not 0 < len(entries) <= MOST_RESUMES:
            raise InvalidInput("body", f"must hold 1 to {MOST_RESUMES:,} résumés, not {len(entries):,}")
        return self.start(JobKind.INTAKE, [_job(entry, by) for entry in entries])

    def start(self, kind: JobKind, jobs: Sequence[NewJob]) -> dict[str, Any]:
        """A batch of any jobs."""
        batch_id = str(ULID())
        with self._database.unit_of_work() as unit:
            unit.batches.add(batch_id, kind, self._clock(), jobs)
            batch = unit.batches.get(batch_id)
        self._announce()
        return _dump(batch)

    def get(self, batch_id: str) -> dict[str, Any]:
        """Raises NotFound."""
        with self._database.unit_of_work() as unit:
            return _dump(unit.batches.get(batch_id))

    def page(self, cursor: str | None, limit: int) -> dict[str, Any]:
        """`items`, the newest first, and `next`. Raises InvalidInput for the cursor."""
        after = decode(cursor, 1)[0] if cursor else None
        with self._database.unit_of_work() as unit:
            found = unit.batches.page(after, limit + 1)
        further = encode(found[limit - 1].id) if len(found) > limit else None
        return {"items": [_dump(batch) for batch in found[:limit]], "next": further}

    def items(
        self, batch_id: str, states: Iterable[JobState], cursor: str | None, limit: int
    ) -> dict[str, Any]:
        """`items` in the order they were sent in, and `next`. Raises NotFound, InvalidInput."""
        after = _position(cursor) if cursor else None
        with self._database.unit_of_work() as unit:
            found = unit.batches.items(batch_id, list(states) or list(JobState), after, limit + 1)
        further = encode(str(found[limit - 1].position)) if len(found) > limit else None
        return {"items": [_dump_item(item) for item in found[:limit]], "next": further}

    def cancel(self, batch_id: str) -> dict[str, Any]:
        """What waits is done no more. Raises NotFound."""
        with self._database.unit_of_work() as unit:
            unit.batches.cancel(batch_id, self._clock())
        return self._settled(batch_id)

    def _settled(self, batch_id: str) -> dict[str, Any]:
        with self._database.unit_of_work() as unit:
            finish_batch(unit, batch_id, self._clock())
            return _dump(unit.batches.get(batch_id))

    def retry(self, batch_id: str) -> dict[str, Any]:
        """Let what failed be tried again. Raises NotFound."""
        with self._database.unit_of_work() as unit:
            unit.batches.retry(batch_id)
        self._announce()
        return self.get(batch_id)


def finish_batch(unit: UnitOfWork, batch_id: str, at: datetime) -> bool:
    """Mark the batch finished if nothing of it waits or runs, and tell of it; true for the one who did."""
    finished = unit.jobs.finish_batch(batch_id, at)
    if finished:
        unit.events.add(batch_finished(unit.batches.get(batch_id)), at)
    return finished


def seconds_to_wait(batch: Mapping[str, Any]) -> int:
    """When it is worth asking again, by what is left to do and what a résumé takes."""
    left = batch["counts"]["waiting"] + batch["counts"]["running"]
    return int(max(1, min(_LONGEST_WAIT, left * _SECONDS_A_RESUME)))


def _job(entry: BatchEntry, by: Author) -> NewJob:
    """A URL is kept as what came in: it may be a key to the file, and is erased with the job's end."""
    content = entry.content if entry.url is None else entry.url.encode()
    payload = {
        "filename": entry.filename or None,
        "external_id": entry.external_id,
        "as_of": str(entry.as_of),
        "is_text": entry.is_text,
        "is_url": entry.url is not None,
        "sha256": hashlib.sha256(content).hexdigest(),
        **({"labels": entry.labels, "labelled_by": [by.name, by.key]} if entry.labels else {}),
    }
    return NewJob(new_resume_id(), payload, content)


def labelling_of(payload: Mapping[str, Any]) -> Labelling:
    """What a job that `create` made is to put on its résumé."""
    if "labels" not in payload:
        return UNLABELLED
    return Labelling(tuple(payload["labels"]), Author(*payload["labelled_by"]))


def _position(cursor: str) -> int:
    (position,) = decode(cursor, 1)
    if not position.isdecimal() or len(position) > _MOST_DIGITS:
        raise InvalidInput("cursor", "is not one that a page gave out; start without it")
    return int(position)


def _dump(batch: Batch) -> dict[str, Any]:
    total = sum(batch.counts.values())
    left = batch.counts[JobState.WAITING] + batch.counts[JobState.RUNNING]
    return {
        "id": batch.id,
        "kind": batch.kind.value,
        "state": batch.state.value,
        "created_at": moment(batch.created_at),
        "finished_at": moment_if_any(batch.finished_at),
        "total": total,
        "counts": {state.value: batch.counts[state] for state in JobState},
        "progress": 100 * (total - left) // total if total else 100,
    }


def _dump_item(item: Item) -> dict[str, Any]:
    return {
        "position": item.position,
        "state": item.state.value,
        "filename": item.payload.get("filename"),
        "external_id": item.payload.get("external_id"),
        "resume": item.resume if item.state is JobState.DONE else None,
        "attempts": item.attempts,
        "problem": item.problem,
    }
