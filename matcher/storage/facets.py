"""Counts over the résumés that a filter finds."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from matcher.domain.extraction import EducationLevel
from matcher.domain.search import Counted, Facet
from matcher.storage.filters import had, in_order_of_key
from matcher.storage.review_tables import LabelRow
from matcher.storage.tables import ResumeRow, SkillPostingRow, TitlePostingRow

_LEVELS = tuple(EducationLevel)
Numbers = Select[int]


def counted(
    session: Session, found: Numbers, facets: Iterable[Facet], titles: Sequence[str], most: int
) -> Counted:
    """The `most` frequent values of each facet among the résumés of the numbers `found`.

    Titles are counted among `titles` alone: every run of words of a title is kept, most of which are none.
    """
    among = None if found.whereclause is None else found.subquery()
    total = select(func.count(ResumeRow.number))
    if among is not None:
        total = total.where(ResumeRow.number.in_(select(among.c.number)))
    values = {
        facet: tuple(map(_plain(facet), session.execute(_count(facet, among, titles, most))))
        for facet in facets
    }
    return Counted(session.scalar(total) or 0, values)


def _plain(facet: Facet) -> Callable[[Row[*tuple[Any, ...]]], tuple[str, int]]:
    if facet is Facet.EDUCATION:
        return lambda row: (_LEVELS[row[0]].value, row[1])
    return lambda row: (row[0], row[1])


def _count(facet: Facet, among: Any, titles: Sequence[str], most: int) -> Select[*tuple[Any, ...]]:
    value, resume = _COLUMNS[facet]
    count = func.count()
    statement = select(value, count)
    if among is not None:
        statement = statement.where(in_order_of_key(resume).in_(select(among.c.number)))
    if facet is Facet.SKILLS:
        statement = statement.where(had())
    if facet is Facet.TITLE:
        statement = statement.where(value.in_(titles))
    return statement.group_by(value).order_by(count.desc(), value).limit(most)


_COLUMNS: Mapping[Facet, tuple[Any, Any]] = {
    Facet.SKILLS: (SkillPostingRow.skill, SkillPostingRow.resume),
    Facet.EDUCATION: (ResumeRow.education_rank, ResumeRow.number),
    Facet.LABEL: (LabelRow.label, LabelRow.resume),
    Facet.STAGE: (ResumeRow.stage, ResumeRow.number),
    Facet.TITLE: (TitlePostingRow.words, TitlePostingRow.resume),
}
