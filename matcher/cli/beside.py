"""The pool of job processes that `matcher serve` keeps beside itself."""

import os
import subprocess
import sys
from collections.abc import Callable
from math import inf
from time import monotonic
from typing import Protocol

_COMMAND = (sys.executable, "-m", "matcher", "worker")
_SECONDS_APART = 5.0


class Running(Protocol):
    """A process; `poll` gives None while it runs."""

    def poll(self) -> int | None: ...
    def terminate(self) -> None: ...
    def kill(self) -> None: ...
    def wait(self, timeout: float | None = None) -> int: ...


def start_pool(processes: int) -> Running:
    """`matcher worker` beside this process; it ends with it."""
    options = ("--beside", str(os.getpid()), "--processes", str(processes))
    return subprocess.Popen([*_COMMAND, *options], stdin=subprocess.DEVNULL)  # noqa: S603  # the project's own command


class PoolBeside:
    """Keeps one pool running."""

    def __init__(
        self,
        processes: int,
        start: Callable[[int], Running] = start_pool,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._processes = processes
        self._start = start
        self._clock = clock
        self._running: Running | None = None
        self._started_at = -_SECONDS_APART
        self._asked_at = inf

    def keep_running(self) -> None:
        """Start it, or start it again where it has ended by itself, a few seconds apart at the least."""
        if self._running is not None and self._running.poll() is None:
            return
        if self._clock() - self._started_at >= _SECONDS_APART:
            self._running = self._start(self._processes)
            self._started_at = self._clock()

    def ask_to_stop(self) -> None:
        """It takes up nothing more."""
        self._asked_at = min(self._asked_at, self._clock())
        if self._running is not None and self._running.poll() is None:
            self._running.terminate()

    def stop(self, seconds: float) -> None:
        """Let it finish what it has at hand, until `seconds` after it was first asked."""
        self.ask_to_stop()
        if self._running is None:
            return
        try:
            self._running.wait(max(0, self._asked_at + seconds - self._clock()))
        except subprocess.TimeoutExpired:
            self._running.kill()
