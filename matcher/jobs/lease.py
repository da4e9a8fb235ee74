"""Holding a job as long as it takes: the lease is short, so that a lost worker's job is soon free."""

from datetime import timedelta
from threading import Event, Thread
from types import TracebackType
from typing import Self

from matcher.domain.jobs import Claimed
from matcher.errors import DatabaseAway
from matcher.services.clock import now
from matcher.storage import Database

LEASE = timedelta(seconds=30)
_RENEWED_EVERY = LEASE / 3


class Lease:
    """Renews the lease of a job until the block ends."""

    def __init__(self, database: Database, job: Claimed) -> None:
        self._database = database
        self._job = job
        self._ended = Event()
        self._thread = Thread(target=self._renew, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _renew(self) -> None:
        while not self._ended.wait(_RENEWED_EVERY.total_seconds()):
            try:
                with self._database.unit_of_everybody() as jobs:
                    jobs.renew([self._job.number], self._job.worker, now() + LEASE)
            except DatabaseAway:
                continue  # it may answer again before the lease ends
