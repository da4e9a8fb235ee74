"""Single dates in the notations of résumés, from 'Aug 2016' over '03/2014' and 'Summer 2018' to '2012'."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from matcher.domain.month import Interval, Month
from matcher.domain.words import DateWords

DASHES = "\\-–—−‐‑‒―~→\u00ad"
QUOTES = "'’‘`´"
_YEAR = r"(?:19[5-9]\d|20\d\d)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:\s?(?:st|nd|rd|th))?"
_NUMBER = r"(?:0[1-9]|1[0-2]|[1-9])"
_FIGURES = re.compile(r"\d+")
_NAME = re.compile(r"[^\W\d_]+")
_CENTURY, _LAST_MONTH, _QUARTER = 100, 12, 3


class Precision(Enum):
    """What a date names. SPAN is two years in one token ('2012-15'), NAME a month without its year.

    BRIEF is a month in four figures ('03/16'), which is a date only beside another one.
    """

    MONTH = auto()
    BRIEF = auto()
    SEASON = auto()
    YEAR = auto()
    SPAN = auto()
    NAME = auto()
    NOW = auto()


@dataclass(frozen=True, slots=True)
class Date:
    """`text[start:end]`; `months` is None for NAME and NOW, whose year stands elsewhere.

    `or_span` is the other reading of '2011-12': not December 2011 but the years 2011 to 2012.
    """

    start: int
    end: int
    precision: Precision
    months: Interval | None = None
    month_number: int | None = None
    or_span: Interval | None = None


def phrases(words: tuple[str, ...]) -> str:
    """An alternation of phrases, longest first, with up to five white spaces between their words."""
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(r"\s{1,5}".join(map(re.escape, phrase.split())) for phrase in longest_first)


def find_dates(text: str, as_of: Month, words: DateWords) -> list[Date]:
    """All dates in `text`, in order; `as_of` decides the century of years written with two figures."""
    return [date for match in _pattern(words).finditer(text) if (date := _read(match, as_of, words))]


@lru_cache(maxsize=8)
def _pattern(words: DateWords) -> re.Pattern[str]:
    forms = {**_forms_with_names(words), **_FORMS_IN_FIGURES, **_forms_without_year(words)}
    return re.compile("|".join(f"(?P<{name}>{form})" for name, form in forms.items()), re.IGNORECASE)


_SPANNING = rf"\s{{0,5}}(?:[{DASHES}]|\bto\b)\s{{0,5}}"
_FORMS_IN_FIGURES = {
    "iso_day": rf"(?<![\d-]){_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)",
    "day_in_figures": rf"(?<![\d/.-])\d{{1,2}}(?:/\d{{1,2}}/|\.\d{{1,2}}\.|-\d{{1,2}}-){_YEAR}(?!\d)",
    "two_years": rf"(?<![\d/.$#+-]){_YEAR}{_SPANNING}{_YEAR}(?![\d%+]|\s?[/.-]\s?\d)",
    "year_and_month": rf"(?<![\d/.$#-]){_YEAR}\s?[/.-]\s?(?:0[1-9]|1[0-2])(?![\d/]|-\d)",
    "year_and_short_year": rf"(?<![\d/.$#-]){_YEAR}\s?[-–]\s?\d\d(?![\d/%-])",
    "month_and_year": rf"(?<![\d/.]){_NUMBER}\s?[/.-]\s?{_YEAR}(?![\d/]|-\d{{3}})",
    "month_and_short_year": r"(?<![\d/.])(?:0[1-9]|1[0-2])/\d\d(?![\d/%])",
    "year": rf"(?<![\w/.$#+]){_YEAR}(?![\w%+]|\s*r2\b|[/.]\d)",
}


def _forms_with_names(words: DateWords) -> dict[str, str]:
    month = rf"\b(?:{phrases(tuple(words.months))})(?![^\W\d_])"
    between = rf"[\s.,/{DASHES}{QUOTES}]{{0,4}}"
    short_year = rf"(?:[{QUOTES}]\s?|(?<=[\s.{DASHES}/,]))\d\d(?![\w:%+])"
    year = rf"(?:{_YEAR}(?!\d)|{short_year})"
    return {
        "day_and_name": rf"\b{_DAY}{between}(?:of\s+)?{month}{between}{year}",
        "name_and_day": rf"{month}\.?\s{{1,2}}{_DAY}(?:\s?,\s?|\s){_YEAR}(?!\d)",
        "name_and_year": rf"{month}{between}(?:of\s+)?{year}",
        "season": rf"\b(?:{phrases(tuple(words.seasons))})[\s,{QUOTES}]{{0,3}}(?:of\s+)?{_YEAR}\b",
        "quarter": rf"\bq[1-4][\s,/{QUOTES}{DASHES}]{{1,3}}{_YEAR}\b",
    }


def _forms_without_year(words: DateWords) -> dict[str, str]:
    return {
        "name": rf"\b(?:{phrases(tuple(words.months))})\b\.?",
        "now": rf"\b(?:{phrases((*words.now, *words.now_after_until))})\b",
    }


def _read(match: re.Match[str], as_of: Month, words: DateWords) -> Date | None:
    form, said = str(match.lastgroup), match[0].lower()
    if form == "now":
        return Date(match.start(), match.end(), Precision.NOW)
    if form == "name":
        return Date(match.start(), match.end(), Precision.NAME, month_number=_named_month(said, words))
    if form == "year_and_short_year" and not _rises(said):
        return None
    precision = _PRECISIONS.get(form, Precision.MONTH)
    months = _READERS[form](said, as_of, words)
    return Date(match.start(), match.end(), precision, months, or_span=_other_reading(form, said))


def _year(text: str, as_of: Month) -> int:
    """The year that a date ends with. A short one lies at most one year ahead of the present one."""
    figures = _FIGURES.findall(text)[-1]
    if len(figures) > len("99"):
        return int(figures[-4:])
    year = as_of.year - as_of.year % _CENTURY + int(figures)
    return year if year <= as_of.year + 1 else year - _CENTURY


def _one(year: int, number: int) -> Interval:
    month = Month(year, number)
    return Interval(month, month)


def _years(first: int, last: int) -> Interval:
    return Interval(Month(first, 1), Month(last, _LAST_MONTH))


def _named_month(text: str, words: DateWords) -> int:
    return next(words.months[name] for name in _NAME.findall(text) if name in words.months)


def _with_name(text: str, as_of: Month, words: DateWords) -> Interval:
    return _one(_year(text, as_of), _named_month(text, words))


def _day_in_figures(text: str, _as_of: Month, _words: DateWords) -> Interval:
    """Day first, as most of the world writes it, unless the second figure can be no month."""
    day, number, year = map(int, _FIGURES.findall(text))
    month = number if number <= _LAST_MONTH else day
    return _one(year, min(max(month, 1), _LAST_MONTH))


def _year_then_month(text: str, _as_of: Month, _words: DateWords) -> Interval:
    year, number, *_ = map(int, _FIGURES.findall(text))
    return _one(year, number)


def _month_then_year(text: str, as_of: Month, _words: DateWords) -> Interval:
    return _one(_year(text, as_of), int(_FIGURES.findall(text)[0]))


def _span(text: str, _as_of: Month, _words: DateWords) -> Interval:
    first, last = map(int, _FIGURES.findall(text))
    return _years(first, last if last >= _CENTURY else first - first % _CENTURY + last)


def _whole_year(text: str, _as_of: Month, _words: DateWords) -> Interval:
    return _years(int(text), int(text))


def _season(text: str, as_of: Month, words: DateWords) -> Interval:
    first, last = next(words.seasons[name] for name in _NAME.findall(text) if name in words.seasons)
    year = _year(text, as_of)
    return Interval(Month(year, first), Month(year + (last < first), last))


def _quarter(text: str, as_of: Month, _words: DateWords) -> Interval:
    year, last = _year(text, as_of), int(text[1]) * _QUARTER
    return Interval(Month(year, last - _QUARTER + 1), Month(year, last))


def _rises(text: str) -> bool:
    first, last = map(int, _FIGURES.findall(text))
    return first % _CENTURY < last


def _other_reading(form: str, text: str) -> Interval | None:
    if form != "year_and_month":
        return None
    year, number = map(int, _FIGURES.findall(text))
    return _years(year, year + 1) if "-" in text and number == (year + 1) % _CENTURY else None


_PRECISIONS = {
    "month_and_short_year": Precision.BRIEF,
    "two_years": Precision.SPAN,
    "year_and_short_year": Precision.SPAN,
    "year": Precision.YEAR,
    "season": Precision.SEASON,
    "quarter": Precision.SEASON,
}
_READERS: Mapping[str, Callable[[str, Month, DateWords], Interval]] = {
    "iso_day": _year_then_month,
    "day_in_figures": _day_in_figures,
    "day_and_name": _with_name,
    "name_and_day": _with_name,
    "name_and_year": _with_name,
    "two_years": _span,
    "year_and_month": _year_then_month,
    "year_and_short_year": _span,
    "month_and_year": _month_then_year,
    "month_and_short_year": _month_then_year,
    "season": _season,
    "quarter": _quarter,
    "year": _whole_year,
}
