"""What role files are trusted to keep to, and a role that comes in a request is held to."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from matcher.domain.role import Role
from matcher.errors import Problem

_LONGEST_ID = 80
_LONGEST_TEXT = 5_000
_LONGEST_TITLE = 100
_MOST_ENTRIES = 200
_MOST_SKILLS = 1_000  # each goes into the query that ranks everybody
_MOST_MONTHS = 1_200
# As `fitting.titles` takes the titles of résumés apart.
_TITLE = re.compile(r"[a-z0-9+#.]*[a-z0-9+#](?: [a-z0-9+#.]*[a-z0-9+#])*")
_LINE_MARKS = str.maketrans("", "", "\n\t")


def beyond_limits(role: Role) -> Iterator[Problem]:
    """Everything that is too long, too much, or no text."""
    if len(role.id) > _LONGEST_ID:
        yield _told("id", f"has more than {_LONGEST_ID} characters")
    if len(role.title) > _LONGEST_TITLE:
        yield _told("title", f"has more than {_LONGEST_TITLE} characters")
    if not role.title.isprintable():
        yield _told("title", "has to stand on one line")
    if sum(len(each.any_of) for each in role.requirements) > _MOST_SKILLS:
        yield _told("requirements", f"name more than {_MOST_SKILLS} skills")
    yield from _months(role)
    yield from _titles(role)
    yield from _texts(role, "")


def _months(role: Role) -> Iterator[Problem]:
    asked = [("experience_months", role.experience_months)]
    asked += [(f"requirements {n} months", each.months or 0) for n, each in enumerate(role.requirements)]
    asked += [(f"levels {n} months", each.months) for n, each in enumerate(role.levels)]
    for place, months in asked:
        if months > _MOST_MONTHS:
            yield _told(place, f"is more than {_MOST_MONTHS}")


def _titles(role: Role) -> Iterator[Problem]:
    for title in role.titles:
        if len(title) > _LONGEST_TITLE:
            yield _told("titles", f"{title[:_LONGEST_TITLE]!r}... has more than {_LONGEST_TITLE} characters")
        elif not _TITLE.fullmatch(title):
            yield _told(
                "titles", f"{title!r} is not found as it stands: small letters and single spaces only"
            )


def _texts(value: Any, place: str) -> Iterator[Problem]:
    """The same for every text and list, however deep."""
    if isinstance(value, str):
        if len(value) > _LONGEST_TEXT:
            yield _told(place, f"has more than {_LONGEST_TEXT} characters")
        if not value.translate(_LINE_MARKS).isprintable():
            yield _told(place, "holds characters that cannot be printed")
    elif is_dataclass(value):
        for each in fields(value):
            yield from _texts(getattr(value, each.name), f"{place} {each.name}".lstrip())
    elif isinstance(value, tuple):
        if len(value) > _MOST_ENTRIES:
            yield _told(place, f"are more than {_MOST_ENTRIES}")
        for number, each in enumerate(value[:_MOST_ENTRIES]):
            yield from _texts(each, f"{place} {number}")


def _told(place: str, message: str) -> Problem:
    return Problem("role", place, message)
