"""A role as TOML, in the form and order of the files in `skill_taxonomy/roles/`."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from matcher.domain.role import Requirement, Role

_MOST_QUOTED = 3


def role_toml(role: Role) -> str:
    """`role` whole, without comments: read again it is the same role."""
    return "\n".join(_lines(role, [()] * len(role.requirements))) + "\n"


def write_role(
    role: Role, notes: Iterable[str], checks: Iterable[str], quotes: Sequence[Sequence[str]]
) -> str:
    """`role` with comments: `notes` on what no key holds, `checks` for a person, `quotes` by requirement."""
    return "\n".join((*_remarks(notes, checks), *_lines(role, quotes))) + "\n"


def _remarks(notes: Iterable[str], checks: Iterable[str]) -> Iterator[str]:
    yield "# Drafted from a job advert. Please check:"
    yield from (f"# - {_comment(each)}" for each in checks)
    yield from (f"# Read beside it: {_comment(each)}" for each in notes)
    yield ""


def _lines(role: Role, quotes: Sequence[Sequence[str]]) -> Iterator[str]:
    yield from _head(role)
    yield from ("", "[weights]")
    for name in ("skills", "experience", "education", "title"):
        yield f"{name} = {getattr(role.weights, name)}"
    yield from ("", "[education]", f"level = {_value(role.education.level.value)}")
    yield f"fields = {_value(list(role.education.fields))}"
    yield f"note = {_value(role.education.note)}"
    yield from ("", "[place]")
    for axis in ("infrastructure", "statistics", "software"):
        yield f"{axis} = {getattr(role.place, axis)}"
    for requirement, quoted in zip(role.requirements, quotes, strict=True):
        yield from _requirement(requirement, quoted)
    yield from _tail(role)


def _tail(role: Role) -> Iterator[str]:
    for group in role.tools:
        yield from ("", "[[tools]]", f"kind = {_value(group.kind)}", f"skills = {_value(list(group.skills))}")
    for each in role.interview:
        yield from ("", "[[interview]]", f"question = {_value(each.question)}")
        yield f"skills = {_value(list(each.skills))}"
    for level in role.levels:
        yield from ("", "[[levels]]", f"name = {_value(level.name)}", f"months = {level.months}")
        yield f"note = {_value(level.note)}"


def _head(role: Role) -> Iterator[str]:
    yield f"id = {_value(role.id)}"
    yield f"title = {_value(role.title)}"
    yield f"version = {role.version}"
    yield f"definition = {_value(role.definition)}"
    yield from _list("responsibilities", role.responsibilities)
    yield from _list("titles", role.titles)
    yield f"experience_months = {role.experience_months}"
    if role.industries:
        yield from _list("industries", role.industries)
    if role.outlook:
        yield f"outlook = {_value(role.outlook)}"
    if role.tips:
        yield from _list("tips", role.tips)


def _list(name: str, items: Sequence[str]) -> Iterator[str]:
    if not items:
        yield f"{name} = []"
        return
    yield f"{name} = ["
    yield from (f"    {_value(item)}," for item in items)
    yield "]"


def _requirement(requirement: Requirement, quoted: Sequence[str]) -> Iterator[str]:
    yield ""
    if quoted:
        yield f"# Read from {', '.join(map(_value, quoted[:_MOST_QUOTED]))}"
    yield "[[requirement]]"
    yield f"label = {_value(requirement.label)}"
    yield f"any_of = {_value(list(requirement.any_of))}"
    yield f"importance = {_value(requirement.importance.value)}"
    if requirement.months:
        yield f"months = {requirement.months}"


def _value(value: Any) -> str:
    """JSON's strings and lists are TOML's, but for one control character that JSON leaves as it is."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


def _comment(text: str) -> str:
    """In one line, without the control characters that no comment may hold."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())
