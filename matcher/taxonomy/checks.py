"""What must hold between entries: each function names every breach it finds."""

import re
from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from matcher.domain.role import Role
from matcher.domain.skill import Place, Skill
from matcher.domain.surface import surface_key
from matcher.errors import Problem

_WHOLE = 100
_LINK = re.compile(
    r"http://data\.europa\.eu/esco/skill/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|onet:(\d{8}|\d(\.\w+)+)(/\S(.*\S)?)?"
)


def check_skills(skills: Sequence[Skill]) -> Iterator[Problem]:
    """Everything wrong between skills, each given with the domain file it stands in."""
    yield from _claimed_twice(skills)
    yield from _out_of_order(skills)
    known = {skill.id for skill in skills}
    for skill in skills:
        yield from _about_one(skill, known)
    yield from _cycles(skills)


def check_roles(
    roles: Sequence[Role], titles: Mapping[str, Sequence[str]], known: set[str]
) -> Iterator[Problem]:
    """Skills that no file defines, weights and places that do not add up, title words of unknown roles."""
    for role in roles:
        for skill in sorted(set(skills_named(role)) - known):
            yield _in_role(role, skill, "no such skill; /api/v1/skills?q= finds skills")
        if sum(_weights(role)) != _WHOLE:
            yield _in_role(role, "weights", f"sum to {sum(_weights(role))}, not 100")
        if _total(role.place) != _WHOLE:
            yield _in_role(role, "place", f"sums to {_total(role.place)}, not 100")
    yield from _titles_claimed_twice(roles)
    ids = {role.id for role in roles}
    for words, named in titles.items():
        for missing in sorted(set(named) - ids):
            yield Problem("titles.toml", words, f"no such role: {missing!r}")


def _titles_claimed_twice(roles: Sequence[Role]) -> Iterator[Problem]:
    owners: dict[str, Role] = {}
    for role in roles:
        for title in role.titles:
            owner = owners.setdefault(title, role)
            if owner is not role:
                yield _in_role(role, "titles", f"{title!r} is a title of {owner.id!r} too")


def _claimed_twice(skills: Sequence[Skill]) -> Iterator[Problem]:
    ids: dict[str, Skill] = {}
    surfaces: dict[str, Skill] = {}
    for skill in skills:
        other = ids.setdefault(skill.id, skill)
        if other is not skill:
            yield _in_skill(skill, f"the id stands in {_file(other)} too")
            continue
        for surface in skill.surfaces:
            owner = surfaces.setdefault(surface_key(surface), skill)
            if owner is not skill:
                yield _in_skill(skill, f"{surface!r} is a surface of {owner.id!r} in {_file(owner)} too")


def _out_of_order(skills: Sequence[Skill]) -> Iterator[Problem]:
    for before, after in pairwise(skills):
        if before.domain == after.domain and before.id > after.id:
            yield _in_skill(after, f"stands behind {before.id!r}; entries are in alphabetical order")


def _about_one(skill: Skill, known: set[str]) -> Iterator[Problem]:
    for named in (*skill.implies, *(related.skill for related in skill.related)):
        if named not in known:
            yield _in_skill(skill, f"no such skill: {named!r}")
        elif named == skill.id:
            yield _in_skill(skill, "names itself")
    for flagged in sorted((skill.ambiguous | skill.case_sensitive) - set(skill.surfaces)):
        yield _in_skill(skill, f"{flagged!r} is flagged and is none of its surfaces")
    for link in skill.links:
        if not _LINK.fullmatch(link):
            yield _in_skill(
                skill, f"{link!r} is no link to a skill of ESCO or a technology or element of O*NET"
            )
    if skill.place and _total(skill.place) != _WHOLE:
        yield _in_skill(skill, f"place sums to {_total(skill.place)}, not 100")


def _cycles(skills: Sequence[Skill]) -> Iterator[Problem]:
    graph = {skill.id: [named for named in skill.implies if named != skill.id] for skill in skills}
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle: list[str] = error.args[1]
            owner = next(skill for skill in skills if skill.id == circle[0])
            yield _in_skill(owner, f"implies itself: {' -> '.join(reversed(circle))}")
            for named in circle:
                graph[named] = []
        else:
            return


def skills_named(role: Role) -> Iterator[str]:
    """Every skill that `role` names, as often as it does."""
    for requirement in role.requirements:
        yield from requirement.any_of
    for group in role.tools:
        yield from group.skills
    for question in role.interview:
        yield from question.skills


def _weights(role: Role) -> tuple[int, ...]:
    weights = role.weights
    return weights.skills, weights.experience, weights.education, weights.title


def _total(place: Place) -> int:
    return place.infrastructure + place.statistics + place.software


def _file(skill: Skill) -> str:
    return f"skills/{skill.domain}.toml"


def _in_skill(skill: Skill, message: str) -> Problem:
    return Problem(_file(skill), skill.id, message)


def _in_role(role: Role, place: str, message: str) -> Problem:
    return Problem(f"roles/{role.id}.toml", place, message)
