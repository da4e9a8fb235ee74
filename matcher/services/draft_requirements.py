"""The requirements of a drafted role: what an advert asks for, each thing once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from matcher.domain.advert import AdvertPart, Asked, Evidence
from matcher.domain.role import Importance, Requirement, ToolGroup
from matcher.domain.skill import Kind, Place, Skill
from matcher.fitting.arithmetic import shared_out
from matcher.fitting.weights import IMPORTANCE_WEIGHT

_WHOLE, _FINE = 100, 1000
_MOST, _MOST_IN_LABEL = 40, 4
_ORDER = list(Importance)
_IN_PASSING = frozenset({AdvertPart.DUTIES, AdvertPart.OPENING, AdvertPart.SUMMARY})
_TOOLS: Mapping[Kind, str] = {
    Kind.LANGUAGE: "languages",
    Kind.FRAMEWORK: "frameworks",
    Kind.LIBRARY: "libraries",
    Kind.DATABASE: "databases",
    Kind.WAREHOUSE: "warehouses",
    Kind.PLATFORM: "platforms",
    Kind.CLOUD_SERVICE: "cloud services",
    Kind.OPERATING_SYSTEM: "operating systems",
    Kind.TOOL: "tools",
    Kind.PRODUCT: "products",
}


@dataclass(frozen=True, slots=True)
class Drafted:
    """A requirement and the places of the advert that it was read from."""

    requirement: Requirement
    evidence: tuple[Evidence, ...]


def draft_requirements(asked: Sequence[Asked], skills: Mapping[str, Skill]) -> tuple[Drafted, ...]:
    """The heaviest first. Skills named in passing count where nothing else asks for them."""
    merged = _without_covered(_merged(asked))
    if all(each.importance is Importance.USEFUL for each in merged):
        merged = [_raised(each) for each in merged]
    merged.sort(key=lambda each: _ORDER.index(each.importance))
    return tuple(
        Drafted(
            Requirement(_label(each.any_of, skills), each.any_of, each.importance, each.months), each.evidence
        )
        for each in merged[:_MOST]
    )


def _merged(asked: Sequence[Asked]) -> list[Asked]:
    found: dict[frozenset[str], Asked] = {}
    for each in asked:
        key = frozenset(each.any_of)
        known = found.get(key)
        found[key] = each if known is None else _stronger(known, each)
    return list(found.values())


def _stronger(one: Asked, two: Asked) -> Asked:
    heavier = min(one, two, key=lambda each: _ORDER.index(each.importance))
    months = max(filter(None, (one.months, two.months)), default=None)
    return replace(
        one,
        importance=heavier.importance,
        months=months,
        part=heavier.part,
        evidence=one.evidence + two.evidence,
    )


def _without_covered(asked: list[Asked]) -> list[Asked]:
    wanted = {skill for each in asked if each.part not in _IN_PASSING for skill in each.any_of}
    return [each for each in asked if each.part not in _IN_PASSING or not wanted.intersection(each.any_of)]


def _raised(asked: Asked) -> Asked:
    """An advert that tells no degrees of importance leans on everything but what it prefers."""
    return asked if asked.part is AdvertPart.PREFERRED else replace(asked, importance=Importance.IMPORTANT)


def _label(any_of: Sequence[str], skills: Mapping[str, Skill]) -> str:
    return choice_of([skills[skill].name for skill in any_of])


def choice_of(names: Sequence[str]) -> str:
    """'Python', 'Python or R', 'Python, R or Java'; of a longer list its beginning."""
    if len(names) > _MOST_IN_LABEL:
        return f"{', '.join(names[: _MOST_IN_LABEL - 1])} or the like"
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def place_of(requirements: Sequence[Requirement], skills: Mapping[str, Skill]) -> Place | None:
    """The mean place of what is asked for, weighted by importance; None where no skill has a place."""
    sums = [0, 0, 0]
    for requirement in requirements:
        places = [place for skill in requirement.any_of if (place := skills[skill].place)]
        for place in places:
            share = IMPORTANCE_WEIGHT[requirement.importance] * _FINE // len(places)
            for axis, part in enumerate((place.infrastructure, place.statistics, place.software)):
                sums[axis] += share * part
    return Place(*shared_out(_WHOLE, sums)) if any(sums) else None


def tools_of(requirements: Sequence[Requirement], skills: Mapping[str, Skill]) -> tuple[ToolGroup, ...]:
    """What is asked for and can be worked with, by kind."""
    named = list(dict.fromkeys(skill for each in requirements for skill in each.any_of))
    groups = (
        ToolGroup(name, tuple(skill for skill in named if skills[skill].kind is kind))
        for kind, name in _TOOLS.items()
    )
    return tuple(group for group in groups if group.skills)
