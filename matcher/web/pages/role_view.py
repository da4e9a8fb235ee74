"""What the pages of roles show beyond the JSON of a role."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matcher.domain.lexicon import Lexicon
from matcher.domain.role import Importance
from matcher.web.pages.wording import AXES

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A requirement with the names of the skills of which one is enough."""

    label: str
    any_of: tuple[str, ...]
    months: int | None


@dataclass(frozen=True, slots=True)
class AxisDifference:
    """An axis in words and where two roles stand on it, in per cents."""

    axis: str
    role: int
    other: int


def asked_by_importance(role: Json, lexicon: Lexicon) -> dict[str, list[Asked]]:
    """The requirements of a role, from essential to useful; an importance without any is left out."""
    skills = lexicon.taxonomy.skills
    groups: dict[str, list[Asked]] = {importance.value: [] for importance in Importance}
    for each in role["requirements"]:
        names = tuple(skills[skill].name for skill in each["any_of"])
        groups[each["importance"]].append(Asked(each["label"], names, each["months"]))
    return {importance: asked for importance, asked in groups.items() if asked}


def skill_names(role: Json, lexicon: Lexicon) -> dict[str, str]:
    """The names of the skills that the interview questions probe."""
    probed = {skill for each in role["interview"] for skill in each["skills"]}
    return {skill: lexicon.taxonomy.skills[skill].name for skill in probed}


def axis_differences(compared: Json) -> list[AxisDifference]:
    """The three axes, the one that sets the roles apart most first."""
    rows = [AxisDifference(AXES[axis], **shares) for axis, shares in compared["axes"].items()]
    return sorted(rows, key=lambda row: -abs(row.role - row.other))
