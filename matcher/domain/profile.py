"""What a résumé shows of a person, in the terms that roles ask in. No name, no school, no personal data."""

from dataclasses import dataclass
from enum import StrEnum

from matcher.domain.extraction import EducationLevel, Mention
from matcher.domain.month import Month
from matcher.domain.role import Seniority
from matcher.domain.skill import Place


class Through(StrEnum):
    """How a credit was come by."""

    HELD = "held"
    IMPLIED = "implied"
    RELATED = "related"


@dataclass(frozen=True, slots=True)
class ProfileSkill:
    """A skill with every mention of it; `credit` in per cents, 0 where it is negated or only wished for."""

    id: str
    credit: int
    months: int | None
    last_used: Month | None
    stated_months: int | None
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Credit:
    """`credit` per cent for `skill`, come by `through` the held skill `by`; `months` of use, 0 if unknown."""

    skill: str
    credit: int
    months: int
    through: Through
    by: str


@dataclass(frozen=True, slots=True)
class TitleCredit:
    """A run of words of a held job title or headline and its worth in per cents."""

    words: str
    credit: int


@dataclass(frozen=True, slots=True)
class Profile:
    """`skills` as the résumé names them; `credits` also through implication and relation, one a skill."""

    as_of: Month
    skills: tuple[ProfileSkill, ...]
    credits: tuple[Credit, ...]
    titles: tuple[TitleCredit, ...]
    total_months: int
    education_level: EducationLevel
    seniority: Seniority | None
    place: Place | None
