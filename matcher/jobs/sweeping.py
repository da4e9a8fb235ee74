"""Looking after what no worker reports on: lost jobs, ended batches, messages gone astray, old events."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from matcher.assembly import Process
from matcher.errors import DatabaseAway, OriginalsUnavailable, WorkerLost
from matcher.services.batches import finish_batch
from matcher.services.clock import now
from matcher.services.original_files import erase_unneeded

_LOG = logging.getLogger(__name__)
_MOST_LOSSES = 5  # a file that brings workers down must not do so for ever; a worker may fall by chance
_ORIGINALS_EVERY = timedelta(hours=1)
_SET_ASIDE = {"error": WorkerLost.__name__, "detail": str(WorkerLost())}


class Sweeper:
    """Sweeps once at each call; any number of them may sweep at once."""

    def __init__(self, process: Process, clock: Callable[[], datetime] = now) -> None:
        self._process = process
        self._clock = clock
        self._originals_due = clock()

    def sweep(self) -> None:
        """Never raises for a database that is away: the next sweep finds what this one left."""
        try:
            self._free_lost()
            self._finish_batches()
            self._process.announcer.announce()
            self._process.delivering.forget_old()
            self._erase_unneeded_originals()
        except (DatabaseAway, OriginalsUnavailable) as error:
            _LOG.warning("%s while sweeping", type(error).__name__)

    def _erase_unneeded_originals(self) -> None:
        """Now and then: it walks the whole store."""
        store, now_ = self._process.originals, self._clock()
        if store is not None and now_ >= self._originals_due:
            self._originals_due = now_ + _ORIGINALS_EVERY
            erase_unneeded(self._process.database, store, self._clock)

    def _free_lost(self) -> None:
        with self._process.database.unit_of_everybody() as jobs:
            lost = jobs.free_lost(self._clock(), _MOST_LOSSES, _SET_ASIDE)
        if lost:
            _LOG.warning("%d jobs had lost their worker", lost)

    def _finish_batches(self) -> None:
        with self._process.database.unit_of_everybody() as jobs:
            unfinished = jobs.unfinished_batches()
        for organisation, batch in unfinished:
            with self._process.database.of(organisation).unit_of_work() as unit:
                finish_batch(unit, batch, self._clock())
