"""Searches of lists: what their parameters mean, and where a page of one ended."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from matcher.domain.lexicon import Lexicon
from matcher.domain.review import Stage
from matcher.domain.role import Role
from matcher.domain.search import (
    BEST_FIRST,
    EVERYBODY,
    Counted,
    Facet,
    Figure,
    Position,
    Range,
    ResumeFilter,
    Search,
    SkillMonths,
    SkillSince,
    Sort,
    SortKey,
)
from matcher.errors import InvalidInput
from matcher.services.cursors import decode, encode
from matcher.services.labels import plain_label
from matcher.services.roles import role_named
from matcher.services.search_parameters import Parameters, month, whole_number
from matcher.services.search_words import alternatives_from

FACET_VALUES = 20
_FIGURES = tuple(f"{figure}_{end}" for figure in Figure for end in ("min", "max"))
CANDIDATE_PARAMETERS = (
    "q",
    "external_id",
    "skills_all",
    "skills_any",
    "skills_none",
    "months",
    "used_since",
    "missing",
    "title",
    "education_min",
    "total_months_min",
    "total_months_max",
    *_FIGURES,
    "label",
    "stage",
    "created_from",
    "created_to",
    "sort",
    "facets",
    "fields",
)
RESUME_PARAMETERS = (*CANDIDATE_PARAMETERS, "role")
_OF_EVERY_LIST = ("limit", "cursor", "format")
_MOST_DIGITS = 9
_REFUSED_CURSOR = "is not one that a page of this search gave out; start without it"


def resume_search(given: Mapping[str, str], lexicon: Lexicon, keys: Iterable[str]) -> Search:
    """A search of all résumés, whose items have `keys`. Raises InvalidInput, NotFound for a role."""
    _refuse_unknown(given, RESUME_PARAMETERS)
    role = Parameters(given, lexicon).text("role")
    asked = role_named(role, lexicon) if role is not None else None
    return _search(Parameters(given, lexicon), EVERYBODY, asked, keys)


def candidate_search(given: Mapping[str, str], lexicon: Lexicon, role: Role, keys: Iterable[str]) -> Search:
    """A search of the candidates for `role`. Raises InvalidInput."""
    _refuse_unknown(given, CANDIDATE_PARAMETERS)
    return _search(Parameters(given, lexicon), BEST_FIRST, role, keys)


def _refuse_unknown(given: Mapping[str, str], known: tuple[str, ...]) -> None:
    """A slip in a name would find everybody."""
    for name in given:
        if name not in known:
            raise InvalidInput(
                name, f"is no parameter of this list; there are {', '.join((*known, *_OF_EVERY_LIST))}"
            )


def _search(given: Parameters, usual: Search, role: Role | None, keys: Iterable[str]) -> Search:
    return Search(
        wanted=_filter(given, role),
        sort=_sort(given) or usual.sort,
        role=role.id if role else None,
        facets=given.choices("facets", Facet),
        fields=_fields(given, tuple(keys)),
    )


def _filter(given: Parameters, role: Role | None) -> ResumeFilter:
    figures = ((each, _hundredths_range(given, each)) for each in Figure)
    return ResumeFilter(
        text=alternatives_from(given.text("q") or ""),
        skills_all=given.skills("skills_all"),
        skills_any=given.skills("skills_any"),
        skills_none=given.skills("skills_none"),
        months=tuple(SkillMonths(*pair) for pair in given.by_skill("months", whole_number)),
        used_since=tuple(SkillSince(*pair) for pair in given.by_skill("used_since", month)),
        missing=tuple(_choice(skill, role) for skill in given.skills("missing")),
        title=given.title("title"),
        education_min=given.level("education_min"),
        total_months=_ordered_range(
            "total_months", given.whole("total_months_min"), given.whole("total_months_max")
        ),
        figures=tuple(pair for pair in figures if pair[1] != Range()),
        labels=tuple(map(plain_label, given.list("label"))),
        stages=given.choices("stage", Stage),
        external_id=given.printable("external_id"),
        created_from=given.first_moment("created_from"),
        created_before=given.end("created_to"),
    )


def _choice(skill: str, role: Role | None) -> tuple[str, ...]:
    """The skills of which any one meets what the role asks for with `skill`."""
    asked = role.requirements if role else ()
    return next((each.any_of for each in asked if skill in each.any_of), (skill,))


def _hundredths_range(given: Parameters, figure: Figure) -> Range:
    least, most = (given.hundredths(f"{figure}_{end}") for end in ("min", "max"))
    return _ordered_range(figure, least, most)


def _ordered_range(name: str, least: int | None, most: int | None) -> Range:
    if least is not None and most is not None and least > most:
        raise InvalidInput(f"{name}_min", f"is greater than {name}_max")
    return Range(least, most)


def _sort(given: Parameters) -> Sort | None:
    asked = given.text("sort")
    if asked is None:
        return None
    key = asked.removeprefix("-")
    if key not in set(SortKey):
        raise InvalidInput("sort", f"{key!r} is none of {', '.join(SortKey)}; - before it turns the order")
    return Sort(SortKey(key), descending=asked.startswith("-"))


def _fields(given: Parameters, keys: tuple[str, ...]) -> tuple[str, ...]:
    asked = given.list("fields")
    for each in asked:
        if each not in keys:
            raise InvalidInput("fields", f"{each!r} is none of {', '.join(keys)}")
    return tuple(key for key in keys if key in asked)


def position_from(cursor: str | None, search: Search) -> Position | None:
    """Raises InvalidInput where no page of this very search, in this order, gave out `cursor`."""
    if cursor is None:
        return None
    mark, value, resume_id = decode(cursor, 3)
    if mark != _mark(search) or not value.isdecimal() or len(value) > _MOST_DIGITS:
        raise InvalidInput("cursor", _REFUSED_CURSOR)
    return Position(int(value), resume_id)


def cursor_behind(search: Search, value: int, resume_id: str) -> str:
    return encode(_mark(search), str(value), resume_id)


def _mark(search: Search) -> str:
    """The same for the same filter and order of the same list."""
    asked = repr((search.wanted, search.sort, search.role))
    return hashlib.sha256(asked.encode()).hexdigest()[:12]


def chosen(item: dict[str, Any], search: Search) -> dict[str, Any]:
    """The fields of `item` that are asked for."""
    return {key: item[key] for key in search.fields} if search.fields else item


def dump_counted(counted: Counted) -> dict[str, Any]:
    values = {
        facet.value: [{"value": value, "count": count} for value, count in found]
        for facet, found in counted.values.items()
    }
    return {"total": counted.total, **values}


def titles_of(lexicon: Lexicon) -> tuple[str, ...]:
    """The titles that mean a role: what titles are counted by."""
    roles = lexicon.catalogue.roles.values()
    return tuple(dict.fromkeys(title for role in roles for title in role.titles))
