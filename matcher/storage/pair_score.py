"""The scores for two versions of a role side by side.

What both versions ask for is looked up once: the best credit for a choice of skills does not depend on how
many points it can earn, so each posting is read once, whichever versions want it.
"""

from collections import Counter
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    String,
    Subquery,
    case,
    column,
    func,
    literal,
    select,
    values,
)

from matcher.domain.stored import RoleQuery
from matcher.storage.scoring import credit_over, experience_points, rounded_share, title_credits
from matcher.storage.tables import ResumeRow, SkillPostingRow

_WHOLE = 100
_Asked = tuple[frozenset[str], int, int]
_Row = tuple[int, str, int, int, int]


class PairScore:
    """The scores as columns, and the tables that they are made from; `before` is None for a new role."""

    def __init__(self, before: RoleQuery | None, after: RoleQuery) -> None:
        self._skills = _skill_points(before, after)
        self._titles = {
            query.titles: title_credits(query, None).alias(name)
            for query, name in ((before, "titles_before"), (after, "titles_after"))
            if query is not None
        }

    def score(self, query: RoleQuery, version: str) -> ColumnElement[int]:
        """`version` is `before` or `after`."""
        education = case(dict(enumerate(query.education)), value=ResumeRow.education_rank, else_=0)
        held = func.coalesce(self._titles[query.titles].c.credit, 0)
        title = rounded_share(query.title_most * held, literal(_WHOLE))
        return func.coalesce(self._skills.c[version], 0) + experience_points(query) + education + title

    def joined(self, statement: Select[Any]) -> Select[Any]:
        """`statement` over résumés, with the tables in it."""
        for table in (self._skills, *self._titles.values()):
            statement = statement.outerjoin(table, table.c.resume == ResumeRow.number)
        return statement


def _skill_points(before: RoleQuery | None, after: RoleQuery) -> Subquery:
    wanted = _wanted(before, after)
    best = (
        select(
            SkillPostingRow.resume,
            func.max(credit_over(wanted.c.months)).label("credit"),
            func.max(wanted.c.before).label("before"),
            func.max(wanted.c.after).label("after"),
        )
        .join(wanted, wanted.c.skill == SkillPostingRow.skill)
        .group_by(SkillPostingRow.resume, wanted.c.requirement)
        .subquery("best")
    )
    earned = (
        func.sum(rounded_share(best.c[version] * best.c.credit, literal(_WHOLE))).label(version)
        for version in ("before", "after")
    )
    return select(best.c.resume, *earned).group_by(best.c.resume).subquery("skills")


def _wanted(before: RoleQuery | None, after: RoleQuery) -> CTE:
    """The wanted skills as a table; `before` and `after` are the most that each version has for them."""
    names = ("requirement", "skill", "months", "before", "after")
    columns = [column(name, String if name == "skill" else Integer) for name in names]
    return values(*columns).data(_rows(before, after)).cte("wanted")


def _rows(before: RoleQuery | None, after: RoleQuery) -> list[_Row]:
    old, new = _asked(before) if before else {}, _asked(after)
    return [
        (number, skill, each[1], old.get(each, 0), new.get(each, 0))
        for number, each in enumerate({**new, **old})
        for skill in sorted(each[0])
    ]


def _asked(query: RoleQuery) -> dict[_Asked, int]:
    """The most points by skills and months asked for, and by how often the same was asked for before."""
    skills: dict[int, set[str]] = {}
    for each in query.wanted:
        skills.setdefault(each.requirement, set()).add(each.skill)
    most = {each.requirement: (each.months or 0, each.most) for each in query.wanted}
    seen: Counter[tuple[frozenset[str], int]] = Counter()
    asked: dict[_Asked, int] = {}
    for requirement, named in skills.items():
        key = (frozenset(named), most[requirement][0])
        asked[(*key, seen[key])] = most[requirement][1]
        seen[key] += 1
    return asked
