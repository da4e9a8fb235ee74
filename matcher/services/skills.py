"""Finding skills of the taxonomy by what people call them."""

from typing import Any

from matcher.domain.lexicon import Lexicon
from matcher.domain.skill import Skill
from matcher.domain.surface import surface_key
from matcher.errors import NotFound


def search_skills(words: str, limit: int, lexicon: Lexicon) -> list[dict[str, Any]]:
    """Skills with a surface that is, starts with or holds `words`, in that order, then by name."""
    wanted = surface_key(words)
    rated = ((_nearness(skill, wanted), skill) for skill in lexicon.taxonomy.skills.values())
    found = sorted((near, skill.name.lower(), skill.id) for near, skill in rated if near is not None)
    return [dump_skill(skill_id, lexicon) for _, _, skill_id in found[:limit]]


def _nearness(skill: Skill, wanted: str) -> int | None:
    keys = [surface_key(surface) for surface in skill.surfaces]
    tests = (
        any(key == wanted for key in keys),
        any(key.startswith(wanted) for key in keys),
        any(wanted in key for key in keys),
    )
    return tests.index(True) if any(tests) else None


def dump_skill(skill_id: str, lexicon: Lexicon) -> dict[str, Any]:
    """A skill of the taxonomy in full. Raises NotFound."""
    skill = lexicon.taxonomy.skills.get(skill_id)
    if skill is None:
        raise NotFound("skill", skill_id)
    return {
        "id": skill.id,
        "name": skill.name,
        "kind": skill.kind.value,
        "domain": skill.domain,
        "aliases": list(skill.aliases),
        "implies": list(skill.implies),
        "related": {related.skill: related.strength for related in skill.related},
    }
