"""What to learn for a role, what to build on, and which ways lead on. Scores and gains in hundredths."""

from dataclasses import dataclass
from enum import StrEnum

from matcher.domain.fit import Closest, Met, Versions
from matcher.domain.role import Importance


class StepKind(StrEnum):
    """Something new, or something that the résumé shows already and not yet in full."""

    LEARN = "learn"
    DEEPEN = "deepen"


class Probes(StrEnum):
    """What an interview question would bring to light."""

    GAP = "gap"
    STRENGTH = "strength"


@dataclass(frozen=True, slots=True)
class Raised:
    """A requirement that a step meets, or meets better, and the points that this adds."""

    requirement: str
    importance: Importance
    gain: int


@dataclass(frozen=True, slots=True)
class Step:
    """One skill. `months` is how long the role wants it used, `builds_on` what it directly implies."""

    skill: str
    kind: StepKind
    meets: tuple[Raised, ...]
    gain: int
    score_after: int
    months: int | None
    closest: Closest | None
    builds_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps in an order in which they can be learned.

    `most` is the score with every requirement met in full; `reachable` says whether that is the target or
    more. `smallest` says whether it is proved that no fewer of the skills on offer do.
    """

    reachable: bool
    most: int
    smallest: bool
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Strength:
    """A requirement that earns much, and why."""

    met: Met
    why: str


@dataclass(frozen=True, slots=True)
class LikelyQuestion:
    """An interview question of the role; `skills` are those it probes that are a gap, or a strength."""

    question: str
    probes: Probes
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """Another role: its `score` today, its `distance` in per cents from the role the advice is for.

    `missing` counts requirements without credit; `first_skills` open its plan to the same target.
    """

    role: str
    title: str
    score: int
    distance: int
    missing: int
    first_skills: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Advice:
    """For one profile and one role; `ways` lead on, the readiest first."""

    role: str
    title: str
    score: int
    target: int
    plan: Plan
    strengths: tuple[Strength, ...]
    questions: tuple[LikelyQuestion, ...]
    ways: tuple[Way, ...]
    versions: Versions
