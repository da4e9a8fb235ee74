"""The pool of job processes that `matcher serve` keeps beside itself.

It takes as long to load as the server, so both load at once; but it may touch the database only when the
server has brought that up to date.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from math import inf
from time import monotonic
from typing import Protocol

_COMMAND = (sys.executable, "-m", "matcher", "worker")
_SECONDS_APART = 5.0


class Running(Protocol):
    """A process that loads, and works once it is told to begin; `poll` gives None while it runs."""

    def begin(self) -> None: ...
    def poll(self) -> int | None: ...
    def terminate(self) -> None: ...
    def kill(self) -> None: ...
    def wait(self, timeout: float | None = None) -> int: ...


class PoolProcess(subprocess.Popen[bytes]):
    """`matcher worker` beside this process; it ends with it, also where it was never told to begin."""

    def __init__(self, processes: int) -> None:
        options = ("--beside", str(os.getpid()), "--processes", str(processes))
        super().__init__([*_COMMAND, *options], bufsize=0, stdin=subprocess.PIPE)

    def begin(self) -> None:
        """A line on its standard input, which is closed: what is forked off later must not hold it open."""
        if self.stdin is not None:
            with suppress(BrokenPipeError), self.stdin:
                self.stdin.write(b"\n")

    def wait(self, timeout: float | None = None) -> int:
        """It ends, if it was never told to begin."""
        if self.stdin is not None:
            self.stdin.close()
        return super().wait(timeout)


class PoolBeside:
    """Keeps one pool running."""

    def __init__(
        self,
        processes: int,
        start: Callable[[int], Running] = PoolProcess,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._processes = processes
        self._start = start
        self._clock = clock
        self._running: Running | None = None
        self._started_at = -_SECONDS_APART
        self._begun = False
        self._asked_at = inf

    def keep_running(self) -> None:
        """Start it, or start it again where it has ended by itself, a few seconds apart at the least."""
        if self._running is not None and self._running.poll() is None:
            return
        if self._clock() - self._started_at >= _SECONDS_APART:
            self._running = self._start(self._processes)
            self._started_at = self._clock()
            if self._begun:
                self._running.begin()

    def begin(self) -> None:
        """The one that runs, and each that is started after it, may take jobs up from now on."""
        self._begun = True
        if self._running is not None:
            self._running.begin()

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
            self._running.wait()
