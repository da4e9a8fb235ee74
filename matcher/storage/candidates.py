"""Ranks every stored résumé for a role in one query over the postings."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session

from matcher.domain.extraction import EducationLevel
from matcher.domain.search import BEST_FIRST, Counted, Figure, Position, Search
from matcher.domain.stored import Candidate, RoleQuery
from matcher.storage.facets import counted
from matcher.storage.filters import conditions, figure_conditions
from matcher.storage.listing import labels_of
from matcher.storage.ordering import ordered, sort_value
from matcher.storage.scoring import Scoring
from matcher.storage.tables import ResumeRow

_LEVELS = tuple(EducationLevel)


class CandidateQueries:
    """Rankings within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ranked(
        self, query: RoleQuery, after: Position | None, limit: int, search: Search = BEST_FIRST
    ) -> tuple[Candidate, ...]:
        """Up to `limit` candidates from behind `after`."""
        wanted = tuple(conditions(search.wanted, self._session))
        scoring = Scoring(query, wanted)
        found = scoring.joined(select(*_columns(scoring)))
        found = found.where(*wanted, *figure_conditions(search.wanted, scoring.figures))
        found = ordered(found, search.sort, sort_value(search.sort, scoring.figures), after)
        rows = self._session.execute(found.limit(limit)).mappings().all()
        labels = labels_of(self._session, [row["number"] for row in rows])
        return tuple(_candidate(row, labels.get(row["number"], ())) for row in rows)

    def counted(self, query: RoleQuery, search: Search, titles: Sequence[str], most: int) -> Counted:
        """The facets of `search`, of each the `most` frequent values."""
        wanted = tuple(conditions(search.wanted, self._session))
        found = select(ResumeRow.number).where(*wanted)
        if search.wanted.figures:
            scoring = Scoring(query, wanted)
            found = scoring.joined(found).where(*figure_conditions(search.wanted, scoring.figures))
        return counted(self._session, found, search.facets, titles, most)


def _candidate(row: RowMapping, labels: tuple[str, ...]) -> Candidate:
    left = {"number", "education_rank"}
    figures = {name: value for name, value in row.items() if name not in left}
    return Candidate(**figures, education_level=_LEVELS[row["education_rank"]].value, labels=labels)


def _columns(scoring: Scoring) -> tuple[Any, ...]:
    return (
        ResumeRow.number,
        ResumeRow.id,
        ResumeRow.external_id,
        ResumeRow.filename,
        ResumeRow.created_at,
        ResumeRow.stage,
        scoring.figures[Figure.SCORE].label("score"),
        scoring.figures[Figure.SKILLS_POINTS].label("skill_points"),
        scoring.figures[Figure.EXPERIENCE_POINTS].label("experience_points"),
        scoring.figures[Figure.EDUCATION_POINTS].label("education_points"),
        scoring.figures[Figure.TITLE_POINTS].label("title_points"),
        ResumeRow.total_months,
        ResumeRow.education_rank,
    )
