"""The figures of some stored résumés, and what they were answered with."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.domain.extraction import EducationLevel
from matcher.domain.figures import Figures, StoredScore
from matcher.storage.tables import FitRow, ResumeRow, SkillPostingRow, TitlePostingRow

_LEVELS = tuple(EducationLevel)


class FigureQueries:
    """Figures within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(
        self, resume_ids: Sequence[str], skills: Iterable[str], titles: Iterable[str]
    ) -> Mapping[str, Figures]:
        """By the id of the résumé, as far as `skills` and `titles` bear on them."""
        found = self._session.scalars(select(ResumeRow).where(ResumeRow.id.in_(resume_ids)))
        rows = {row.number: row for row in found}
        credited: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
        query = select(SkillPostingRow).where(
            SkillPostingRow.resume.in_(rows), SkillPostingRow.skill.in_(set(skills))
        )
        for posting in self._session.scalars(query):
            credited[posting.resume][posting.skill] = (posting.credit, posting.months)
        titled = self._titles(rows, titles)
        return {
            row.id: Figures(credited[number], titled[number], row.total_months, _LEVELS[row.education_rank])
            for number, row in rows.items()
        }

    def _titles(self, resumes: Iterable[int], titles: Iterable[str]) -> Mapping[int, dict[str, int]]:
        titled: dict[int, dict[str, int]] = defaultdict(dict)
        query = select(TitlePostingRow).where(
            TitlePostingRow.resume.in_(resumes), TitlePostingRow.words.in_(set(titles))
        )
        for posting in self._session.scalars(query):
            titled[posting.resume][posting.words] = posting.credit
        return titled

    def scores(self, resume_ids: Sequence[str]) -> Mapping[str, tuple[StoredScore, ...]]:
        """By the id of the résumé, all that it was answered with."""
        query = (
            select(ResumeRow.id, FitRow.role, FitRow.role_version, FitRow.score)
            .join(FitRow, FitRow.resume == ResumeRow.number)
            .where(ResumeRow.id.in_(resume_ids))
        )
        scores: dict[str, list[StoredScore]] = defaultdict(list)
        for resume_id, role, version, score in self._session.execute(query):
            scores[resume_id].append(StoredScore(role, version, score))
        return {resume_id: tuple(scores[resume_id]) for resume_id in resume_ids}
