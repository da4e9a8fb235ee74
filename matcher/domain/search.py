"""What recruiters ask of a list of résumés: which ones, in what order, counted by what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from matcher.domain.extraction import EducationLevel
from matcher.domain.month import Month
from matcher.domain.review import Stage


class Figure(StrEnum):
    """What a fit is measured by; in hundredths of a point."""

    SCORE = "score"
    SKILLS_POINTS = "skills_points"
    EXPERIENCE_POINTS = "experience_points"
    EDUCATION_POINTS = "education_points"
    TITLE_POINTS = "title_points"


class SortKey(StrEnum):
    """What a list is in order of; `created` is the order in which résumés came in."""

    CREATED = "created"
    SCORE = "score"
    TOTAL_MONTHS = "total_months"
    EDUCATION = "education"


class Facet(StrEnum):
    """What the résumés found are counted by."""

    SKILLS = "skills"
    EDUCATION = "education"
    LABEL = "label"
    STAGE = "stage"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Phrases:
    """Runs of words that a text holds, all of `held`, and none of `absent`."""

    held: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Range:
    """From `least` to `most`, both counted; None where it is open."""

    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class SkillMonths:
    """At least `months` of work with `skill`."""

    skill: str
    months: int


@dataclass(frozen=True, slots=True)
class SkillSince:
    """Work with `skill` in `month` or later."""

    skill: str
    month: Month


@dataclass(frozen=True, slots=True)
class ResumeFilter:
    """Which résumés; those for whom everything said here holds.

    A skill is had where the résumé names it or what it names implies it; closeness to another is not having
    it. Each of `missing` is a choice of skills for none of which there is any credit. `text` holds
    alternatives.
    """

    text: tuple[Phrases, ...] = ()
    skills_all: tuple[str, ...] = ()
    skills_any: tuple[str, ...] = ()
    skills_none: tuple[str, ...] = ()
    months: tuple[SkillMonths, ...] = ()
    used_since: tuple[SkillSince, ...] = ()
    missing: tuple[tuple[str, ...], ...] = ()
    title: str | None = None
    education_min: EducationLevel | None = None
    total_months: Range = Range()
    figures: tuple[tuple[Figure, Range], ...] = ()
    labels: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    external_id: str | None = None
    created_from: datetime | None = None
    created_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sort:
    key: SortKey
    descending: bool


@dataclass(frozen=True, slots=True)
class Search:
    """A list of résumés as it is asked for. `role` is the one whose fits count; None for everybody's best.

    `fields` are the keys of an item that are wanted; empty for all.
    """

    wanted: ResumeFilter = ResumeFilter()
    sort: Sort = Sort(SortKey.CREATED, descending=True)
    role: str | None = None
    facets: tuple[Facet, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page ended: the value that the list is in order of, and the id."""

    value: int
    id: str


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of the résumés found there are, and how many of them for each value of each facet."""

    total: int
    values: Mapping[Facet, tuple[tuple[str, int], ...]] = field(default_factory=dict)


EVERYBODY = Search()
BEST_FIRST = Search(sort=Sort(SortKey.SCORE, descending=True))
