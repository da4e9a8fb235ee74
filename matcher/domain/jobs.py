"""Work that outlives a request: batches of jobs, one job for each résumé."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any


class JobKind(StrEnum):
    """What a job does: take a résumé in, or read a stored one again."""

    INTAKE = "intake"
    REREADING = "rereading"


class JobState(StrEnum):
    """Where a job stands. Only `waiting` and `running` ones will still change by themselves."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


UNFINISHED = (JobState.WAITING, JobState.RUNNING)


class Priority(IntEnum):
    """Which waiting jobs are done first: those of the lowest number. It is stored with each job."""

    SINGLE = 0  # somebody waits for this one résumé
    BATCH = 1  # its sender looks after it now and then
    REREADING = 2  # nobody waits: what was read before is shown meanwhile


# Of ten jobs that a worker takes, which priority it looks for first; the others follow in their order. So
# neither batches nor re-reading starve under a steady stream of what goes before them.
LOOKED_FOR_FIRST = (
    *(Priority.SINGLE,) * 4,
    Priority.BATCH,
    *(Priority.SINGLE,) * 4,
    Priority.REREADING,
)


def priority_of(kind: JobKind, together: int) -> Priority:
    """The priority of jobs of which `together` came in at once: one that came alone is a single upload."""
    if kind is JobKind.REREADING:
        return Priority.REREADING
    return Priority.SINGLE if together == 1 else Priority.BATCH


class BatchState(StrEnum):
    RUNNING = "running"
    FINISHED = "finished"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class NewJob:
    """A job to be kept: `resume` is the id that the résumé has or will have, `content` what came in of it."""

    resume: str
    payload: Mapping[str, Any]
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Claimed:
    """A job that this worker may work on until the lease ends; `losses` counts workers lost over it."""

    number: int
    organisation: int
    batch: str
    kind: JobKind
    resume: str
    payload: Mapping[str, Any]
    content: bytes | None
    attempts: int
    losses: int
    worker: str


@dataclass(frozen=True, slots=True)
class Item:
    """What became of a job of a batch; `position` counts from 0 in the order they were sent in."""

    number: int
    position: int
    state: JobState
    resume: str
    payload: Mapping[str, Any]
    problem: Mapping[str, Any] | None
    attempts: int


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch and how many of its jobs stand where."""

    id: str
    kind: JobKind
    created_at: datetime
    finished_at: datetime | None
    cancelled_at: datetime | None
    counts: Mapping[JobState, int]

    @property
    def state(self) -> BatchState:
        if self.cancelled_at is not None:
            return BatchState.CANCELLED
        return BatchState.FINISHED if self.finished_at is not None else BatchState.RUNNING
