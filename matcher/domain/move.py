"""Who moves when a role changes, and why. All figures are hundredths of a point."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class MoveOrder(StrEnum):
    """By how far the score moved, the farthest first; or by the rank under the changed role."""

    MOVE = "move"
    RANK = "rank"


@dataclass(frozen=True, slots=True)
class Move:
    """A stored résumé under a role as it was and as it is; before is None where the role is new."""

    id: str
    external_id: str | None
    filename: str
    score_before: int | None
    rank_before: int | None
    score: int
    rank: int

    @property
    def difference(self) -> int:
        return self.score - (self.score if self.score_before is None else self.score_before)


@dataclass(frozen=True, slots=True)
class MoveCursor:
    """Where a page ended: the distance moved, or the score under the changed role, and the id."""

    value: int
    id: str


@dataclass(frozen=True, slots=True)
class MoveCounts:
    """How many stored résumés rose, fell and stayed, by score."""

    rose: int
    fell: int
    stayed: int


@dataclass(frozen=True, slots=True)
class RoleDifference:
    """Something that is not the same in two versions of a role.

    `about` is `requirement` or the name of another component; `label` names the requirement. `before` and
    `after` are what each version says, None where it says nothing of it.
    """

    about: str
    label: str | None
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Reason:
    """What a person earns under each version for one thing; the differences sum to that of the scores."""

    about: str
    label: str | None
    change: str
    before: int
    after: int

    @property
    def difference(self) -> int:
        return self.after - self.before
