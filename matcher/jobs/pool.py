"""A pool of processes on this machine that looks into the database for jobs by itself."""

import logging
import multiprocessing
import os
import signal
import time
from multiprocessing.context import ForkProcess
from types import FrameType

from matcher.assembly import Rolefit
from matcher.errors import DatabaseAway
from matcher.jobs.delivering import start_delivering
from matcher.jobs.losses import MOST_LOSSES, SET_ASIDE
from matcher.jobs.performing import Performer, worker_name
from matcher.jobs.sweeping import SWEEP_SECONDS, Sweeper
from matcher.settings import Settings

_LOG = logging.getLogger(__name__)
_IDLE_SECONDS = 0.5
_JOBS_A_PROCESS = 2000  # spaCy keeps every new word; a fresh process forgets them


class Pool:
    """Keeps `processes` at work until it is told to stop, or `parent` is gone; what is at hand is finished.

    The analyst is built before the processes are forked off, so that they share it. A signal only sets a
    flag, which the processes forked off have too: an Event's lock could be held when the signal comes.
    """

    def __init__(self, settings: Settings, processes: int, parent: int | None = None) -> None:
        self._rolefit = Rolefit(settings)
        self._processes = processes
        self._parent = parent
        self._working: dict[str, ForkProcess] = {}
        self._delivering: ForkProcess | None = None
        self._stopped = False
        self._is_away = False

    def load(self) -> None:
        """Build what takes time and no database. Raises TaxonomyError."""
        self._rolefit.process.build_before_forking()

    def run(self) -> None:
        """Until SIGTERM or SIGINT. Raises TaxonomyError."""
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, self._stop)
        self.load()
        sweeper, swept_at = Sweeper(self._rolefit), -SWEEP_SECONDS
        while not self._is_over():
            self._bury()
            self._fill()
            if time.monotonic() - swept_at >= SWEEP_SECONDS:
                sweeper.sweep()
                swept_at = time.monotonic()
            time.sleep(_IDLE_SECONDS)
        self._end()

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self._stopped = True

    def _is_over(self) -> bool:
        return self._stopped or (self._parent is not None and os.getppid() != self._parent)

    def _bury(self) -> None:
        """Let at once go of what a process held that was killed."""
        ended = {name: each for name, each in self._working.items() if not each.is_alive()}
        for name, process in ended.items():
            del self._working[name]
            if process.exitcode != 0:
                self._free_held_by(name, process.exitcode)

    def _free_held_by(self, name: str, exitcode: int | None) -> None:
        try:
            with self._rolefit.process.database.unit_of_everybody() as jobs:
                lost = jobs.free_held_by(name, MOST_LOSSES, SET_ASIDE)
        except DatabaseAway:
            return  # the lease ends soon
        _LOG.warning("a process ended with %s; it had %d jobs at hand", exitcode, lost)

    def _fill(self) -> None:
        """A new process for each that has ended, and for the one that sends webhooks."""
        self._rolefit.process.database.close()  # a connection must not be shared with what is forked off
        while len(self._working) < self._processes:
            name = worker_name()
            started = multiprocessing.get_context("fork").Process(target=self._work, args=(name, os.getpid()))
            started.start()
            self._working[name] = started
        self._keep_delivering()

    def _keep_delivering(self) -> None:
        if self._delivering is None or not self._delivering.is_alive():
            self._delivering = start_delivering(self._rolefit.settings)

    def _end(self) -> None:
        running = [*self._working.values(), *([self._delivering] if self._delivering else [])]
        for each in running:
            each.terminate()
        for each in running:
            each.join()
        self._rolefit.close()

    def _work(self, name: str, parent: int) -> None:
        """One process: job after job, until a signal or the parent's end."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's, meant for the pool
        performer = Performer(self._rolefit, name)
        done = 0
        while not self._stopped and os.getppid() == parent and done < _JOBS_A_PROCESS:
            if self._performed(performer):
                done += 1
            else:
                time.sleep(_IDLE_SECONDS)
        self._rolefit.close()

    def _performed(self, performer: Performer) -> bool:
        try:
            done = performer.perform_next()
        except DatabaseAway as error:
            if not self._is_away:  # once an outage, not twice a second
                _LOG.warning("%s What was at hand is done again.", error)
            self._is_away = True
            return False
        self._is_away = False
        return done
