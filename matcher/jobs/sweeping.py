"""Looking after what no worker reports on: lost jobs, ended batches, messages gone astray, old events."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from matcher.assembly import Rolefit
from matcher.jobs.finishing import finish_batch
from matcher.jobs.losses import MOST_LOSSES, SET_ASIDE
from matcher.services.clock import now
from matcher.services.original_files import erase_unneeded

_LOG = logging.getLogger(__name__)
_ORIGINALS_EVERY = timedelta(hours=1)
_READINGS_EVERY = timedelta(minutes=10)  # it looks at the digest of every reading
SWEEP_SECONDS = 5.0


class Sweeper:
    """Sweeps once at each call; any number of them may sweep at once."""

    def __init__(self, rolefit: Rolefit, clock: Callable[[], datetime] = now) -> None:
        self._rolefit = rolefit
        self._process = rolefit.process
        self._clock = clock
        self._originals_due = clock()
        self._readings_due = clock()
        self._steps = (
            self._free_lost,
            self._finish_batches,
            self._announce,
            self._look_for_readings,
            self._forget_old_deliveries,
            self._erase_unneeded_originals,
        )

    def sweep(self) -> None:
        """Never raises: the next sweep finds what this one left."""
        for step in self._steps:
            try:
                step()
            except Exception as error:  # noqa: BLE001  # the database or the broker may be away in many ways
                _LOG.warning("%s while sweeping", type(error).__name__)

    def _forget_old_deliveries(self) -> None:
        self._process.delivering.forget_old()

    def _erase_unneeded_originals(self) -> None:
        """Now and then: it walks the whole store."""
        store, now_ = self._process.originals, self._clock()
        if store is not None and now_ >= self._originals_due:
            self._originals_due = now_ + _ORIGINALS_EVERY
            erase_unneeded(self._process.database, store, self._clock)

    def _free_lost(self) -> None:
        with self._process.database.unit_of_everybody() as jobs:
            lost = jobs.free_lost(self._clock(), MOST_LOSSES, SET_ASIDE)
        if lost:
            _LOG.warning("%d jobs had lost their worker", lost)

    def _finish_batches(self) -> None:
        with self._process.database.unit_of_everybody() as jobs:
            unfinished = jobs.unfinished_batches()
        for organisation, batch in unfinished:
            finish_batch(self._rolefit, organisation, batch)

    def _announce(self) -> None:
        self._process.announcer.announce_all()

    def _look_for_readings(self) -> None:
        """A new taxonomy comes with a new process; what came in while skills changed, at any time."""
        now_ = self._clock()
        if now_ >= self._readings_due:
            self._rolefit.read_again_for_all()
            self._readings_due = now_ + _READINGS_EVERY
