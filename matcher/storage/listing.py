"""Lists of stored résumés as recruiters ask for them.

What counts is the best of the fits that were answered, or the fit for one role as it is now.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, Select, and_, func, null, select
from sqlalchemy.orm import Session, aliased

from matcher.domain.extraction import EducationLevel
from matcher.domain.search import Counted, Figure, Position, Search, SortKey
from matcher.domain.stored import ResumeSummary, RoleQuery, RoleScore
from matcher.storage.facets import counted
from matcher.storage.filters import Figures, conditions, figure_conditions
from matcher.storage.ordering import ordered, sort_value
from matcher.storage.review_tables import LabelRow
from matcher.storage.scoring import Scoring
from matcher.storage.tables import FitRow, ResumeRow

_LEVELS = tuple(EducationLevel)
_WHOLE = 100
_COMPONENTS = (
    Figure.SKILLS_POINTS,
    Figure.EXPERIENCE_POINTS,
    Figure.EDUCATION_POINTS,
    Figure.TITLE_POINTS,
)  # in the order in which a fit's body has them
_BEST = aliased(FitRow, name="best")


class ResumeLists:
    """Lists within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def page(
        self, search: Search, after: Position | None, limit: int, role: RoleQuery | None = None
    ) -> tuple[ResumeSummary, ...]:
        """Up to `limit` résumés from behind `after`; `role` is that of `search`, if it has one."""
        measured = _Measured(search, role, self._session)
        rows = select(ResumeRow, _BEST.role, _BEST.score, measured.score)
        rows = rows.outerjoin(_BEST, and_(_BEST.resume == ResumeRow.number, _BEST.rank == 1))
        rows = ordered(measured.found(rows), search.sort, measured.sort_value, after)
        found = self._session.execute(rows.limit(limit)).all()
        labels = labels_of(self._session, [row[0].number for row in found])
        return tuple(_summary(row, search.role, labels) for row in found)

    def counted(
        self, search: Search, titles: Sequence[str], most: int, role: RoleQuery | None = None
    ) -> Counted:
        """The facets of `search`, of each the `most` frequent values."""
        numbers = select(ResumeRow.number)
        if role is None:
            numbers = numbers.outerjoin(_BEST, and_(_BEST.resume == ResumeRow.number, _BEST.rank == 1))
        found = _Measured(search, role, self._session).found(numbers)
        return counted(self._session, found, search.facets, titles, most)


class _Measured:
    """What a search measures by: the best fit that was answered, or the role as it is now.

    The latter is summed up only where it bears on who is found or in what order; else `score` is null.
    """

    def __init__(self, search: Search, role: RoleQuery | None, session: Session) -> None:
        self._wanted = tuple(conditions(search.wanted, session))
        asked = bool(search.wanted.figures) or search.sort.key is SortKey.SCORE
        self._scoring = Scoring(role, self._wanted) if role is not None and asked else None
        figures = self._scoring.figures if self._scoring else _of_best_fit()
        self._conditions = (*self._wanted, *figure_conditions(search.wanted, figures))
        self.sort_value = sort_value(search.sort, figures)
        self.score = figures[Figure.SCORE] if self._scoring else null()

    def found(self, statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
        """Those of `statement` that are searched for."""
        joined = self._scoring.joined(statement) if self._scoring else statement
        return joined.where(*self._conditions)


def labels_of(session: Session, numbers: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The labels of each résumé that has some, in an order that is the same on every database."""
    query = select(LabelRow.resume, LabelRow.label).where(LabelRow.resume.in_(list(numbers)))
    found: dict[int, tuple[str, ...]] = {}
    for row in sorted(session.execute(query), key=lambda row: row.label):
        found[row.resume] = (*found.get(row.resume, ()), row.label)
    return found


def _of_best_fit() -> Figures:
    """Nothing is 0 where a résumé was not ranked."""
    points = {
        figure: func.round(_BEST.body["components"][place]["points"].as_float() * _WHOLE)
        for place, figure in enumerate(_COMPONENTS)
    }
    return {Figure.SCORE: func.coalesce(_BEST.score, 0), **points}


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
