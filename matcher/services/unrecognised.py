"""What the skill lists of stored résumés name that no skill is known by."""

from typing import Any

from matcher.errors import InvalidInput
from matcher.services.cursors import decode, encode
from matcher.storage import Database

_MOST_DIGITS = 9


class UnrecognisedSkills:
    """Counts over all stored résumés, for a taxonomy to grow by."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, cursor: str | None, limit: int) -> dict[str, Any]:
        """`items`, the most frequent first, and `next`. Raises InvalidInput for the cursor."""
        after = _position(cursor) if cursor else None
        with self._database.unit_of_work() as unit:
            found = unit.unrecognised.most_frequent(after, limit + 1)
        items = found[:limit]
        further = None
        if len(found) > limit:
            further = encode(str(items[-1].resumes), items[-1].key.encode().hex())
        return {
            "items": [{"surface": each.surface, "resumes": each.resumes} for each in items],
            "next": further,
        }


def _position(cursor: str) -> tuple[int, str]:
    resumes, key = decode(cursor, 2)
    try:
        after = (int(resumes), bytes.fromhex(key).decode())
    except ValueError:
        after = (0, "\n")
    if not after[1].isprintable() or len(resumes) > _MOST_DIGITS:
        raise InvalidInput("cursor", "is not one that a page gave out; start without it")
    return after
