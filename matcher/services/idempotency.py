"""Giving a request that is sent again the answer that it got at first."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from matcher.domain.idempotency import KeptAnswer
from matcher.errors import IdempotencyAnswerGone, InvalidInput
from matcher.services.clock import now
from matcher.storage import Database

KEPT_FOR = timedelta(hours=24)
_LOST_AFTER = timedelta(minutes=5)  # beyond the longest a request may take
_LONGEST = 255


class Idempotency:
    """Keys of one organisation's requests. Answers are kept for a day."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = now) -> None:
        self._database = database
        self._clock = clock

    def claim(self, key: str, request: Iterable[bytes], *, changes: bool = True) -> KeptAnswer | None:
        """The answer that the same request got before; None where it is to be made now.

        Raises InvalidInput for the key, IdempotencyKeyReused, IdempotencyKeyInUse, and IdempotencyAnswerGone
        where it is kept no more, or never was; a request that `changes` nothing is then answered anew.
        """
        if not 0 < len(key) <= _LONGEST or not key.isprintable():
            raise InvalidInput("Idempotency-Key", f"must be 1 to {_LONGEST} printable characters")
        moment = self._clock()
        with self._database.unit_of_work() as unit:
            unit.idempotency.forget_before(moment - KEPT_FOR)
            kept = unit.idempotency.claim(key, fingerprint_of(request), moment, moment - _LOST_AFTER)
        if kept is None or kept.body is not None:
            return kept
        if changes:
            raise IdempotencyAnswerGone
        return None

    def answer(self, key: str, answer: KeptAnswer, resume: str | None) -> None:
        """Keep `answer`, but nothing of a `resume` that is not there, such as one erased meanwhile.

        It is written before the résumé is looked for: who erases that from then on waits, and finds it.
        """
        with self._database.unit_of_work() as unit:
            unit.idempotency.answer(key, answer)
            if resume is None:
                return
            if unit.resumes.hold(resume):
                unit.idempotency.tells_of(key, resume)
            else:
                unit.idempotency.forget_answer(key)

    def release(self, key: str) -> None:
        """Let the key be used again: the request came to nothing."""
        with self._database.unit_of_work() as unit:
            unit.idempotency.release(key)


def fingerprint_of(request: Iterable[bytes]) -> str:
    """The SHA-256 of the parts, each behind its length, so that no two lists of parts are alike."""
    digest = hashlib.sha256()
    for part in request:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()
