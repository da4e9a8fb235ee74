"""Roles that an organisation adds to those of the files, or puts in their places: by the same rules.

An own role is set apart from the carried roles alone, as if it were the only one beside them: no role's
scores change because another was added or edited, and an edited copy of a carried role keeps the distinctions
of what it did not change.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from marshmallow import ValidationError

from matcher.domain.lexicon import Lexicon
from matcher.domain.role import Catalogue, Requirement, Role
from matcher.errors import InvalidRole, Problem
from matcher.taxonomy.checks import check_roles
from matcher.taxonomy.distinction import set_apart_from
from matcher.taxonomy.files import messages
from matcher.taxonomy.role_limits import beyond_limits
from matcher.taxonomy.role_schema import RoleSchema

_LOG = logging.getLogger(__name__)


def own_role(body: Mapping[str, Any]) -> Role:
    """The role of a body in the form of a role file. Raises InvalidRole for all its slips of form."""
    try:
        role: Role = RoleSchema().load(dict(body))
    except ValidationError as error:
        raise InvalidRole(tuple(_problem(path, said) for path, said in messages(error.messages))) from error
    return role


def _problem(path: Sequence[str | int], message: str) -> Problem:
    """JSON has `requirements` where a file repeats `[[requirement]]`."""
    steps = ["requirements" if step == "requirement" else str(step) for step in path]
    place = " ".join(step if step.isprintable() else repr(step) for step in steps)
    return Problem("role", place or "role", message)


def check_own_role(role: Role, lexicon: Lexicon) -> None:
    """Raises InvalidRole that names everything wrong with `role` itself and between it and the others."""
    others = [other for other in lexicon.catalogue.roles.values() if other.id != role.id]
    mine = f"roles/{role.id}.toml"
    between = check_roles([*others, role], {}, set(lexicon.taxonomy.skills))
    told = [Problem("role", each.place, each.message) for each in between if each.file == mine]
    problems = (*beyond_limits(role), *told)
    if problems:
        raise InvalidRole(problems)


def set_apart_from_carried(role: Role, carried: Catalogue) -> Role:
    """`role` with its distinctions beside the carried roles, in whose number it stands for its namesake."""
    return set_apart_from(role, [other for other in carried.roles.values() if other.id != role.id])


def with_own_roles(
    lexicon: Lexicon, bodies: Iterable[Mapping[str, Any]], archived: AbstractSet[str] = frozenset()
) -> Lexicon:
    """The lexicon, whose roles are the carried ones, with own ones in it or in their places.

    What a newer taxonomy does not know any more is left out with a line in the log, as the service has to
    start.
    """
    carried = lexicon.catalogue
    own = {role.id: role for role in _usable(bodies, lexicon) if role.id not in archived}
    kept = {name: role for name, role in carried.roles.items() if name not in archived}
    roles = {**kept, **own}
    if roles == carried.roles and not archived:
        return lexicon
    words = MappingProxyType(dict(_title_words(carried, own, archived)))
    catalogue = replace(
        carried, roles=MappingProxyType(roles), title_words=words, archived=frozenset(archived)
    )
    return replace(lexicon, catalogue=catalogue)


def _usable(bodies: Iterable[Mapping[str, Any]], lexicon: Lexicon) -> Iterator[Role]:
    for body in bodies:
        try:
            role = own_role(body)
        except InvalidRole:
            _LOG.warning("the own role %r does not fit the form of a role any more", body.get("id"))
            continue
        known = _without_strangers(role, lexicon)
        if known != role:
            _LOG.warning("the own role %r names skills that are no more", role.id)
        if known.requirements:
            yield set_apart_from_carried(known, lexicon.catalogue)


def _without_strangers(role: Role, lexicon: Lexicon) -> Role:
    def known(skills: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(skill for skill in skills if skill in lexicon.taxonomy.skills)

    def kept(requirement: Requirement) -> Requirement:
        return replace(requirement, any_of=known(requirement.any_of))

    requirements = tuple(each for each in map(kept, role.requirements) if each.any_of)
    return replace(
        role,
        requirements=requirements,
        tools=tuple(replace(group, skills=known(group.skills)) for group in role.tools),
        interview=tuple(replace(each, skills=known(each.skills)) for each in role.interview),
    )


def _title_words(
    carried: Catalogue, own: Mapping[str, Role], archived: AbstractSet[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What phrases say with these roles: an own role's titles are its own, an archived role's say nothing."""
    replaced = [carried.roles[name] for name in own if name in carried.roles]
    dropped = {(title, (role.id,)) for role in replaced for title in role.titles}
    for phrase, named in carried.title_words.items():
        left = tuple(name for name in named if name not in archived)
        if left and (phrase, named) not in dropped:
            yield phrase, left
    yield from ((title, (role.id,)) for role in own.values() for title in role.titles)
