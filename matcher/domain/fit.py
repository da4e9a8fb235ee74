"""How well a profile fits a role. All figures are integers: hundredths of a point, whole per cents."""

from dataclasses import dataclass

from matcher.domain.profile import Through
from matcher.domain.role import Importance


@dataclass(frozen=True, slots=True)
class Component:
    """A part of a score: `weight` in per cents, `score` (of the part) and `points` (of all) in hundredths."""

    name: str
    weight: int
    score: int
    points: int
    why: str


@dataclass(frozen=True, slots=True)
class Met:
    """A requirement with credit. `points` and `gain` (what full credit would add) in hundredths."""

    requirement: str
    importance: Importance
    credit: int
    points: int
    gain: int
    skill: str
    through: Through
    by: str


@dataclass(frozen=True, slots=True)
class Closest:
    """The held skill nearest to a missing requirement; `strength` in per cents."""

    skill: str
    strength: int


@dataclass(frozen=True, slots=True)
class Missing:
    """A requirement without credit and what meeting it in full would add, in hundredths of a point."""

    requirement: str
    any_of: tuple[str, ...]
    importance: Importance
    gain: int
    closest: Closest | None


@dataclass(frozen=True, slots=True)
class Versions:
    """What a fit was computed with."""

    scorer: str
    taxonomy: str
    role: int


@dataclass(frozen=True, slots=True)
class Fit:
    """A role's score for a profile, 0 to 10000 hundredths; the points of the components sum to it."""

    role: str
    title: str
    rank: int
    score: int
    components: tuple[Component, ...]
    met: tuple[Met, ...]
    missing: tuple[Missing, ...]
    versions: Versions
