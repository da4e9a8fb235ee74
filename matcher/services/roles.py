"""Roles: all of them, one in full, two compared, and what a job title means."""

from collections.abc import Iterable
from typing import Any

from matcher.domain.lexicon import Lexicon
from matcher.domain.role import Requirement, Role
from matcher.errors import InvalidInput, NotFound, RoleArchived
from matcher.fitting import resolve_title
from matcher.fitting.places import apart
from matcher.services.answers import dump_place

_WHOLE = 100


def role_named(role_id: str, lexicon: Lexicon) -> Role:
    """Raises NotFound; RoleArchived, which is one, where the role can be had back."""
    role = lexicon.catalogue.roles.get(role_id)
    if role is None:
        raise missing_role(role_id, lexicon)
    return role


def missing_role(role_id: str, lexicon: Lexicon) -> NotFound:
    """What to raise for a role that does not rank."""
    kind = RoleArchived if role_id in lexicon.catalogue.archived else NotFound
    return kind("role", role_id)


def list_roles(lexicon: Lexicon) -> list[dict[str, Any]]:
    """Each role in short, by title."""
    roles = sorted(lexicon.catalogue.roles.values(), key=lambda role: role.title)
    return [
        {
            "id": role.id,
            "title": role.title,
            "version": role.version,
            "definition": role.definition,
            "place": dump_place(role.place),
            "requirements": len(role.requirements),
        }
        for role in roles
    ]


def show_role(role_id: str, lexicon: Lexicon) -> dict[str, Any]:
    """A role in full. Raises NotFound."""
    return dump_role(role_named(role_id, lexicon), lexicon)


def dump_role(role: Role, lexicon: Lexicon) -> dict[str, Any]:
    return {
        "id": role.id,
        "title": role.title,
        "version": role.version,
        "definition": role.definition,
        "responsibilities": list(role.responsibilities),
        "requirements": [_requirement(each) for each in role.requirements],
        "weights": {
            "skills": role.weights.skills,
            "experience": role.weights.experience,
            "education": role.weights.education,
            "title": role.weights.title,
        },
        "experience_months": role.experience_months,
        "education": {
            "level": role.education.level.value,
            "fields": list(role.education.fields),
            "note": role.education.note,
        },
        "place": dump_place(role.place),
        "titles": list(role.titles),
        "tools": [{"kind": group.kind, "skills": _named(group.skills, lexicon)} for group in role.tools],
        "industries": list(role.industries),
        "outlook": role.outlook,
        "tips": list(role.tips),
        "interview": [{"question": each.question, "skills": list(each.skills)} for each in role.interview],
        "levels": [{"name": level.name, "months": level.months, "note": level.note} for level in role.levels],
    }


def _requirement(requirement: Requirement) -> dict[str, Any]:
    return {
        "label": requirement.label,
        "any_of": list(requirement.any_of),
        "importance": requirement.importance.value,
        "months": requirement.months,
        "distinction": requirement.distinction,
    }


def _named(skills: Iterable[str], lexicon: Lexicon) -> list[dict[str, str]]:
    """A skill that is no more, which an earlier version may ask for, is called by its id."""
    known = lexicon.taxonomy.skills
    return [{"id": skill, "name": known[skill].name if skill in known else skill} for skill in skills]


def compare_roles(role_id: str, other_id: str, lexicon: Lexicon) -> dict[str, Any]:
    """What two roles share, what sets them apart, with which tools, and how far apart they stand.

    `distance` is the share of the way, in per cents, that one would have to move on the three axes to stand
    where the other does: half the sum of the differences. Raises NotFound.
    """
    role, other = role_named(role_id, lexicon), role_named(other_id, lexicon)
    mine, theirs = _asked(role), _asked(other)
    my_tools, their_tools = _tools(role), _tools(other)
    return {
        "role": _in_short(role),
        "other": _in_short(other),
        "skills": _split(mine, theirs, lexicon),
        "tools": _split(my_tools, their_tools, lexicon),
        "distance": apart(role.place, other.place),
        "axes": {
            axis: {"role": getattr(role.place, axis), "other": getattr(other.place, axis)}
            for axis in ("infrastructure", "statistics", "software")
        },
    }


def _in_short(role: Role) -> dict[str, Any]:
    return {
        "id": role.id,
        "title": role.title,
        "definition": role.definition,
        "responsibilities": list(role.responsibilities),
        "education": role.education.note,
        "industries": list(role.industries),
        "place": dump_place(role.place),
    }


def _asked(role: Role) -> list[str]:
    return list(dict.fromkeys(skill for each in role.requirements for skill in each.any_of))


def _tools(role: Role) -> list[str]:
    return list(dict.fromkeys(skill for group in role.tools for skill in group.skills))


def _split(mine: list[str], theirs: list[str], lexicon: Lexicon) -> dict[str, Any]:
    shared = [skill for skill in mine if skill in theirs]
    return {
        "shared": _named(shared, lexicon),
        "only_role": _named((skill for skill in mine if skill not in theirs), lexicon),
        "only_other": _named((skill for skill in theirs if skill not in mine), lexicon),
    }


def resolve(title: str, lexicon: Lexicon) -> dict[str, Any]:
    """The role or blend of roles that a job title means; shares sum to 1. Raises InvalidInput if empty."""
    if not title.strip():
        raise InvalidInput("title", "is empty; give a job title such as 'Data Engineer & AI Expert'")
    shares = resolve_title(title, lexicon.catalogue)
    return {"title": title, "roles": [{"id": each.role, "share": each.share / _WHOLE} for each in shares]}
