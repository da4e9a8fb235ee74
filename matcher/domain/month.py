"""Calendar months and how many of them some intervals cover."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

_ISO_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month; `number` runs from 1 to 12. Printed as YYYY-MM."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def index(self) -> int:
        """Months since year 0, so that differences are plain subtraction."""
        return self.year * 12 + self.number - 1

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read YYYY-MM. Raises ValueError for anything else."""
        match = _ISO_MONTH.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is not a month of the form YYYY-MM")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def from_index(cls, index: int) -> Self:
        return cls(index // 12, index % 12 + 1)


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """The months from `start` to `end`, both counted."""

    start: Month
    end: Month

    @property
    def months(self) -> int:
        return self.end.index - self.start.index + 1


def covered_months(intervals: Iterable[Interval]) -> int:
    """How many different months the intervals cover together; a month in two of them counts once."""
    total, last = 0, -1
    for interval in sorted(intervals):
        first = max(interval.start.index, last + 1)
        total += max(0, interval.end.index - first + 1)
        last = max(last, interval.end.index)
    return total
