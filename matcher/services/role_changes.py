"""Who moves when a role changes, and why: between versions that are kept, or in a what-if that is not."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matcher.domain.lexicon import Lexicon
from matcher.domain.move import Move, MoveCursor, MoveOrder, Reason, RoleDifference
from matcher.domain.role import Role
from matcher.domain.stored import RoleQuery
from matcher.errors import InvalidInput
from matcher.fitting.differences import differences, reasons
from matcher.services.answers import points
from matcher.services.candidates import role_query
from matcher.services.cursors import decode, encode
from matcher.services.role_body import body_of
from matcher.services.role_versions import RoleVersions
from matcher.services.roles import role_named
from matcher.storage import Database, UnitOfWork
from matcher.taxonomy import check_own_role, own_role, set_apart_from_carried

_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class MovePage:
    """Which page of the moves is asked for."""

    order: MoveOrder
    cursor: str | None
    limit: int


class RoleChanges:
    """Ranks everybody stored by two versions of a role. `files` gives the carried roles."""

    def __init__(
        self, database: Database, lexicon: Lexicon, files: Callable[[], Lexicon], versions: RoleVersions
    ) -> None:
        self._database = database
        self._lexicon = lexicon
        self._files = files
        self._versions = versions

    def between(self, role_id: str, first: int | None, second: int | None, page: MovePage) -> dict[str, Any]:
        """From version `first` to `second`; the last and the one before it where they are None.

        Raises NotFound for the role and the versions, InvalidInput for the cursor.
        """
        numbers = self._versions.numbers(role_id)
        to = numbers[-1] if second is None else second
        came = max((each for each in numbers if each < to), default=to) if first is None else first
        before, after = self._versions.role(role_id, came), self._versions.role(role_id, to)
        return {"role": role_id, "from": came, "to": to, **self._moves(before, after, page)}

    def what_if(self, role_id: str, part: Mapping[str, Any], page: MovePage) -> dict[str, Any]:
        """As if the role had `part`, keys of a role file, in the place of its own; nothing is kept.

        Raises NotFound, InvalidRole for all that is wrong, InvalidInput for the cursor.
        """
        before = role_named(role_id, self._lexicon)
        after = self._tried({**_with_parts(body_of(before), part), "id": role_id, "version": before.version})
        told = {"role": role_id, "from": before.version, "to": None}
        return {**told, **self._moves(before, after, page)}

    def what_if_added(self, body: Mapping[str, Any], page: MovePage) -> dict[str, Any]:
        """As if the role of `body` were there. Raises InvalidRole, InvalidInput for the cursor."""
        after = self._tried({"id": "what-if", **body, "version": 1})
        return {"role": after.id, "from": None, "to": None, **self._moves(None, after, page)}

    def _tried(self, body: Mapping[str, Any]) -> Role:
        role = own_role(body)
        check_own_role(role, self._lexicon)
        return set_apart_from_carried(role, self._files().catalogue)

    def _moves(self, before: Role | None, after: Role, page: MovePage) -> dict[str, Any]:
        old, new = role_query(before) if before else None, role_query(after)
        mark = _mark(old, new, page.order)
        behind = _behind(page.cursor, mark)
        with self._database.unit_of_work() as unit:
            found = unit.moves.page(old, new, page.order, behind, page.limit + 1)
            moves = found[: page.limit]
            counts = unit.moves.counts(old, new) if old and behind is None else None
            why = _reasons(before, after, moves, unit) if before else {}
        last = moves[-1] if len(found) > page.limit else None
        further = encode(mark, str(_value(last, page.order)), last.id) if last else None
        return {
            "differences": [_dump_difference(each) for each in differences(before, after)] if before else [],
            "counts": {"rose": counts.rose, "fell": counts.fell, "stayed": counts.stayed} if counts else None,
            "items": [_dump_move(each, why.get(each.id, ())) for each in moves],
            "next": further,
        }


def _with_parts(body: Mapping[str, Any], part: Mapping[str, Any]) -> dict[str, Any]:
    """`body` with `part` over it; of a table, such as the weights, what is named alone."""
    tables = {
        key: {**body[key], **value}
        for key, value in part.items()
        if isinstance(value, dict) and isinstance(body.get(key), dict)
    }
    return {**body, **part, **tables}


def _reasons(
    before: Role, after: Role, moves: Sequence[Move], unit: UnitOfWork
) -> dict[str, tuple[Reason, ...]]:
    """By the id of the résumé; from the figures that the scores were summed from."""
    both = (before, after)
    skills = [skill for role in both for each in role.requirements for skill in each.any_of]
    titles = [title for role in both for title in role.titles]
    figures = unit.figures.of([each.id for each in moves], skills, titles)
    return {resume_id: reasons(before, after, known) for resume_id, known in figures.items()}


def _value(move: Move, order: MoveOrder) -> int:
    return abs(move.difference) if order is MoveOrder.MOVE else move.score


def _mark(before: RoleQuery | None, after: RoleQuery, order: MoveOrder) -> str:
    """The same for the same two versions in the same order."""
    return hashlib.sha256(repr((before, after, order)).encode()).hexdigest()[:12]


def _behind(cursor: str | None, mark: str) -> MoveCursor | None:
    """Raises InvalidInput where no page of these versions, in this order, gave out `cursor`."""
    if cursor is None:
        return None
    marked, value, resume_id = decode(cursor, 3)
    if marked != mark or not value.isdecimal() or len(value) > _MOST_DIGITS:
        raise InvalidInput(
            "cursor", "is not one that a page of these versions, in this order, gave out; start without it"
        )
    return MoveCursor(int(value), resume_id)


def _dump_difference(difference: RoleDifference) -> dict[str, Any]:
    return {
        "about": difference.about,
        "requirement": difference.label,
        "before": difference.before,
        "after": difference.after,
    }


def _dump_move(move: Move, why: Sequence[Reason]) -> dict[str, Any]:
    before = None
    if move.score_before is not None:
        before = {"score": points(move.score_before), "rank": move.rank_before}
    return {
        "id": move.id,
        "external_id": move.external_id,
        "filename": move.filename,
        "before": before,
        "after": {"score": points(move.score), "rank": move.rank},
        "difference": points(move.difference),
        "reasons": [_dump_reason(each) for each in why],
    }


def _dump_reason(reason: Reason) -> dict[str, Any]:
    return {
        "about": reason.about,
        "requirement": reason.label,
        "change": reason.change,
        "before": points(reason.before),
        "after": points(reason.after),
        "difference": points(reason.difference),
    }
