"""The child process of a Reader: what it may take, whom it heeds, and with whom it ends."""

import math
import os
import resource
import signal
import time
from collections.abc import Callable
from multiprocessing import parent_process, resource_tracker
from multiprocessing.context import SpawnContext, SpawnProcess
from threading import Thread

from matcher.domain.document import Document, ReadingLimits, Upload

_STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)
_SECONDS_OVER = 1

Read = Callable[[Upload, ReadingLimits], Document]


class ReaderProcess(SpawnProcess):
    """Deaf from its start to the signals that stop a server, which may reach every process of it at once.

    The server lets it finish, and then ends it with SIGKILL.
    """

    def start(self) -> None:
        resource_tracker.ensure_running()  # its start would unblock the signals
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, _STOP_SIGNALS)
        try:
            super().start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)

    def terminate(self) -> None:
        self.kill()


class ReaderContext(SpawnContext):
    """Starts nothing but ReaderProcesses."""

    Process = ReaderProcess


def prepare_child(memory_bytes: int) -> None:
    """Once in each child, before its first read; `memory_bytes` is the most that it may take."""
    _ignore_stop_signals()
    Thread(target=_end_with_parent, daemon=True).start()
    # One thread for the numeric libraries, whose stacks would count against the memory limit.
    for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[variable] = "1"
    _lower_limit(resource.RLIMIT_AS, memory_bytes)
    _lower_limit(resource.RLIMIT_CORE, 0)


def _ignore_stop_signals() -> None:
    """The programs that this process starts inherit it."""
    for each in _STOP_SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOP_SIGNALS)


def read_in_time(read: Read, upload: Upload, limits: ReadingLimits) -> Document:
    """Let the kernel end this process where the parent, which looks at the clock, is there no more."""
    spent = math.ceil(time.process_time())
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    most = _within(spent + limits.seconds + _SECONDS_OVER, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (most, hard))
    return read(upload, limits)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _lower_limit(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    lowered = _within(value, hard)
    resource.setrlimit(kind, (lowered, lowered))


def _within(value: int, hard: int) -> int:
    return value if hard == resource.RLIM_INFINITY else min(value, hard)
