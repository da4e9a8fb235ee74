"""Jobs as bars on one axis of time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matcher.domain.month import Interval, Month


@dataclass(frozen=True, slots=True)
class JobBar:
    """A job with its bar: it begins `left` per cent along the axis and is `width` per cent long."""

    title: str | None
    employer: str | None
    start: str
    end: str
    current: bool
    internship: bool
    months: int
    left: float
    width: float


def job_bars(jobs: Sequence[Mapping[str, Any]]) -> list[JobBar]:
    """The jobs, the latest first, over the time from the first start to the last end."""
    if not jobs:
        return []
    intervals = [Interval(Month.parse(job["start"]), Month.parse(job["end"])) for job in jobs]
    first = min(interval.start.index for interval in intervals)
    whole = max(interval.end.index for interval in intervals) - first + 1
    bars = [_bar(job, interval, first, whole) for job, interval in zip(jobs, intervals, strict=True)]
    return sorted(bars, key=lambda bar: (bar.end, bar.start), reverse=True)


def _bar(job: Mapping[str, Any], interval: Interval, first: int, whole: int) -> JobBar:
    return JobBar(
        title=job["title"],
        employer=job["employer"],
        start=job["start"],
        end=job["end"],
        current=job["current"],
        internship=job["internship"],
        months=interval.months,
        left=round((interval.start.index - first) * 100 / whole, 2),
        width=round(interval.months * 100 / whole, 2),
    )
