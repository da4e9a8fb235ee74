"""Periods in the text: two dates and what joins them, or one date that is still running."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from matcher.domain.month import Interval, Month
from matcher.domain.words import DateWords
from matcher.extraction.dates import DASHES, Date, Precision, find_dates, phrases

_REACH, _LONGEST_GAP = 24, 40


@dataclass(frozen=True, slots=True)
class Period:
    """`text[start:end]` names `interval`.

    `current`: it runs to the month that the text is read as of. `by_years`: only years were written, so it
    goes from January to December. `ranged`: a beginning and an end were written; else one month or season.
    """

    start: int
    end: int
    interval: Interval
    current: bool = False
    by_years: bool = False
    ranged: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class _Patterns:
    joint: re.Pattern[str]
    until: re.Pattern[str]
    since: re.Pattern[str]
    since_or_starting: re.Pattern[str]
    onwards: re.Pattern[str]
    version: re.Pattern[str]
    after_until: re.Pattern[str]


def find_periods(text: str, as_of: Month, words: DateWords) -> tuple[Period, ...]:
    """All periods in `text`, in order, none beginning after `as_of` and none reaching beyond it.

    Years alone count from January of the first to December of the last; seasons as the word list has them.
    Single months are returned with `ranged` false, single years not at all.
    """
    patterns = _patterns(words)
    found = _periods(text, find_dates(text, as_of, words), as_of, patterns)
    return tuple(
        cut for period in found if not _is_version(text, period, patterns) and (cut := _cut(period, as_of))
    )


@lru_cache(maxsize=8)
def _patterns(words: DateWords) -> _Patterns:
    until = phrases(words.until)
    joint = rf"[\s,.;)\]]*(?:(?:[{DASHES}…]|\.{{2,3}}|\b(?:{until})\b)[\s.,:]*)+"
    expected = rf"(?:(?:{phrases(words.expected)})\b[\s.:]*)?[\s(]*(?:the\s+)?"
    sources = {
        "joint": joint + expected,
        "until": rf"\b(?:{until})\b",
        "since": rf"\b(?:{phrases(words.since)})[\s:,{DASHES}]+(?:the\s+)?$",
        "since_or_starting": rf"\b(?:{phrases((*words.since, *words.starting))})[\s:,{DASHES}]+(?:the\s+)?$",
        "onwards": rf"[\s,{DASHES}]*\b(?:{phrases(words.onwards)})\b",
        "version": rf"\b(?:{phrases(words.versions)})[\s:/{DASHES}]*$",
        "after_until": phrases(words.now_after_until),
    }
    return _Patterns(**{name: re.compile(source, re.IGNORECASE) for name, source in sources.items()})


def _is_version(text: str, period: Period, patterns: _Patterns) -> bool:
    before = text[max(0, period.start - _REACH) : period.start]
    return period.by_years and patterns.version.search(before) is not None


def _cut(period: Period, as_of: Month) -> Period | None:
    first, last = period.interval.start, period.interval.end
    if first > as_of or last < first:
        return None
    return replace(period, interval=Interval(first, min(last, as_of)), current=period.current or last > as_of)


def _periods(text: str, dates: Sequence[Date], as_of: Month, patterns: _Patterns) -> Iterator[Period]:
    position = 0
    while position < len(dates):
        date = dates[position]
        period = _joined(text, dates[position : position + 2], as_of, patterns)
        position += 2 if period else 1
        if period := period or _alone(text, date, as_of, patterns):
            yield period


def _joined(text: str, pair: Sequence[Date], as_of: Month, patterns: _Patterns) -> Period | None:
    if len(pair) == 1 or not _are_of_a_kind(*pair):
        return None
    first, last = pair
    started = first.months.start if first.months else _with_year_of(first, last)
    ended = as_of if last.precision is Precision.NOW else last.months and last.months.end
    if not started or not ended or not _meet(text, first, last, patterns):
        return None
    by_years = first.precision is last.precision is Precision.YEAR
    current = last.precision is Precision.NOW
    return Period(first.start, last.end, Interval(started, ended), current, by_years)


def _are_of_a_kind(first: Date, last: Date) -> bool:
    kinds = {first.precision, last.precision}
    return Precision.SPAN not in kinds and (
        Precision.BRIEF not in kinds or kinds <= {Precision.BRIEF, Precision.NOW}
    )


def _with_year_of(first: Date, last: Date) -> Month | None:
    """'June - August 2018' writes once the year that belongs to both."""
    if first.month_number is None or last.months is None or last.precision is not Precision.MONTH:
        return None
    end = last.months.end
    return Month(end.year - (first.month_number > end.number), first.month_number)


def _meet(text: str, first: Date, last: Date, patterns: _Patterns) -> bool:
    gap, word = text[first.end : last.start], text[last.start : last.end]
    if len(gap) > _LONGEST_GAP:
        return False
    joined = patterns.joint.fullmatch(gap) is not None
    if last.precision is not Precision.NOW:
        return joined
    if patterns.until.match(word):
        return joined or not gap.strip(" \t\n(,.")
    return joined and (not patterns.after_until.fullmatch(word) or patterns.until.search(gap) is not None)


def _alone(text: str, date: Date, as_of: Month, patterns: _Patterns) -> Period | None:
    if date.months is None or date.precision is Precision.BRIEF:
        return None
    if date.or_span or date.precision is Precision.SPAN:
        return Period(date.start, date.end, date.or_span or date.months, by_years=True)
    after = patterns.onwards.match(text, date.end)
    before = text[max(0, date.start - _REACH) : date.start]
    opens = patterns.since if date.precision is Precision.YEAR else patterns.since_or_starting
    if after or opens.search(before):
        end = after.end() if after else date.end
        return Period(
            date.start, end, Interval(date.months.start, max(date.months.start, as_of)), current=True
        )
    if date.precision is Precision.YEAR:
        return None
    return Period(date.start, date.end, date.months, ranged=False)
