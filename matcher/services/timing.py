"""How long each stage takes, told to whoever asked: a request, a job. Where nobody asked nothing is kept."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from time import perf_counter
from types import MappingProxyType
from typing import Literal

Stage = Literal["read", "extract", "profile", "rank", "store"]


class Stopwatch:
    """The seconds that each stage took, added up where a stage is gone through more than once."""

    def __init__(self) -> None:
        self._started = perf_counter()
        self._seconds: dict[Stage, float] = {}

    def add(self, stage: Stage, seconds: float) -> None:
        self._seconds[stage] = self._seconds.get(stage, 0) + seconds

    @property
    def seconds(self) -> Mapping[Stage, float]:
        """By stage, in the order in which they were first gone through."""
        return MappingProxyType(self._seconds)

    def elapsed(self) -> float:
        """Seconds since the stopwatch was made."""
        return perf_counter() - self._started


_RUNNING: ContextVar[Stopwatch | None] = ContextVar("running", default=None)


def start_stopwatch() -> Stopwatch:
    """A stopwatch for all stages that this thread goes through from now on, in place of the one before."""
    stopwatch = Stopwatch()
    _RUNNING.set(stopwatch)
    return stopwatch


@contextmanager
def timed_stage(stage: Stage) -> Iterator[None]:
    """Times the block, whether it ends well or raises."""
    stopwatch = _RUNNING.get()
    if stopwatch is None:
        yield
        return
    started = perf_counter()
    try:
        yield
    finally:
        stopwatch.add(stage, perf_counter() - started)
