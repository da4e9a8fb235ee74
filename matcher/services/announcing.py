"""Telling workers of jobs that wait, where a broker stands between; without one they look for themselves."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from matcher.errors import DatabaseAway
from matcher.services.clock import now
from matcher.storage import Database

_AT_ONCE = 500
_LOST_AFTER = timedelta(seconds=30)  # a message on its way to an idle worker takes no such time


class Queue(Protocol):
    """What workers take messages from."""

    def announce(self, numbers: Sequence[int]) -> bool:
        """Send the numbers of jobs; False where that cannot be done now."""
        ...

    def is_empty(self) -> bool:
        """Whether no message waits there; False where that cannot be told now."""
        ...


class Announcer:
    """Announces jobs after their batch is committed, and again where their messages were lost."""

    def __init__(self, database: Database, queue: Queue | None, clock: Callable[[], datetime] = now) -> None:
        self._database = database
        self._queue = queue
        self._clock = clock

    def announce(self) -> int:
        """Tell of jobs that wait untold, as many as a request may wait for; gives how many those were.

        Their batch is kept by now, so where the database is away since, a sweep will tell of them.
        """
        try:
            return self._announce_since(None)
        except DatabaseAway:
            return 0

    def announce_all(self) -> int:
        """Tell of every job that waits untold or whose message was lost; gives how many those were."""
        before, told = self._lost_before(), 0
        while some := self._announce_since(before):
            told += some
        return told

    def _lost_before(self) -> datetime | None:
        """Messages from before this moment are lost; None where none are.

        That jobs wait long says nothing, as the queue may be long; that they wait beside an empty one does.
        """
        before = self._clock() - _LOST_AFTER
        with self._database.unit_of_everybody() as jobs:
            waiting = jobs.unannounced(before, 1)
        return before if waiting and self._queue is not None and self._queue.is_empty() else None

    def _announce_since(self, before: datetime | None) -> int:
        if self._queue is None:
            return 0
        with self._database.unit_of_everybody() as jobs:
            numbers = jobs.unannounced(before, _AT_ONCE)
            jobs.note_announced(numbers, self._clock())
        if not numbers or self._queue.announce(numbers):
            return len(numbers)
        with self._database.unit_of_everybody() as jobs:
            jobs.note_announced(numbers, None)
        return 0
