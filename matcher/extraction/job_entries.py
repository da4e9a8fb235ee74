"""Which of the dates in a work history date a job."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from matcher.domain.month import Month
from matcher.domain.words import JobWords
from matcher.extraction.job_lines import (
    Names,
    names_project,
    reads_as_name,
    without_edges,
    work_patterns,
)
from matcher.extraction.job_spots import BLOCK, Spot, SpotReader
from matcher.extraction.lines import find_lines
from matcher.extraction.months import Period, find_periods

_SAYING = re.compile(r"\w")
_MONTHS_OF_A_YEAR, _LONGEST_HEADER = 12, 400


@dataclass(frozen=True, slots=True)
class Entry:
    """A dated job; all that the résumé says of it begins at `start`."""

    start: int
    period: Period
    names: Names
    internship: bool


def find_entries(
    text: str, span: tuple[int, int], as_of: Month, words: JobWords, *, strict: bool = False
) -> list[Entry]:
    """The jobs dated in `text[span[0]:span[1]]`; `strict` wants a title and an employer with each."""
    start, end = span
    periods = [
        replace(period, start=period.start + start, end=period.end + start)
        for period in find_periods(text[start:end], as_of, words.dates)
    ]
    lines = [line for line in find_lines(text, start, end) if _SAYING.search(line.text)]
    reader = SpotReader(text, lines, periods, work_patterns(words.work))
    return _entries(reader, periods, strict=strict)


def block_starts(text: str, start: int, end: int) -> list[int]:
    """Where 'company - ...' opens a block in `text[start:end]`, dated or not."""
    return [line.start for line in find_lines(text, start, end) if BLOCK.match(line.text)]


def _entries(reader: SpotReader, periods: Sequence[Period], *, strict: bool) -> list[Entry]:
    found: list[Entry] = []
    free_from = 0
    for period in periods:
        spot = reader.spot(period, free_from)
        entry = _entry(reader, spot, strict=strict)
        if entry and not (found and _is_part_of(reader, spot, entry, found[-1])):
            found.append(entry)
            free_from = spot.row + 1
    return found


def _entry(reader: SpotReader, spot: Spot, *, strict: bool) -> Entry | None:
    first, names = reader.names(spot)
    header = " ".join([*(line.text for line in reader.lines[first : spot.row]), spot.rest])
    if not _has_firm_dates(reader, spot, names) or not _is_work(reader, spot, names, header):
        return None
    if strict and not (names.title and names.employer):
        return None
    said = f"{header[:_LONGEST_HEADER]} {names.title or ''}"
    return Entry(
        reader.lines[first].start, spot.period, names, reader.patterns.internship.search(said) is not None
    )


def _has_firm_dates(reader: SpotReader, spot: Spot, names: Names) -> bool:
    """One month or one bare year dates a job only beside its title; mostly it is an award or a release."""
    period = spot.period
    one_year = period.by_years and not period.current and period.interval.months <= _MONTHS_OF_A_YEAR
    if not one_year and period.ranged:
        return True
    is_award = reader.patterns.course.search(spot.rest) is not None
    return names.title is not None and not is_award and reads_as_name(spot.rest, reader.patterns)


def _is_work(reader: SpotReader, spot: Spot, names: Names, header: str) -> bool:
    if reader.patterns.unpaid.search(header) or _is_project(reader, spot):
        return False
    if reader.block(spot):
        return True
    if _is_study(reader, spot, names, header):
        return False
    return not reader.is_prose(spot) or _tells_of_work(reader, spot)


def _is_study(reader: SpotReader, spot: Spot, names: Names, header: str) -> bool:
    patterns = reader.patterns
    if names.title is None and (patterns.school.search(header) or patterns.course.search(header)):
        return True
    return patterns.course.search(spot.rest) is not None and patterns.title.search(spot.rest) is None


def _is_project(reader: SpotReader, spot: Spot) -> bool:
    if names_project(spot.before, reader.patterns):
        return True
    return reader.is_labelled(spot) and any(
        names_project(line, reader.patterns) for line in reader.labels_above(spot)
    )


def _tells_of_work(reader: SpotReader, spot: Spot) -> bool:
    """'Worked as ... from 2015 to 2017', or 'since 2017 as an Engineer'."""
    runs_on = spot.period.current and reader.patterns.title.search(spot.rest)
    return bool(runs_on or reader.patterns.worked.search(reader.sentence_before(spot)))


def _is_part_of(reader: SpotReader, spot: Spot, entry: Entry, last: Entry) -> bool:
    """A duration or a project within the job before it dates a part of that job."""
    behind = without_edges(spot.after).partition(")")[2]
    if not reader.is_labelled(spot) and not names_project(behind, reader.patterns):
        return False
    inner, outer = entry.period.interval, last.period.interval
    return outer.start <= inner.start and inner.end <= outer.end and not reader.opens_block(spot)
