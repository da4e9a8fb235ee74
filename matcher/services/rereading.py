"""Reading stored texts again after the taxonomy has changed.

Every reading carries the digest of the taxonomy that it was made with, so the database itself says what is
still to do: the work may stop anywhere, go on anywhere, and be done twice without harm.
"""

import logging
from collections.abc import Callable, Iterator

from matcher.domain.jobs import JobKind, NewJob
from matcher.domain.lexicon import Lexicon
from matcher.domain.month import Month
from matcher.domain.stored import NewResume, StoredReading
from matcher.services.analysis import Analyst
from matcher.services.intake import new_resume
from matcher.storage import Database

_LOG = logging.getLogger(__name__)
_AT_ONCE = 20


class Rereading:
    """Reads again what was read with another taxonomy; each résumé in a transaction of its own."""

    def __init__(
        self, database: Database, lexicon_of_now: Callable[[], Lexicon], analyst_of_now: Callable[[], Analyst]
    ) -> None:
        self._database = database
        self._lexicon_of_now = lexicon_of_now
        self._analyst_of_now = analyst_of_now

    def progress(self) -> dict[str, int]:
        """How many stored résumés are `done`, and how many are `waiting`."""
        digest = self._digest()
        with self._database.unit_of_work() as unit:
            waiting = unit.readings.waiting(digest)
            return {"done": unit.readings.total() - waiting, "waiting": waiting}

    def run(self) -> Iterator[str]:
        """Read until nothing waits, even if the taxonomy changes meanwhile; gives each id once it is done."""
        done_with = None
        while done_with != (digest := self._digest()):
            yield from self._pass_over()
            done_with = digest

    def jobs(self) -> list[NewJob]:
        """A job for each résumé that waits, but for those of which it has failed or was cancelled."""
        with self._database.unit_of_work() as unit:
            digest = self._digest()
            over = unit.batches.rereadings_over(digest)
            waiting = (each for each in unit.readings.outdated_ids(digest) if each not in over)
            return [NewJob(each, {"taxonomy": digest}) for each in waiting]

    def is_under_way(self) -> bool:
        with self._database.unit_of_work() as unit:
            return unit.batches.unfinished(JobKind.REREADING)

    def reread(self, resume_id: str) -> NewResume:
        """The résumé as it is to be kept now. Raises NotFound."""
        with self._database.unit_of_work() as unit:
            stored = unit.readings.one(resume_id)
        return _read_now(stored, self._analyst_of_now())

    def _digest(self) -> str:
        return self._lexicon_of_now().taxonomy.digest

    def _pass_over(self) -> Iterator[str]:
        """In order of number, so that one which cannot be read does not hold up those behind it."""
        after = 0
        while True:
            analyst = self._analyst_of_now()
            with self._database.unit_of_work() as unit:
                found = unit.readings.outdated(analyst.lexicon.taxonomy.digest, after, _AT_ONCE)
            if not found:
                return
            yield from (stored.id for stored in found if self._read(stored, analyst))
            after = found[-1].number

    def _read(self, stored: StoredReading, analyst: Analyst) -> bool:
        try:
            new = _read_now(stored, analyst)
        except Exception as error:  # noqa: BLE001  # a fault of one must not keep the others from being read
            _LOG.error(
                "%s on reading résumé %s again", type(error).__name__, stored.id
            )  # its text is private
            return False
        with self._database.unit_of_work() as unit:
            return unit.resumes.read_again(new)


def _read_now(stored: StoredReading, analyst: Analyst) -> NewResume:
    return new_resume(
        analyst.analyse_document(stored.document, Month.parse(stored.as_of)),
        analyst.lexicon,
        id=stored.id,
        external_id=stored.external_id,
        created_at=stored.created_at,
        content=None,
    )
