"""Roles: what they ask for and what there is to know about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from matcher.domain.extraction import EducationLevel
from matcher.domain.skill import Place


class Seniority(StrEnum):
    """The step a person stands on, in rising order."""

    INTERN = "intern"
    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"
    LEAD = "lead"


class Importance(StrEnum):
    """How much a role leans on a requirement."""

    ESSENTIAL = "essential"
    IMPORTANT = "important"
    USEFUL = "useful"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing asked for: any one of the skills `any_of`, used for `months` where the role says so.

    `distinction`, 1 to 100, is how much asking for it sets a role apart; 100 where no other role asks for it.
    """

    label: str
    any_of: tuple[str, ...]
    importance: Importance
    months: int | None = None
    distinction: int = 100


@dataclass(frozen=True, slots=True)
class ComponentWeights:
    """How the 100 points of a score are shared between the components."""

    skills: int
    experience: int
    education: int
    title: int


@dataclass(frozen=True, slots=True)
class EducationWish:
    """`level` earns the points of the component in full; `note` says in words what is usual."""

    level: EducationLevel
    fields: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class ToolGroup:
    """Skills of one kind that the role works with, such as its frameworks."""

    kind: str
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InterviewQuestion:
    """A question and the skills it probes."""

    question: str
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """A step of seniority within a role and the months of experience it usually takes."""

    name: str
    months: int
    note: str


@dataclass(frozen=True, slots=True)
class Role:
    """A role in full. `titles` are job titles, lower-case, that mean this role."""

    id: str
    title: str
    version: int
    definition: str
    responsibilities: tuple[str, ...]
    requirements: tuple[Requirement, ...]
    weights: ComponentWeights
    experience_months: int
    education: EducationWish
    place: Place
    titles: tuple[str, ...]
    tools: tuple[ToolGroup, ...] = ()
    industries: tuple[str, ...] = ()
    outlook: str = ""
    tips: tuple[str, ...] = ()
    interview: tuple[InterviewQuestion, ...] = ()
    levels: tuple[Level, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All roles by id, and what phrases in a job title say about roles (ids) and words about seniority.

    `archived` are the ids of roles that are put away: none of them is among the others.
    """

    roles: Mapping[str, Role]
    title_words: Mapping[str, tuple[str, ...]]
    seniority_words: Mapping[str, Seniority]
    archived: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RoleShare:
    """A role's part in what a job title means, in whole per cents."""

    role: str
    share: int
