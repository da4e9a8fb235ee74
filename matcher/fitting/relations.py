"""How the skills of a taxonomy stand to each other: what builds on what, and what is close to what."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from matcher.domain.layered import Layered
from matcher.domain.skill import Skill
from matcher.fitting.arithmetic import rounded
from matcher.fitting.weights import SIBLING_STRENGTH

_WHOLE = 100


class Relations:
    """The relations of a taxonomy by skill; computed once and kept."""

    def __init__(self, taxonomy: Mapping[str, Skill]) -> None:
        self._taxonomy = taxonomy
        self._relatives: Mapping[str, Mapping[str, int]] = _relatives_of(taxonomy)
        self._implying: Mapping[str, list[str]] = _implying(taxonomy)

    def with_own_skills(self, own: Mapping[str, Skill]) -> "Relations":
        """The relations of the taxonomy with `own`, none of which it has yet; what it has is shared."""
        relations = Relations({})
        relations._taxonomy = Layered(self._taxonomy, own)
        relations._relatives = Layered(self._relatives, _relatives_of(own, self._relatives))
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


def _relatives_of(
    taxonomy: Mapping[str, Skill], known: Mapping[str, Mapping[str, int]] = MappingProxyType({})
) -> dict[str, dict[str, int]]:
    """Strengths by skill and relative; written on one side, they hold for both.

    With the `known` ones of another taxonomy: those that change by `taxonomy`, each with all that holds.
    """
    relatives: dict[str, dict[str, int]] = {}
    for skill in taxonomy.values():
        for related in skill.related:
            for one, other in ((skill.id, related.skill), (related.skill, skill.id)):
                if one not in relatives:
                    relatives[one] = dict(known.get(one, {}))
                relatives[one][other] = max(related.strength, relatives[one].get(other, 0))
    return relatives
