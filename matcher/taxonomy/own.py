"""Skills that an organisation adds to a taxonomy: by the same rules as those of its files."""

import hashlib
import json
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from marshmallow import ValidationError

from matcher.domain.layered import Layered
from matcher.domain.lexicon import Lexicon
from matcher.domain.skill import Skill
from matcher.errors import Problem, TaxonomyError
from matcher.taxonomy.checks import check_skills
from matcher.taxonomy.files import messages
from matcher.taxonomy.skill_schema import SkillSchema, build_skill

_LOG = logging.getLogger(__name__)
_DOMAIN = "own"
_FILE = f"skills/{_DOMAIN}.toml"
_LONGEST_ID = 80
_LONGEST_SURFACE = 120
_MOST_SURFACES = 200


def own_skill(entry: Mapping[str, Any]) -> Skill:
    """The skill of an entry in the form of a domain file. Raises TaxonomyError for all that is wrong."""
    try:
        skill = build_skill(SkillSchema().load(dict(entry)), _DOMAIN, None)
    except ValidationError as error:
        named = ((" ".join(map(_shown, path)), message) for path, message in messages(error.messages))
        raise TaxonomyError(tuple(Problem(_FILE, place, message) for place, message in named)) from error
    problems = tuple(_unusable(skill))
    if problems:
        raise TaxonomyError(problems)
    return skill


def _shown(key: str | int) -> str:
    return str(key) if str(key).isprintable() else repr(key)


def _unusable(skill: Skill) -> Iterator[Problem]:
    """What files are trusted not to hold."""
    if len(skill.id) > _LONGEST_ID:
        yield Problem(_FILE, "id", f"has more than {_LONGEST_ID} characters")
    if len(skill.surfaces) > _MOST_SURFACES:
        yield Problem(_FILE, "aliases", f"are more than {_MOST_SURFACES}")
    for surface in skill.surfaces:
        if not any(map(str.isalnum, surface)) or not surface.isprintable():
            yield Problem(_FILE, skill.id, f"{surface!r} is no name: it needs a letter or digit, on one line")
        elif len(surface) > _LONGEST_SURFACE:
            yield Problem(_FILE, skill.id, f"a surface has more than {_LONGEST_SURFACE} characters")
    if not all(map(str.isprintable, skill.links)):
        yield Problem(_FILE, "links", "hold characters that cannot be printed")


def check_own_skills(carried: Lexicon, own: Sequence[Skill]) -> None:
    """Raises TaxonomyError that names everything wrong between `own`, in order of id, and what is carried."""
    problems = tuple(check_skills([*carried.taxonomy.skills.values(), *own]))
    if problems:
        raise TaxonomyError(problems)


def with_own_skills(carried: Lexicon, own: Sequence[Skill]) -> Lexicon:
    """The lexicon with `own` in it; its digest is over both.

    A newer carried taxonomy may know a skill by itself, or know one no more that an own skill names: what no
    longer fits is left out with a line in the log, as the service has to start.
    """
    if not own:
        return carried
    own = sorted(own, key=lambda skill: skill.id)
    skills = Layered({skill.id: skill for skill in own}, carried.taxonomy.skills)
    fitting = {skill.id: _without_strangers(skill, skills) for skill in own if skills[skill.id] is skill}
    for skill in own:
        if fitting.get(skill.id) != skill:
            _LOG.warning("the own skill %r does not fit the taxonomy in every part any more", skill.id)
    merged = Layered(carried.taxonomy.skills, fitting)
    taxonomy = replace(carried.taxonomy, skills=merged, digest=_digest(carried.taxonomy.digest, own))
    return replace(carried, taxonomy=taxonomy)


def _without_strangers(skill: Skill, known: Mapping[str, Skill]) -> Skill:
    implies = tuple(named for named in skill.implies if named in known)
    related = tuple(each for each in skill.related if each.skill in known)
    return replace(skill, implies=implies, related=related)


def _digest(carried: str, own: Iterable[Skill]) -> str:
    plain = [
        [repr(getattr(skill, name)) for name in _TOLD] + sorted(map(repr, _flags(skill))) for skill in own
    ]
    return hashlib.sha256(json.dumps([carried, plain]).encode()).hexdigest()


_TOLD = ("id", "name", "kind", "aliases", "implies", "related", "place")


def _flags(skill: Skill) -> Iterator[tuple[str, str]]:
    yield from (("ambiguous", surface) for surface in skill.ambiguous)
    yield from (("case_sensitive", surface) for surface in skill.case_sensitive)
