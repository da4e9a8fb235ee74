"""Telling workers of jobs that wait, where a broker stands between; without one they look for themselves."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from matcher.services.clock import now
from matcher.storage import Database

Tell = Callable[[Sequence[int]], bool]
_AT_ONCE = 1000
_AGAIN_AFTER = timedelta(minutes=5)  # a message that nobody took up by then is taken for lost


class Announcer:
    """Announces jobs after their batch is committed, and again where nobody took them up."""

    def __init__(self, database: Database, tell: Tell | None, clock: Callable[[], datetime] = now) -> None:
        self._database = database
        self._tell = tell
        self._clock = clock

    def announce(self) -> int:
        """Tell of every job that waits untold; gives how many those were."""
        told = 0
        while self._tell is not None and (some := self._announce_some(self._tell)):
            told += some
        return told

    def _announce_some(self, tell: Tell) -> int:
        now_ = self._clock()
        with self._database.unit_of_everybody() as jobs:
            numbers = jobs.unannounced(now_ - _AGAIN_AFTER, _AT_ONCE)
            jobs.note_announced(numbers, now_)
        if not numbers or tell(numbers):
            return len(numbers)
        with self._database.unit_of_everybody() as jobs:
            jobs.note_announced(numbers, None)
        return 0
