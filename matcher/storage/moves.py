"""Ranks every stored résumé under two versions of a role, in one query over the postings."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, Subquery, and_, case, cast, func, null, or_, select
from sqlalchemy.orm import Session

from matcher.domain.move import Move, MoveCounts, MoveCursor, MoveOrder
from matcher.domain.stored import RoleQuery
from matcher.storage.pair_score import PairScore
from matcher.storage.tables import ResumeRow


class MoveQueries:
    """Comparisons of rankings within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def page(
        self,
        before: RoleQuery | None,
        after: RoleQuery,
        order: MoveOrder,
        behind: MoveCursor | None,
        limit: int,
    ) -> tuple[Move, ...]:
        """Up to `limit` résumés from behind `behind`; `before` is None for a role that was not."""
        ranked = _ranked(before, after)
        value = _value(ranked, order)
        wanted = select(ranked).order_by(value.desc(), ranked.c.id).limit(limit)
        if behind is not None:
            last = behind.value
            wanted = wanted.where(or_(value < last, and_(value == last, ranked.c.id > behind.id)))
        page = wanted.subquery("page")  # before résumés are looked up: they are wide rows
        told = (ResumeRow.id, ResumeRow.external_id, ResumeRow.filename)
        figures = (page.c.score, page.c.score_before, page.c.rank, page.c.rank_before)
        query = select(*told, *figures).join(page, page.c.number == ResumeRow.number)
        rows = self._session.execute(query.order_by(_value(page, order).desc(), page.c.id))
        return tuple(Move(**row) for row in rows.mappings())

    def counts(self, before: RoleQuery, after: RoleQuery) -> MoveCounts:
        scores = _scores(before, after)
        moved = scores.c.score - scores.c.score_before
        rose, fell = (func.coalesce(func.sum(case((each, 1), else_=0)), 0) for each in (moved > 0, moved < 0))
        query = select(func.count(ResumeRow.number), rose, fell)
        row = self._session.execute(query.join(scores, scores.c.number == ResumeRow.number)).one()
        total, up, down = map(int, row)
        return MoveCounts(up, down, total - up - down)


def _value(moves: Subquery, order: MoveOrder) -> ColumnElement[int]:
    """What comes first is greatest. Ranks are those of the scores, but others move them."""
    if order is MoveOrder.RANK:
        return moves.c.score
    return func.abs(moves.c.score - func.coalesce(moves.c.score_before, moves.c.score))


def _ranked(before: RoleQuery | None, after: RoleQuery) -> Subquery:
    """With the rank under each: the place in the order of candidates, by score and then by id."""
    scores = _scores(before, after)
    rank_before: Any = _rank(scores.c.score_before, scores) if before else cast(null(), Integer)
    return select(
        scores, _rank(scores.c.score, scores).label("rank"), rank_before.label("rank_before")
    ).subquery("ranked")


def _rank(score: ColumnElement[int], scores: Subquery) -> ColumnElement[int]:
    return func.row_number().over(order_by=(score.desc(), scores.c.id))


def _scores(before: RoleQuery | None, after: RoleQuery) -> Subquery:
    pair = PairScore(before, after)
    score_before: Any = pair.score(before, "before") if before else cast(null(), Integer)
    statement = select(
        ResumeRow.number,
        ResumeRow.id,
        pair.score(after, "after").label("score"),
        score_before.label("score_before"),
    )
    return pair.joined(statement).subquery("scores")
