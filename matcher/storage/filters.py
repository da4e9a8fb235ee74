"""Filters of résumés as conditions on ResumeRow."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, or_, select
from sqlalchemy.orm import Session

from matcher.domain.profile import Through
from matcher.domain.search import Figure, Range, ResumeFilter
from matcher.storage.full_text import holds
from matcher.storage.review_tables import LabelRow
from matcher.storage.tables import ResumeRow, SkillPostingRow, TitlePostingRow

Figures = Mapping[Figure, SQLColumnExpression[int]]


def figure_conditions(wanted: ResumeFilter, figures: Figures) -> Iterator[ColumnElement[bool]]:
    """What has to hold of the figures of the fit that counts."""
    for figure, span in wanted.figures:
        yield from _within(figures[figure], span)


def conditions(wanted: ResumeFilter, session: Session) -> Iterator[ColumnElement[bool]]:
    """What has to hold of a row for it to be one of `wanted`, whatever its fits."""
    yield from _of_skills(wanted)
    yield from _of_person(wanted)
    yield from _of_review(wanted)
    if wanted.text:
        yield holds(session, wanted.text)


def in_order_of_key(resume: SQLColumnExpression[int]) -> ColumnElement[int]:
    """The number of a posting's résumé, in a form that no index on it serves.

    Over many résumés it takes SQLite seconds to go from each of them to its postings, and a tenth of that to
    go over the postings in the order that they are kept in.
    """
    return resume + 0


def had() -> ColumnElement[bool]:
    """That a posting is for a skill that is named or implied; an unknown way is taken to be one of these."""
    way = SkillPostingRow.through
    return or_(way.is_(None), way.in_([Through.HELD, Through.IMPLIED]))


def _of_skills(wanted: ResumeFilter) -> Iterator[ColumnElement[bool]]:
    number = ResumeRow.number
    yield from (number.in_(_with([skill]).where(had())) for skill in wanted.skills_all)
    if wanted.skills_any:
        yield number.in_(_with(wanted.skills_any).where(had()))
    if wanted.skills_none:
        yield number.not_in(_with(wanted.skills_none).where(had()))
    for each in wanted.months:
        yield number.in_(_with([each.skill]).where(had(), SkillPostingRow.months >= each.months))
    for since in wanted.used_since:
        used = SkillPostingRow.last_used >= since.month.index
        yield number.in_(_with([since.skill]).where(had(), used))
    yield from (number.not_in(_with(choice)) for choice in wanted.missing)


def _with(skills: Sequence[str]) -> Select[int]:
    return select(SkillPostingRow.resume).where(SkillPostingRow.skill.in_(skills))


def _of_person(wanted: ResumeFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.title is not None:
        held = select(TitlePostingRow.resume).where(TitlePostingRow.words == wanted.title)
        yield ResumeRow.number.in_(held)
    if wanted.education_min is not None:
        yield ResumeRow.education_rank >= wanted.education_min.rank
    if wanted.external_id is not None:
        yield ResumeRow.external_id == wanted.external_id
    yield from _within(ResumeRow.total_months, wanted.total_months)


def _of_review(wanted: ResumeFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.labels:
        yield ResumeRow.number.in_(select(LabelRow.resume).where(LabelRow.label.in_(wanted.labels)))
    if wanted.stages:
        yield ResumeRow.stage.in_(wanted.stages)
    if wanted.created_from is not None:
        yield ResumeRow.created_at >= wanted.created_from
    if wanted.created_before is not None:
        yield ResumeRow.created_at < wanted.created_before


def _within(value: SQLColumnExpression[int], span: Range) -> Iterator[ColumnElement[bool]]:
    if span.least is not None:
        yield value >= span.least
    if span.most is not None:
        yield value <= span.most
