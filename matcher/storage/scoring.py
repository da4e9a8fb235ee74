"""The sums of `fitting.scoring` for one role, over the postings of every stored résumé.

They are written in SQL: whole numbers only, halves rounded up, so that a rank in bulk and a fit for one
résumé agree to the digit.
"""

from collections.abc import Sequence
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
    true,
    values,
)

from matcher.domain.search import Figure
from matcher.domain.stored import RoleQuery
from matcher.storage.filters import Figures, in_order_of_key
from matcher.storage.tables import ResumeRow, SkillPostingRow, TitlePostingRow

_WHOLE = 100


class Scoring:
    """The sums of one role as columns, and the tables that they are made from.

    These hold no more than the résumés for which `wanted` holds: all others are not worth adding up.
    """

    def __init__(self, query: RoleQuery, wanted: Sequence[ColumnElement[bool]]) -> None:
        found = select(ResumeRow.number).where(*wanted) if wanted else None
        self._skills, self._titles = _skill_points(query, found), title_credits(query, found)
        skill = func.coalesce(self._skills.c.points, 0)
        experience = experience_points(query)
        education = case(dict(enumerate(query.education)), value=ResumeRow.education_rank, else_=0)
        credit = func.coalesce(self._titles.c.credit, 0)
        title = rounded_share(query.title_most * credit, literal(_WHOLE))
        self.figures: Figures = {
            Figure.SCORE: skill + experience + education + title,
            Figure.SKILLS_POINTS: skill,
            Figure.EXPERIENCE_POINTS: experience,
            Figure.EDUCATION_POINTS: education,
            Figure.TITLE_POINTS: title,
        }

    def joined(self, statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
        return statement.outerjoin(self._skills, self._skills.c.resume == ResumeRow.number).outerjoin(
            self._titles, self._titles.c.resume == ResumeRow.number
        )


def _skill_points(query: RoleQuery, found: Select[int] | None) -> Subquery:
    wanted = _wanted(query)
    credit = credit_over(wanted.c.months)
    points = func.max(rounded_share(wanted.c.most * credit, literal(_WHOLE))).label("points")
    best = (
        select(SkillPostingRow.resume, wanted.c.requirement, points)
        .join(wanted, wanted.c.skill == SkillPostingRow.skill)
        .where(true() if found is None else in_order_of_key(SkillPostingRow.resume).in_(found))
        .group_by(SkillPostingRow.resume, wanted.c.requirement)
        .subquery("best")
    )
    total = func.sum(best.c.points).label("points")
    return select(best.c.resume, total).group_by(best.c.resume).subquery("skills")


def _wanted(query: RoleQuery) -> CTE:
    """The wanted skills as a table; SQLite names the columns of VALUES only in a WITH clause."""
    rows = [(each.requirement, each.skill, each.most, each.months or 0) for each in query.wanted]
    columns = (
        column("requirement", Integer),
        column("skill", String),
        column("most", Integer),
        column("months", Integer),
    )
    return values(*columns).data(rows).cte("wanted")


def credit_over(asked: ColumnElement[int]) -> ColumnElement[int]:
    """The credit, halved where months are asked for and none are known, in full where all are."""
    credit, months = SkillPostingRow.credit, SkillPostingRow.months
    used = case((months < asked, months), else_=asked)
    return case((asked == 0, credit), else_=rounded_share(credit * (asked + used), 2 * asked))


def title_credits(query: RoleQuery, found: Select[int] | None) -> Subquery:
    credit = func.max(TitlePostingRow.credit).label("credit")
    return (
        select(TitlePostingRow.resume, credit)
        .where(TitlePostingRow.words.in_(query.titles))
        .where(true() if found is None else in_order_of_key(TitlePostingRow.resume).in_(found))
        .group_by(TitlePostingRow.resume)
        .subquery("titles")
    )


def experience_points(query: RoleQuery) -> ColumnElement[int]:
    asked = query.experience_months
    if not asked:
        return literal(query.experience_most)
    months = case((ResumeRow.total_months < asked, ResumeRow.total_months), else_=asked)
    return rounded_share(query.experience_most * months, literal(asked))


def rounded_share(numerator: ColumnElement[int], denominator: ColumnElement[int]) -> ColumnElement[int]:
    """As `fitting.arithmetic.rounded`; `//` on whole numbers is whole on every database here."""
    return (2 * numerator + denominator) // (2 * denominator)
