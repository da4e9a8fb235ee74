"""What a document says: sections, mentions of skills, jobs, schooling."""

from dataclasses import dataclass
from enum import StrEnum

from matcher.domain.credentials import Certification, SpokenLanguage
from matcher.domain.document import DocumentWarning
from matcher.domain.month import Interval, Month
from matcher.domain.skill import Assertion


class SectionName(StrEnum):
    """Parts of a résumé; what stands before the first heading is `header`."""

    HEADER = "header"
    SUMMARY = "summary"
    EXPERIENCE = "experience"
    PROJECTS = "projects"
    SKILLS = "skills"
    EDUCATION = "education"
    COURSEWORK = "coursework"
    CERTIFICATIONS = "certifications"
    AWARDS = "awards"
    PUBLICATIONS = "publications"
    LANGUAGES = "languages"
    VOLUNTEERING = "volunteering"
    INTERESTS = "interests"
    REFERENCES = "references"
    OTHER = "other"


class Match(StrEnum):
    """How a surface was recognised: the skill's name, one of its aliases, or a slip of one letter."""

    EXACT = "exact"
    ALIAS = "alias"
    MISSPELLING = "misspelling"


class EducationLevel(StrEnum):
    """In rising order; see `rank`."""

    NONE = "none"
    SECONDARY = "secondary"
    DIPLOMA = "diploma"
    BACHELOR = "bachelor"
    MASTER = "master"
    DOCTORATE = "doctorate"

    @property
    def rank(self) -> int:
        return list(EducationLevel).index(self)


@dataclass(frozen=True, slots=True)
class Section:
    """`text[start:end]`, heading included; the body starts at `body_start`."""

    name: SectionName
    start: int
    body_start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A skill named at `text[start:end] == surface`; `why` says in words how it was decided."""

    skill: str
    surface: str
    start: int
    end: int
    page: int
    section: SectionName
    match: Match
    assertion: Assertion
    why: str


@dataclass(frozen=True, slots=True)
class Declined:
    """A surface that could have been `skill` and was left; `why` quotes the reason."""

    skill: str
    surface: str
    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Unrecognised:
    """An item of a skill list that the taxonomy does not know."""

    surface: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StatedDuration:
    """'Python (3 years)': the text itself says `months` for `skill`."""

    skill: str
    months: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Job:
    """A dated job; `text[start_offset:end_offset]` is all that the résumé says of it."""

    title: str | None
    employer: str | None
    interval: Interval
    current: bool
    internship: bool
    start_offset: int
    end_offset: int


@dataclass(frozen=True, slots=True)
class Project:
    """A dated project that belongs to no job; `text[start_offset:end_offset]` is all that is said of it."""

    interval: Interval
    start_offset: int
    end_offset: int


@dataclass(frozen=True, slots=True)
class Schooling:
    """A degree or school; `level` is never NONE."""

    level: EducationLevel
    field: str | None
    start_offset: int
    end_offset: int


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything read out of one document, as of one month."""

    as_of: Month
    sections: tuple[Section, ...]
    mentions: tuple[Mention, ...]
    declined: tuple[Declined, ...]
    unrecognised: tuple[Unrecognised, ...]
    stated: tuple[StatedDuration, ...]
    jobs: tuple[Job, ...]
    schooling: tuple[Schooling, ...]
    headline: str | None = None
    warnings: tuple[DocumentWarning, ...] = ()
    certifications: tuple[Certification, ...] = ()
    languages: tuple[SpokenLanguage, ...] = ()
    projects: tuple[Project, ...] = ()
