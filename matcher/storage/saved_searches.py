"""Searches that an organisation keeps."""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from matcher.domain.review import Author
from matcher.domain.stored import SavedSearch
from matcher.errors import NotFound
from matcher.storage.review_tables import SavedSearchRow


class SavedSearchStore:
    """Saved searches within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, search: SavedSearch) -> None:
        self._session.add(
            SavedSearchRow(
                id=search.id,
                name=search.name,
                role=search.role,
                parameters=dict(search.parameters),
                author=search.author.name,
                author_key=search.author.key,
                at=search.at,
            )
        )

    def get(self, search_id: str) -> SavedSearch:
        """Raises NotFound."""
        query = select(SavedSearchRow).where(SavedSearchRow.id == search_id)
        row = self._session.scalars(query).first() if search_id.isprintable() else None
        if row is None:
            raise NotFound("saved search", search_id)
        return _search(row)

    def page(self, after: str | None, limit: int) -> tuple[SavedSearch, ...]:
        """Up to `limit`, the newest first, from behind the id `after`."""
        query = select(SavedSearchRow).order_by(SavedSearchRow.id.desc()).limit(limit)
        if after is not None:
            query = query.where(SavedSearchRow.id < after)
        return tuple(map(_search, self._session.scalars(query)))

    def replace(self, search: SavedSearch) -> None:
        """Raises NotFound."""
        values = {"name": search.name, "role": search.role, "parameters": dict(search.parameters)}
        who = {"author": search.author.name, "author_key": search.author.key, "at": search.at}
        change = update(SavedSearchRow).where(SavedSearchRow.id == search.id).values(**values, **who)
        found = search.id.isprintable() and self._session.scalars(change.returning(SavedSearchRow.id)).all()
        if not found:
            raise NotFound("saved search", search.id)

    def delete(self, search_id: str) -> None:
        """Raises NotFound."""
        erase = delete(SavedSearchRow).where(SavedSearchRow.id == search_id).returning(SavedSearchRow.id)
        if not search_id.isprintable() or not self._session.scalars(erase).all():
            raise NotFound("saved search", search_id)


def _search(row: SavedSearchRow) -> SavedSearch:
    author = Author(row.author, row.author_key)
    return SavedSearch(row.id, row.name, row.role, row.parameters, author, row.at)
