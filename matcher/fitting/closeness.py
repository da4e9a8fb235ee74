"""Which held skill comes nearest to one that is missing; advice, never credit."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from matcher.domain.fit import Closest
from matcher.domain.layered import Layered
from matcher.domain.profile import Profile
from matcher.domain.skill import Skill
from matcher.fitting.arithmetic import rounded
from matcher.fitting.credit import relatives_of
from matcher.fitting.weights import SIBLING_STRENGTH

_WHOLE = 100
_Near = tuple[int, int, str]  # the strength, the credit of the held skill, and its id


def _first(near: _Near) -> tuple[int, int, str]:
    """The greatest strength comes first; by credit, then id, among equals."""
    strength, credit, skill = near
    return -strength, -credit, skill


class Closeness:
    """Strengths between held skills and any other: relatives, relatives of these, and siblings."""

    def __init__(self, profile: Profile, taxonomy: Mapping[str, Skill], relations: "Relations") -> None:
        self._held = {skill.id: skill.credit for skill in profile.skills if skill.credit}
        self._taxonomy = taxonomy
        self._relations = relations
        self._nearest: dict[str, _Near | None] = {}

    def closest(self, wanted: Sequence[str]) -> Closest | None:
        """The held skill of the greatest strength to any of `wanted`; by credit, then id, among equals."""
        found = [near for skill in wanted if (near := self._nearest_to(skill))]
        if not found:
            return None
        strength, _, skill = min(found, key=_first)
        return Closest(skill, strength)

    def _nearest_to(self, wanted: str) -> _Near | None:
        """Worked out once: many roles ask for the same."""
        if wanted not in self._nearest:
            self._nearest[wanted] = min(self._near(wanted), key=_first, default=None)
        return self._nearest[wanted]

    def _near(self, wanted: str) -> Iterator[_Near]:
        for skill, strength in self._relations.near(wanted).items():
            if skill in self._held:
                yield strength, self._held[skill], skill


class Relations:
    """The relations of a taxonomy by skill; computed once and kept."""

    def __init__(self, taxonomy: Mapping[str, Skill]) -> None:
        self._taxonomy = taxonomy
        self._relatives: Mapping[str, Mapping[str, int]] = relatives_of(taxonomy)
        self._implying: Mapping[str, list[str]] = _implying(taxonomy)

    def with_own_skills(self, own: Mapping[str, Skill]) -> "Relations":
        """The relations of the taxonomy with `own`, none of which it has yet; what it has is shared."""
        relations = Relations({})
        relations._taxonomy = Layered(self._taxonomy, own)
        relations._relatives = Layered(self._relatives, relatives_of(own, self._relatives))
        relations._implying = Layered(self._implying, _implying(own, self._implying))
        return relations

    def near(self, wanted: str) -> dict[str, int]:
        """Strengths in per cents of the skills near `wanted`, itself left out."""
        near: dict[str, int] = {}
        for sibling in self._siblings(wanted):
            near[sibling] = SIBLING_STRENGTH
        for relative, strength in self._relatives.get(wanted, {}).items():
            for second, further in self._relatives[relative].items():
                near[second] = max(near.get(second, 0), rounded(strength * further, _WHOLE))
        for relative, strength in self._relatives.get(wanted, {}).items():
            near[relative] = max(near.get(relative, 0), strength)
        near.pop(wanted, None)
        return near

    def relatives(self, skill: str) -> Mapping[str, int]:
        """Strengths in per cents of the skills that `skill` gives part credit for."""
        return self._relatives.get(skill, {})

    def implying(self, skill: str) -> tuple[str, ...]:
        """The skills that build directly on `skill`."""
        return tuple(self._implying.get(skill, ()))

    def _siblings(self, wanted: str) -> Iterator[str]:
        if wanted in self._taxonomy:
            for implied in self._taxonomy[wanted].implies:
                yield from self._implying.get(implied, ())


def _implying(
    taxonomy: Mapping[str, Skill], known: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> dict[str, list[str]]:
    """The skills that imply each; with the `known` ones, those that change by `taxonomy`."""
    implying: dict[str, list[str]] = {}
    for skill in taxonomy.values():
        for implied in skill.implies:
            if implied not in implying:
                implying[implied] = list(known.get(implied, ()))
            implying[implied].append(skill.id)
    return implying
