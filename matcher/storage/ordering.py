"""Lists in order, from behind where a page ended: by a row's own values, so that no other row moves it."""

from typing import Any

from sqlalchemy import Select, SQLColumnExpression, and_, or_

from matcher.domain.search import Figure, Position, Sort, SortKey
from matcher.storage.filters import Figures
from matcher.storage.tables import ResumeRow


def sort_value(sort: Sort, figures: Figures) -> SQLColumnExpression[int] | None:
    """What a list is in order of before the id; None where the id alone says when a résumé came in."""
    values = {
        SortKey.SCORE: figures[Figure.SCORE],
        SortKey.TOTAL_MONTHS: ResumeRow.total_months,
        SortKey.EDUCATION: ResumeRow.education_rank,
    }
    return values.get(sort.key)


def ordered(
    statement: Select[*tuple[Any, ...]],
    sort: Sort,
    value: SQLColumnExpression[int] | None,
    after: Position | None,
) -> Select[*tuple[Any, ...]]:
    """`statement` in order of `sort`, from behind `after`; among equals the id decides."""
    if value is None:
        return _by_id(statement, sort, after)
    statement = statement.order_by(value.desc() if sort.descending else value.asc(), ResumeRow.id)
    if after is None:
        return statement
    further = value < after.value if sort.descending else value > after.value
    return statement.where(or_(further, and_(value == after.value, ResumeRow.id > after.id)))


def _by_id(
    statement: Select[*tuple[Any, ...]], sort: Sort, after: Position | None
) -> Select[*tuple[Any, ...]]:
    statement = statement.order_by(ResumeRow.id.desc() if sort.descending else ResumeRow.id)
    if after is None:
        return statement
    return statement.where(ResumeRow.id < after.id if sort.descending else ResumeRow.id > after.id)
