"""The pool of job processes that `matcher serve` keeps beside itself."""

import subprocess
import sys
from collections.abc import Callable
from typing import Protocol

_COMMAND = (sys.executable, "-m", "matcher", "worker", "--for-parent")
_SECONDS_TO_FINISH = 60


class Running(Protocol):
    """A process; `poll` gives None while it runs."""

    def poll(self) -> int | None: ...
    def terminate(self) -> None: ...
    def wait(self, timeout: float | None = None) -> int: ...


def start_pool(processes: int) -> Running:
    """`matcher worker` beside this process; it ends with it."""
    return subprocess.Popen([*_COMMAND, "--processes", str(processes)], stdin=subprocess.DEVNULL)  # noqa: S603  # the project's own command


class PoolBeside:
    """Keeps one pool running."""

    def __init__(self, processes: int, start: Callable[[int], Running] = start_pool) -> None:
        self._processes = processes
        self._start = start
        self._running: Running | None = None

    def keep_running(self) -> None:
        """Start it, or start it again where it has ended by itself."""
        if self._running is None or self._running.poll() is not None:
            self._running = self._start(self._processes)

    def stop(self) -> None:
        """Let it finish what it has at hand."""
        if self._running is not None and self._running.poll() is None:
            self._running.terminate()
            self._running.wait(_SECONDS_TO_FINISH)
