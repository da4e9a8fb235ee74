"""Figures and places in the words of the pages."""

from collections.abc import Mapping

from matcher.domain.month import Month

_MONTHS_A_YEAR = 12
_KILO = 1000
_NAMELESS = "resume"
_MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_APART = (
    (0, "in the same place"),
    (15, "next-door neighbours"),
    (35, "some way apart"),
    (60, "far apart"),
    (100, "at opposite ends"),
)
AXES: Mapping[str, str] = {
    "infrastructure": "infrastructure",
    "statistics": "statistics",
    "software": "software engineering",
}


def points(value: float) -> str:
    """Points of a score, always with two decimals."""
    return f"{value:.2f}"


def duration(months: int) -> str:
    """Months as people say them: '1 year 2 months'."""
    years, rest = divmod(months, _MONTHS_A_YEAR)
    parts = [counted(number, unit) for number, unit in ((years, "year"), (rest, "month")) if number]
    return " ".join(parts) or "less than a month"


def counted(number: int, unit: str) -> str:
    """'1 page', '2 pages'."""
    return f"{number:,} {unit}" if number == 1 else f"{number:,} {unit}s"


def shown_name(*names: str | None) -> str:
    """The first name that can be seen, as a link has to be."""
    return next((name for name in names if name and name.strip()), _NAMELESS)


def calendar_month(text: str) -> str:
    """'2021-03' as 'Mar 2021'."""
    month = Month.parse(text)
    return f"{_MONTH_NAMES[month.number - 1]} {month.year}"


def calendar_minute(text: str) -> str:
    """'2026-11-21T09:30:00Z' as '21 Nov 2026, 09:30 UTC'."""
    return f"{int(text[8:10])} {calendar_month(text[:7])}, {text[11:16]} UTC"


def file_size(size: int) -> str:
    """Bytes rounded down to a unit that reads well: '10 MB'."""
    for unit, power in (("GB", 3), ("MB", 2), ("kB", 1)):
        if size >= _KILO**power:
            return f"{size / _KILO**power:.1f}".removesuffix(".0") + f" {unit}"
    return counted(size, "byte")


def apart(distance: int) -> str:
    """What a distance from 0 to 100 per cent between two places means."""
    return next(words for most, words in _APART if distance <= most)


def leaning(place: Mapping[str, int]) -> str:
    """The axis that a place lies nearest to, or the two where they are level."""
    most = max(place.values())
    return " and ".join(AXES[axis] for axis, share in place.items() if share == most)


def axis_name(axis: str) -> str:
    return AXES[axis]


def place_in_words(place: Mapping[str, int]) -> str:
    """'55 % infrastructure, 10 % statistics, 35 % software engineering'."""
    return ", ".join(f"{place[axis]} % {name}" for axis, name in AXES.items())
