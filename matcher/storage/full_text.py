"""Finding résumés by the words of their texts.

The database keeps the words itself, by triggers on the texts: FTS5 in SQLite, a tsvector in PostgreSQL. No
model stands for that table; what is asked of it is narrowed by the résumés it is asked for.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Select, and_, column, false, func, literal_column, or_, select, table
from sqlalchemy.orm import Session

from matcher.domain.search import Phrases
from matcher.storage.tables import ResumeRow

_TABLE = "full_texts"
_SQLITE, _POSTGRESQL = table(_TABLE, column("rowid")), table(_TABLE, column("resume"), column("words"))


def is_full_text_table(name: str | None) -> bool:
    """Whether migrations alone look after the table `name`: the index of words, or what FTS5 keeps it in."""
    return name is not None and name.startswith(_TABLE)


def holds(session: Session, alternatives: Iterable[Phrases]) -> ColumnElement[bool]:
    """That the text of a ResumeRow holds one of `alternatives`."""
    of_dialect = {"sqlite": _holds_in_sqlite, "postgresql": _holds_in_postgresql}
    return or_(false(), *map(of_dialect[session.get_bind().dialect.name], alternatives))


def _holds_in_sqlite(phrases: Phrases) -> ColumnElement[bool]:
    """FTS5 knows what is absent only beside what is held, so each is asked for by itself."""
    held = [ResumeRow.number.in_(_matching(" AND ", phrases.held))] if phrases.held else []
    absent = [ResumeRow.number.not_in(_matching(" OR ", phrases.absent))] if phrases.absent else []
    return and_(*held, *absent)


def _matching(joined_by: str, phrases: Sequence[str]) -> Select[int]:
    query = joined_by.join(_quoted(phrases))
    return select(_SQLITE.c.rowid).where(literal_column(_TABLE).op("MATCH")(query))


def _holds_in_postgresql(phrases: Phrases) -> ColumnElement[bool]:
    words = " ".join([*_quoted(phrases.held), *(f"-{each}" for each in _quoted(phrases.absent))])
    query = func.websearch_to_tsquery("simple", words)
    return ResumeRow.number.in_(select(_POSTGRESQL.c.resume).where(_POSTGRESQL.c.words.op("@@")(query)))


def _quoted(phrases: Iterable[str]) -> list[str]:
    return [f'"{phrase}"' for phrase in phrases]
