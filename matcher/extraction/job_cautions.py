"""What a recruiter would ask about the dates of the jobs."""

from collections.abc import Iterable, Iterator, Sequence

from matcher.domain.document import DocumentWarning
from matcher.domain.extraction import Job, Section, SectionName
from matcher.domain.month import Interval, Month
from matcher.domain.words import JobWords
from matcher.extraction.dates import Date, Precision, find_dates
from matcher.extraction.job_lines import work_patterns
from matcher.extraction.lines import find_lines

OVERLAP = "overlapping-jobs"
FUTURE = "dates-in-the-future"
NO_DATES = "no-dates"
HANDOVER_MONTHS = 2  # jobs that change hands within a month or two show both in the same months
FEWEST_LETTERS_OF_A_HISTORY = 120
_HEADER = 300
_JANUARY, _DECEMBER = 1, 12
_TO_THE_MONTH = frozenset({Precision.MONTH, Precision.BRIEF, Precision.NAME, Precision.SEASON})
_FARTHEST_YEARS = 10  # contracts end within; larger numbers count something else


def find_job_cautions(
    text: str, sections: Sequence[Section], jobs: Sequence[Job], as_of: Month, words: JobWords
) -> Iterator[DocumentWarning]:
    """At most one warning of each code."""
    history = [section for section in sections if section.name is SectionName.EXPERIENCE]
    yield from _overlapping(text, jobs, as_of, words)
    yield from _in_the_future(text, history, as_of, words)
    if not jobs and sum(map(str.isalpha, _bodies(text, history))) >= FEWEST_LETTERS_OF_A_HISTORY:
        yield DocumentWarning(
            NO_DATES,
            "No job with dates that could be read was found in the work experience, so no months are "
            "counted: neither for the experience that a role asks for nor for any skill.",
        )


def _bodies(text: str, sections: Sequence[Section]) -> str:
    return "\n".join(text[section.body_start : section.end] for section in sections)


def _overlapping(text: str, jobs: Sequence[Job], as_of: Month, words: JobWords) -> Iterator[DocumentWarning]:
    """Jobs beside others by their nature do not count: internships, part-time and freelance work."""
    full_time = [
        _certain(text, job, as_of, words)
        for job in jobs
        if not job.internship and not _is_beside(text, job, words)
    ]
    longest = max(_overlaps(full_time), key=lambda shared: (shared.months, shared.start), default=None)
    if longest and longest.months > HANDOVER_MONTHS:
        yield DocumentWarning(
            OVERLAP,
            f"Two jobs overlap by {longest.months} months ({longest.start} to {longest.end}). "
            "Each month counts once for the total, whichever job it belongs to.",
        )


def _overlaps(spans: Iterable[tuple[Month, Month]]) -> Iterator[Interval]:
    """What each span shares with the one before it that lasts longest: the longest overlap is among these."""
    lasting: tuple[Month, Month] | None = None
    for span in sorted(spans):
        if lasting and (shared := _shared(lasting, span)):
            yield shared
        lasting = max(lasting or span, span, key=lambda each: each[1])


def _is_beside(text: str, job: Job, words: JobWords) -> bool:
    header = text[job.start_offset : min(job.end_offset, job.start_offset + _HEADER)]
    return work_patterns(words.work).part_time.search(f"{header} {job.title or ''}") is not None


def _certain(text: str, job: Job, as_of: Month, words: JobWords) -> tuple[Month, Month]:
    """The first and last month the job surely covers: '2015 - 2018' may be December to January."""
    start, end = job.interval.start, job.interval.end
    dates = find_dates(text[job.start_offset : job.end_offset][:_HEADER], as_of, words.dates)
    if start.number == _JANUARY and not _names_month(dates, start):
        start = Month(start.year, _DECEMBER)
    if end.number == _DECEMBER and not job.current and not _names_month(dates, end):
        end = Month(end.year, _JANUARY)
    return start, end


def _names_month(dates: Sequence[Date], month: Month) -> bool:
    return any(
        date.precision is Precision.NAME
        or (date.precision in _TO_THE_MONTH and date.months and month in (date.months.start, date.months.end))
        for date in dates
    )


def _shared(one: tuple[Month, Month], other: tuple[Month, Month]) -> Interval | None:
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return Interval(start, end) if start <= end else None


def _in_the_future(
    text: str, history: Sequence[Section], as_of: Month, words: JobWords
) -> Iterator[DocumentWarning]:
    late = sorted(
        last
        for section in history
        for line in find_lines(text, section.body_start, section.end)
        for last in _late_ends(line.text, as_of, words)
    )
    if late:
        yield DocumentWarning(
            FUTURE,
            f"A job's dates reach to {late[-1]}, beyond {as_of}. Months to come are not counted.",
        )


def _late_ends(line: str, as_of: Month, words: JobWords) -> Iterator[Month]:
    """Ends of periods that lie past `as_of` for sure; a lone date to come is a plan, not a job's."""
    dates = find_dates(line, as_of, words.dates)
    for position, date in enumerate(dates):
        if date.months is None or date.months.end.year - as_of.year > _FARTHEST_YEARS:
            continue
        if date.precision is Precision.SPAN:
            is_late = date.months.end.year > as_of.year
        else:
            is_late = date.months.start > as_of and _has_partner(line, dates, position, words)
        if is_late:
            yield date.months.start if date.precision is not Precision.SPAN else date.months.end


def _has_partner(line: str, dates: Sequence[Date], position: int, words: JobWords) -> bool:
    pairs = [(position - 1, position), (position, position + 1)]
    gaps = [
        line[dates[one].end : dates[other].start] for one, other in pairs if one >= 0 and other < len(dates)
    ]
    return any(_joins(gap, words) for gap in gaps)


def _joins(gap: str, words: JobWords) -> bool:
    said = gap.lower().strip(" .,()[]")
    return said in words.dates.until or (bool(said) and not any(map(str.isalnum, said)))
