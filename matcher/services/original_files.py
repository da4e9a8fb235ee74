"""Files as they came in: in the database, or in a store beside it."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from matcher.domain.originals import Originals, key_parts, original_key
from matcher.errors import NotFound, OriginalsUnavailable
from matcher.services.clock import now
from matcher.storage import Database

_LOG = logging.getLogger(__name__)
_NOT_NEEDED_AFTER = timedelta(hours=1)  # longer than any résumé takes from its file to its row


class OriginalFiles:
    """The files of one organisation. `store` None means the database; without `keep` there are none."""

    def __init__(self, database: Database, store: Originals | None, *, keep: bool) -> None:
        self._database = database
        self._store = store
        self._keep = keep

    def for_database(self, content: bytes) -> bytes | None:
        """What of the file is kept in the résumé's own transaction."""
        return content if self._keep and self._store is None else None

    def put_beside(self, resume_id: str, content: bytes) -> None:
        """Keep the file beside the database, before its résumé is stored. Raises OriginalsUnavailable.

        Where that is not stored after all, `erase_unneeded` finds the file. It is not erased at once: another
        worker may be about to store the same résumé, whose job this one has lost.
        """
        if self._store is not None and self._keep:
            self._store.put(self._key(resume_id), content)

    def get(self, resume_id: str) -> bytes:
        """Raises NotFound where the résumé or its file is not kept, OriginalsUnavailable."""
        with self._database.unit_of_work() as unit:
            content = unit.resumes.original(resume_id)
        if content is None and self._store is not None:
            content = self._store.get(self._key(resume_id))
        if content is None:
            raise NotFound("original of the résumé", resume_id)
        return content

    def erase(self, resume_id: str) -> None:
        """What cannot be erased now is found by `erase_unneeded`."""
        try:
            if self._store is not None:
                self._store.delete(self._key(resume_id))
        except OriginalsUnavailable as error:
            _LOG.warning("%s at erasing an original", type(error).__name__)

    def _key(self, resume_id: str) -> str:
        return original_key(str(self._database.organisation), resume_id)


def erase_unneeded(database: Database, store: Originals, clock: Callable[[], datetime] = now) -> int:
    """Erase the files that no résumé has, such as a crash leaves behind; gives how many those were."""
    erased = 0
    for key in store.keys(clock() - _NOT_NEEDED_AFTER):
        organisation, resume_id = key_parts(key)
        with database.of(int(organisation)).unit_of_work() as unit:
            needed = unit.resumes.exists(resume_id)
        if not needed:
            store.delete(key)
            erased += 1
    return erased
