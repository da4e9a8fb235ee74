"""Dated projects that belong to no job, so that what they used has its months."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from matcher.domain.extraction import Job, Project, Section, SectionName
from matcher.domain.month import Month
from matcher.domain.words import DateWords
from matcher.extraction.lines import Line, find_lines
from matcher.extraction.months import Period, find_periods

_LINES_OF_A_HEAD = 2
_MOST_IN_A_PART = 100


def find_projects(
    text: str, sections: Sequence[Section], jobs: Sequence[Job], as_of: Month, words: DateWords
) -> tuple[Project, ...]:
    """The projects dated by month in the parts on projects, but for parts that contractors list jobs in."""
    return tuple(
        project
        for section in sections
        if section.name is SectionName.PROJECTS and not any(_within(job, section) for job in jobs)
        for project in _projects_in(text, section, as_of, words)
    )


def _within(job: Job, section: Section) -> bool:
    return section.start <= job.start_offset < section.end


def _projects_in(text: str, section: Section, as_of: Month, words: DateWords) -> Iterator[Project]:
    lines = find_lines(text, section.body_start, section.end)
    body = text[section.body_start : section.end]
    found = find_periods(body, as_of, words)
    dated = [period for period in found if _tells_months(period)][:_MOST_IN_A_PART]
    rows = [_row(lines, section.body_start + period.start) for period in dated]
    if not rows:
        return
    if rows[0] > _LINES_OF_A_HEAD:  # the dates stand last: 'Duration: ...'
        edges = [section.body_start, *(lines[row].end for row in rows)]
    else:
        heads = (
            _head(lines, row, body[period.start : period.end])
            for row, period in zip(rows, dated, strict=True)
        )
        edges = [*(lines[head].start for head in heads), section.end]
    for period, (start, end) in zip(dated, pairwise(edges), strict=True):
        yield Project(period.interval, start, end)


def _tells_months(period: Period) -> bool:
    """Years alone say too little of something as short as a project."""
    return period.ranged and not period.by_years


def _row(lines: Sequence[Line], offset: int) -> int:
    return bisect_right(lines, offset, key=lambda line: line.end)


def _head(lines: Sequence[Line], row: int, dates: str) -> int:
    """The row of the project's name, above dates that have a line to themselves."""
    has_name = any(map(str.isalpha, lines[row].text.replace(dates, "", 1)))
    return row if has_name or row == 0 or lines[row - 1].is_bullet else row - 1
