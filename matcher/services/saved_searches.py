"""Searches that an organisation keeps, to be run again over whoever is stored by then."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ulid import ULID

from matcher.domain.lexicon import Lexicon
from matcher.domain.review import Author
from matcher.domain.stored import SavedSearch
from matcher.errors import InvalidInput
from matcher.services.answers import moment
from matcher.services.candidates import CANDIDATE_KEYS, Candidates
from matcher.services.clock import now
from matcher.services.cursors import decode, encode
from matcher.services.resumes import RESUME_KEYS, Resumes
from matcher.services.roles import role_named
from matcher.services.searches import candidate_search, resume_search
from matcher.storage import Database

_LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class AskedSearch:
    """A search as somebody wants it kept; `role` where it is of that role's candidates."""

    name: str
    role: str | None
    parameters: Mapping[str, str]


class SavedSearches:
    """Keeps searches and runs them."""

    def __init__(
        self,
        database: Database,
        lexicon: Lexicon,
        resumes: Resumes,
        candidates: Candidates,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._database = database
        self._lexicon = lexicon
        self._resumes = resumes
        self._candidates = candidates
        self._clock = clock

    def add(self, asked: AskedSearch, by: Author) -> dict[str, Any]:
        """Raises InvalidInput, NotFound for the role."""
        search = self._checked(str(ULID()), asked, by)
        with self._database.unit_of_work() as unit:
            unit.saved_searches.add(search)
        return _dump(search)

    def get(self, search_id: str) -> dict[str, Any]:
        """Raises NotFound."""
        return _dump(self._search(search_id))

    def page(self, cursor: str | None, limit: int) -> dict[str, Any]:
        """`items`, the newest first, and `next`. Raises InvalidInput for the cursor."""
        after = decode(cursor, 1)[0] if cursor else None
        with self._database.unit_of_work() as unit:
            found = unit.saved_searches.page(after, limit + 1)
        further = encode(found[limit - 1].id) if len(found) > limit else None
        return {"items": [_dump(search) for search in found[:limit]], "next": further}

    def replace(self, search_id: str, asked: AskedSearch, by: Author) -> dict[str, Any]:
        """Raises InvalidInput, NotFound for the search and the role."""
        search = self._checked(search_id, asked, by)
        with self._database.unit_of_work() as unit:
            unit.saved_searches.replace(search)
        return _dump(search)

    def delete(self, search_id: str) -> None:
        """Raises NotFound."""
        with self._database.unit_of_work() as unit:
            unit.saved_searches.delete(search_id)

    def results(self, search_id: str, cursor: str | None, limit: int) -> dict[str, Any]:
        """A page of the list as it is now.

        Raises NotFound for the search and InvalidInput for the cursor; both also where a role or a skill that
        the search names is known no more.
        """
        search = self._search(search_id)
        if search.role is None:
            return self._resumes.page(cursor, limit, search.parameters)
        return self._candidates.page(search.role, cursor, limit, search.parameters)

    def _search(self, search_id: str) -> SavedSearch:
        with self._database.unit_of_work() as unit:
            return unit.saved_searches.get(search_id)

    def _checked(self, search_id: str, asked: AskedSearch, by: Author) -> SavedSearch:
        name = asked.name.strip()
        if not 0 < len(name) <= _LONGEST_NAME or not name.isprintable():
            raise InvalidInput("name", f"must be 1 to {_LONGEST_NAME} printable characters")
        for parameter, value in asked.parameters.items():
            if not value.isprintable():
                raise InvalidInput(f"parameters.{parameter}", "holds characters that cannot be kept")
        try:
            self._read(asked)
        except InvalidInput as error:
            raise InvalidInput(f"parameters.{error.field}", error.reason) from error
        return SavedSearch(search_id, name, asked.role, asked.parameters, by, self._clock())

    def _read(self, asked: AskedSearch) -> None:
        if asked.role is None:
            resume_search(asked.parameters, self._lexicon, RESUME_KEYS)
        else:
            role = role_named(asked.role, self._lexicon)
            candidate_search(asked.parameters, self._lexicon, role, CANDIDATE_KEYS)


def _dump(search: SavedSearch) -> dict[str, Any]:
    return {
        "id": search.id,
        "name": search.name,
        "role": search.role,
        "parameters": dict(search.parameters),
        "author": {"name": search.author.name, "key": search.author.key},
        "at": moment(search.at),
    }
