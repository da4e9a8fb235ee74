"""A pool of processes on this machine that looks into the database for jobs by itself."""

import logging
import multiprocessing
import os
import signal
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from threading import Event
from time import monotonic
from types import FrameType

from matcher.assembly import Rolefit
from matcher.errors import DatabaseAway
from matcher.jobs.delivering import start_delivering
from matcher.jobs.performing import Performer
from matcher.jobs.sweeping import Sweeper
from matcher.settings import Settings

_LOG = logging.getLogger(__name__)
_IDLE_SECONDS = 0.5
_SWEEP_SECONDS = 5.0
_JOBS_A_PROCESS = 2000  # spaCy keeps every new word; a fresh process forgets them


class Pool:
    """Keeps `processes` at work until it is told to stop, or `parent` is gone; what is at hand is finished.

    The analyst is built before the processes are forked off, so that they share it.
    """

    def __init__(self, settings: Settings, processes: int, parent: int | None = None) -> None:
        self._rolefit = Rolefit(settings)
        self._processes = processes
        self._parent = parent
        self._working: list[ForkProcess] = []
        self._delivering: ForkProcess | None = None
        self._stopped = False

    def run(self) -> None:
        """Until SIGTERM or SIGINT."""
        self._keep_delivering()  # needs no analyst, and so waits for none
        self._rolefit.process.analyst  # noqa: B018  # shared with what is forked off
        self._rolefit.read_again_for_all()
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, self._stop)
        sweeper, swept_at = Sweeper(self._rolefit.process), 0.0
        while not self._is_over():
            if monotonic() - swept_at >= _SWEEP_SECONDS:
                sweeper.sweep()
                swept_at = monotonic()
            self._fill()
            wait([each.sentinel for each in self._working], timeout=_IDLE_SECONDS)
        self._end()

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self._stopped = True

    def _is_over(self) -> bool:
        return self._stopped or (self._parent is not None and os.getppid() != self._parent)

    def _fill(self) -> None:
        """A new process for each that has ended, and for the one that sends webhooks."""
        self._working = [each for each in self._working if each.is_alive()]
        self._rolefit.process.database.close()  # a connection must not be shared with what is forked off
        while len(self._working) < self._processes:
            started = multiprocessing.get_context("fork").Process(
                target=_work, args=(self._rolefit, os.getpid())
            )
            started.start()
            self._working.append(started)
        self._keep_delivering()

    def _keep_delivering(self) -> None:
        if self._delivering is None or not self._delivering.is_alive():
            self._delivering = start_delivering(self._rolefit.settings)

    def _end(self) -> None:
        running = [*self._working, *([self._delivering] if self._delivering else [])]
        for each in running:
            each.terminate()
        for each in running:
            each.join()
        self._rolefit.close()


def _work(rolefit: Rolefit, parent: int) -> None:
    """One process: job after job, until a signal or the parent's end."""
    stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's, meant for the pool
    performer = Performer(rolefit)
    done = 0
    while not stop.is_set() and os.getppid() == parent and done < _JOBS_A_PROCESS:
        if _performed(performer):
            done += 1
        else:
            stop.wait(_IDLE_SECONDS)
    rolefit.close()


def _performed(performer: Performer) -> bool:
    try:
        return performer.perform_next()
    except DatabaseAway:
        return False
