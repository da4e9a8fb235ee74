"""A role as it is sent and kept: in the form of a role file, of the answers of the API, or of TOML."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from matcher.domain.role import Requirement, Role
from matcher.errors import InvalidRole, Problem

# What stands beside the role in the answer that drafts one; none of it is kept.
_BESIDE_A_DRAFT = ("level", "pay", "location", "evidence", "checks", "document", "toml")
_LONGEST_TOML = 500_000
_MOST_DOTS = 20
_NO_KEYS = re.compile(
    r'''#[^\n]*|"""(?:\\.|[^\\])*?"""|\'{3}.*?\'{3}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'''', re.DOTALL
)  # remarks and texts, from left to right as TOML reads them


def body_of(role: Role) -> dict[str, Any]:
    """The role in the form of a role file; what it does not say is left out."""
    weights, place = role.weights, role.place
    body = {
        "id": role.id,
        "title": role.title,
        "version": role.version,
        "definition": role.definition,
        "responsibilities": list(role.responsibilities),
        "titles": list(role.titles),
        "experience_months": role.experience_months,
        "industries": list(role.industries),
        "outlook": role.outlook,
        "tips": list(role.tips),
        "weights": {name: getattr(weights, name) for name in ("skills", "experience", "education", "title")},
        "education": {
            "level": role.education.level.value,
            "fields": list(role.education.fields),
            "note": role.education.note,
        },
        "place": {axis: getattr(place, axis) for axis in ("infrastructure", "statistics", "software")},
        "requirement": [_requirement(each) for each in role.requirements],
        "tools": [{"kind": each.kind, "skills": list(each.skills)} for each in role.tools],
        "interview": [{"question": each.question, "skills": list(each.skills)} for each in role.interview],
        "levels": [{"name": each.name, "months": each.months, "note": each.note} for each in role.levels],
    }
    optional = ("industries", "outlook", "tips", "tools", "interview", "levels")
    return {key: value for key, value in body.items() if value or key not in optional}


def _requirement(requirement: Requirement) -> dict[str, Any]:
    told = {
        "label": requirement.label,
        "any_of": list(requirement.any_of),
        "importance": requirement.importance.value,
    }
    return {**told, "months": requirement.months} if requirement.months else told


def body_from_json(sent: Mapping[str, Any]) -> dict[str, Any]:
    """The body of a role as the API answers with it, or of a draft: without what is worked out anew."""
    body = {key: value for key, value in sent.items() if key not in _BESIDE_A_DRAFT}
    if "requirements" in body:
        body["requirement"] = _each(body.pop("requirements"), _without_distinction)
    if "tools" in body:
        body["tools"] = _each(body["tools"], _by_id)
    return body


def body_from_toml(content: bytes) -> dict[str, Any]:
    """Raises InvalidRole for what is no TOML."""
    if len(content) > _LONGEST_TOML:
        raise InvalidRole((Problem("role", "TOML", f"has more than {_LONGEST_TOML} bytes"),))
    try:
        text = content.decode()
        _check_keys(text)
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # of its own, of the bytes, of a number beyond all bounds
        raise InvalidRole((Problem("role", "TOML", str(error)),)) from error


def _check_keys(text: str) -> None:
    """Raises ValueError for keys that tomllib would take minutes over: the time grows with their square."""
    for line in _NO_KEYS.sub("", text).splitlines():
        if line.count(".") > _MOST_DOTS:
            raise ValueError(f"a line has more than {_MOST_DOTS} dots outside of texts")


def _each(value: Any, change: Any) -> Any:
    """`change` on every table of a list; anything else is left for the schema to refuse."""
    if not isinstance(value, list):
        return value
    return [change(each) if isinstance(each, dict) else each for each in value]


def _without_distinction(requirement: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in requirement.items() if key != "distinction"}


def _by_id(group: dict[str, Any]) -> dict[str, Any]:
    """Answers give each tool its name; what counts is its id."""
    skills = group.get("skills")
    if not isinstance(skills, list):
        return group
    return {**group, "skills": [each.get("id") if isinstance(each, dict) else each for each in skills]}
