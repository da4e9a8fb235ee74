"""Counts what skill lists name that no skill is known by."""

from collections.abc import Iterable

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from matcher.domain.stored import UnrecognisedCount
from matcher.storage.tables import UnrecognisedPostingRow

_RESUMES = func.count().label("resumes")


class UnrecognisedQueries:
    """Counts within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def most_frequent(self, after: tuple[int, str] | None, limit: int) -> tuple[UnrecognisedCount, ...]:
        """Up to `limit`, by count and then by key, from behind the count and key `after`."""
        key = UnrecognisedPostingRow.key
        query = select(key, _RESUMES).group_by(key).order_by(_RESUMES.desc(), key).limit(limit)
        if after is not None:
            resumes, last = after
            query = query.having(or_(func.count() < resumes, and_(func.count() == resumes, key > last)))
        counted = [(row.key, row.resumes) for row in self._session.execute(query)]
        surfaces = self._usual_surfaces([key for key, _ in counted])
        return tuple(UnrecognisedCount(key, surfaces[key], resumes) for key, resumes in counted)

    def _usual_surfaces(self, keys: Iterable[str]) -> dict[str, str]:
        """How most résumés write each key; among equals small letters win, 'FooDB' over 'FOODB'."""
        key, surface = UnrecognisedPostingRow.key, UnrecognisedPostingRow.surface
        query = select(key, surface, _RESUMES).where(key.in_(keys)).group_by(key, surface)
        rows = sorted((row.resumes, row.surface, row.key) for row in self._session.execute(query))
        return {key: surface for _, surface, key in rows}
