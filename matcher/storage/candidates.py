"""Ranks every stored résumé for a role in one query over the postings.

The sums are those of `fitting.scoring`, written in SQL: whole numbers only, halves rounded up, so that a rank
in bulk and a fit for one résumé agree to the digit.
"""

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    RowMapping,
    Select,
    String,
    Subquery,
    and_,
    case,
    column,
    func,
    literal,
    or_,
    select,
    values,
)
from sqlalchemy.orm import Session

from matcher.domain.extraction import EducationLevel
from matcher.domain.stored import Candidate, CandidateCursor, RoleQuery
from matcher.storage.tables import ResumeRow, SkillPostingRow, TitlePostingRow

_WHOLE = 100
_LEVELS = tuple(EducationLevel)


class CandidateQueries:
    """Rankings within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ranked(self, query: RoleQuery, after: CandidateCursor | None, limit: int) -> tuple[Candidate, ...]:
        """Up to `limit` candidates from behind `after`, by score and then by id."""
        rows = self._session.execute(_statement(query, after).limit(limit)).mappings()
        return tuple(_candidate(row) for row in rows)


def _candidate(row: RowMapping) -> Candidate:
    figures = {name: value for name, value in row.items() if name != "education_rank"}
    return Candidate(**figures, education_level=_LEVELS[row["education_rank"]].value)


def _statement(query: RoleQuery, after: CandidateCursor | None) -> Select[tuple[object, ...]]:
    skills, titles = _skill_points(query), _title_credits(query)
    skill = func.coalesce(skills.c.points, 0)
    experience = _experience(query)
    education = case(dict(enumerate(query.education)), value=ResumeRow.education_rank, else_=0)
    title = _rounded(query.title_most * func.coalesce(titles.c.credit, 0), literal(_WHOLE))
    score = (skill + experience + education + title).label("score")
    statement = (
        select(
            ResumeRow.id,
            ResumeRow.external_id,
            ResumeRow.filename,
            score,
            skill.label("skill_points"),
            experience.label("experience_points"),
            education.label("education_points"),
            title.label("title_points"),
            ResumeRow.total_months,
            ResumeRow.education_rank,
        )
        .outerjoin(skills, skills.c.resume == ResumeRow.number)
        .outerjoin(titles, titles.c.resume == ResumeRow.number)
        .order_by(score.desc(), ResumeRow.id)
    )
    if after is None:
        return statement
    behind = or_(score < after.score, and_(score == after.score, ResumeRow.id > after.id))
    return statement.where(behind)


def _skill_points(query: RoleQuery) -> Subquery:
    wanted = _wanted(query)
    credit = _credit(wanted.c.months)
    points = func.max(_rounded(wanted.c.most * credit, literal(_WHOLE))).label("points")
    best = (
        select(SkillPostingRow.resume, wanted.c.requirement, points)
        .join(wanted, wanted.c.skill == SkillPostingRow.skill)
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


def _credit(asked: ColumnElement[int]) -> ColumnElement[int]:
    """The credit, halved where months are asked for and none are known, in full where all are."""
    credit, months = SkillPostingRow.credit, SkillPostingRow.months
    used = case((months < asked, months), else_=asked)
    return case((asked == 0, credit), else_=_rounded(credit * (asked + used), 2 * asked))


def _title_credits(query: RoleQuery) -> Subquery:
    credit = func.max(TitlePostingRow.credit).label("credit")
    return (
        select(TitlePostingRow.resume, credit)
        .where(TitlePostingRow.words.in_(query.titles))
        .group_by(TitlePostingRow.resume)
        .subquery("titles")
    )


def _experience(query: RoleQuery) -> ColumnElement[int]:
    asked = query.experience_months
    if not asked:
        return literal(query.experience_most)
    months = case((ResumeRow.total_months < asked, ResumeRow.total_months), else_=asked)
    return _rounded(query.experience_most * months, literal(asked))


def _rounded(numerator: ColumnElement[int], denominator: ColumnElement[int]) -> ColumnElement[int]:
    """As `fitting.arithmetic.rounded`; `//` on whole numbers is whole on every database here."""
    return (2 * numerator + denominator) // (2 * denominator)
