"""Lists of stored résumés as recruiters ask for them, by the fits that were answered."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, SQLColumnExpression, and_, func, select
from sqlalchemy.orm import Session, aliased

from matcher.domain.extraction import EducationLevel
from matcher.domain.search import Counted, Figure, Position, Search
from matcher.domain.stored import ResumeSummary, RoleScore
from matcher.storage.facets import counted
from matcher.storage.filters import Figures, conditions, figure_conditions
from matcher.storage.ordering import ordered, sort_value
from matcher.storage.review_tables import LabelRow
from matcher.storage.tables import FitRow, ResumeRow

_LEVELS = tuple(EducationLevel)
_WHOLE = 100
_COMPONENTS = (
    Figure.SKILLS_POINTS,
    Figure.EXPERIENCE_POINTS,
    Figure.EDUCATION_POINTS,
    Figure.TITLE_POINTS,
)  # in the order in which a fit's body has them
_BEST, _OF_ROLE = aliased(FitRow, name="best"), aliased(FitRow, name="of_role")


class ResumeLists:
    """Lists within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def page(self, search: Search, after: Position | None, limit: int) -> tuple[ResumeSummary, ...]:
        """Up to `limit` résumés from behind `after`."""
        figures = _figures(search)
        value = sort_value(search.sort, figures)
        rows = _joined(select(ResumeRow, _BEST.role, _BEST.score, _of_role(search)), search)
        rows = rows.where(*self._conditions(search))
        found = self._session.execute(ordered(rows, search.sort, value, after).limit(limit)).all()
        labels = labels_of(self._session, [row[0].number for row in found])
        return tuple(_summary(row, search.role, labels) for row in found)

    def counted(self, search: Search, titles: Sequence[str], most: int) -> Counted:
        """The facets of `search`, of each the `most` frequent values."""
        numbers = _joined(select(ResumeRow.number), search)
        found = numbers.where(*self._conditions(search))
        return counted(self._session, found, search.facets, titles, most)

    def _conditions(self, search: Search) -> Iterator[ColumnElement[bool]]:
        yield from conditions(search.wanted, self._session)
        yield from figure_conditions(search.wanted, _figures(search))


def labels_of(session: Session, numbers: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The labels of each résumé that has some, in order."""
    query = select(LabelRow.resume, LabelRow.label).where(LabelRow.resume.in_(list(numbers)))
    found: dict[int, tuple[str, ...]] = {}
    for resume, label in session.execute(query.order_by(LabelRow.label)):
        found[resume] = (*found.get(resume, ()), label)
    return found


def _joined(statement: Select[*tuple[Any, ...]], search: Search) -> Select[*tuple[Any, ...]]:
    statement = statement.outerjoin(_BEST, and_(_BEST.resume == ResumeRow.number, _BEST.rank == 1))
    if search.role is None:
        return statement
    return statement.outerjoin(
        _OF_ROLE, and_(_OF_ROLE.resume == ResumeRow.number, _OF_ROLE.role == search.role)
    )


def _of_role(search: Search) -> SQLColumnExpression[int]:
    return (_BEST if search.role is None else _OF_ROLE).score.label("of_role_score")


def _figures(search: Search) -> Figures:
    """Those of the fit that counts; nothing is 0 where a résumé was not ranked."""
    fit = _BEST if search.role is None else _OF_ROLE
    points = {
        figure: func.round(fit.body["components"][place]["points"].as_float() * _WHOLE)
        for place, figure in enumerate(_COMPONENTS)
    }
    return {Figure.SCORE: func.coalesce(fit.score, 0), **points}


def _summary(
    row: Row[*tuple[Any, ...]], role: str | None, labels: dict[int, tuple[str, ...]]
) -> ResumeSummary:
    resume, best_role, best_score, score = row
    return ResumeSummary(
        id=resume.id,
        external_id=resume.external_id,
        status=resume.status,
        stage=resume.stage,
        labels=labels.get(resume.number, ()),
        created_at=resume.created_at,
        filename=resume.filename,
        total_months=resume.total_months,
        education_level=_LEVELS[resume.education_rank].value,
        best=None if best_role is None else RoleScore(best_role, best_score),
        fit=None if role is None or score is None else RoleScore(role, score),
    )
