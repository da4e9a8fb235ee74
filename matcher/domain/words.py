"""The words that dates, jobs and degrees are recognised by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from matcher.domain.extraction import EducationLevel


@dataclass(frozen=True, slots=True, eq=False)
class DateWords:
    """`months` and `seasons` give numbers from 1 to 12; a season is its first and its last month.

    `now` ends an interval by itself ('2015 - Present'), `now_after_until` only behind a word of `until`
    ('till date'). `since` opens a period that still runs; `starting` does so before a month only. `versions`
    are product words whose years are no dates ('SQL Server 2008 - 2012').
    """

    months: Mapping[str, int]
    seasons: Mapping[str, tuple[int, int]]
    now: tuple[str, ...]
    now_after_until: tuple[str, ...]
    until: tuple[str, ...]
    since: tuple[str, ...]
    starting: tuple[str, ...]
    onwards: tuple[str, ...]
    expected: tuple[str, ...]
    versions: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class WorkWords:
    """What tells a job from a project, a course or unpaid work, and a title from an employer.

    `duration_labels`, `title_labels` and `employer_labels` stand before a colon or dash; `worked` are the
    phrases that make a dated sentence a job ('worked as ... from 2015 to 2017'). Work that `part_time` names
    may run beside another job.
    """

    titles: tuple[str, ...]
    internships: tuple[str, ...]
    unpaid: tuple[str, ...]
    part_time: tuple[str, ...]
    companies: tuple[str, ...]
    schools: tuple[str, ...]
    courses: tuple[str, ...]
    projects: tuple[str, ...]
    duration_labels: tuple[str, ...]
    title_labels: tuple[str, ...]
    employer_labels: tuple[str, ...]
    description_labels: tuple[str, ...]
    worked: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class DegreeWords:
    """Degrees by level, from secondary to doctorate.

    A dot in a form ('b.e.') may be left out or be a space in the text, which then has to be in capitals.
    `brief` are forms that count without dots only under an education heading or before 'in'; `look_alikes`
    hold a form without being a degree ('MS Office', 'scrum master'). `studies` are words of fields of study.
    """

    levels: Mapping[EducationLevel, tuple[str, ...]]
    brief: tuple[str, ...]
    look_alikes: tuple[str, ...]
    studies: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class JobWords:
    """The words of `jobs.toml`. Compared by identity, so that patterns built from it can be kept."""

    dates: DateWords
    work: WorkWords
    degrees: DegreeWords

    @classmethod
    def from_tables(cls, tables: Mapping[str, Any]) -> Self:
        """See `read_job_words`."""
        problems = list(_problems(tables))
        if problems:
            raise ValueError("; ".join(problems))
        dates, work, degrees = tables["dates"], tables["work"], tables["degrees"]
        return cls(_date_words(dates), _work_words(work), _degree_words(degrees))


def read_job_words(tables: Mapping[str, Any]) -> JobWords:
    """Build the words from the parsed tables `dates`, `work` and `degrees`.

    Raises ValueError that names every unknown key, missing key and value of the wrong kind in one go.
    """
    return JobWords.from_tables(tables)


_LEVELS = tuple(level.value for level in EducationLevel if level is not EducationLevel.NONE)
_KEYS: Mapping[str, frozenset[str]] = {
    "dates": frozenset(field.name for field in fields(DateWords)),
    "work": frozenset(field.name for field in fields(WorkWords)),
    "degrees": frozenset((*_LEVELS, "brief", "look_alikes", "studies")),
}
_LAST_MONTH = 12


def _problems(tables: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"unknown table {name!r}" for name in tables if name not in _KEYS)
    for name, keys in _KEYS.items():
        table = tables.get(name)
        if not isinstance(table, Mapping):
            yield f"table {name!r} is missing"
            continue
        yield from (f"{name}: unknown key {key!r}" for key in table if key not in keys)
        yield from (f"{name}: key {key!r} is missing" for key in sorted(keys - set(table)))
        yield from (
            f"{name}.{key}: {_expected(key)} expected"
            for key, value in table.items()
            if key in keys and not _is_fit(key, value)
        )


def _expected(key: str) -> str:
    return {
        "months": "numbers from 1 to 12 by name",
        "seasons": "two numbers from 1 to 12 by name",
    }.get(key, "a list of lower-case phrases")


def _is_fit(key: str, value: Any) -> bool:
    if key == "months":
        return isinstance(value, Mapping) and all(map(_is_month, value.values()))
    if key == "seasons":
        return isinstance(value, Mapping) and all(map(_is_pair_of_months, value.values()))
    return isinstance(value, list) and all(isinstance(word, str) and word == word.lower() for word in value)


def _is_month(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _LAST_MONTH


def _is_pair_of_months(value: Any) -> bool:
    return isinstance(value, list) and len(value) == len(("first", "last")) and all(map(_is_month, value))


def _date_words(table: Mapping[str, Any]) -> DateWords:
    seasons = {name: (first, last) for name, (first, last) in table["seasons"].items()}
    lists = {key: tuple(words) for key, words in table.items() if key not in {"months", "seasons"}}
    return DateWords(months=dict(table["months"]), seasons=seasons, **lists)


def _work_words(table: Mapping[str, Any]) -> WorkWords:
    return WorkWords(**{key: tuple(words) for key, words in table.items()})


def _degree_words(table: Mapping[str, Any]) -> DegreeWords:
    levels = {EducationLevel(level): tuple(table[level]) for level in _LEVELS}
    return DegreeWords(levels, *(tuple(table[key]) for key in ("brief", "look_alikes", "studies")))
