"""Keys of requests and the answers they got."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from matcher.domain.idempotency import KeptAnswer
from matcher.errors import IdempotencyKeyInUse, IdempotencyKeyReused
from matcher.storage.base import insert_if_absent
from matcher.storage.idempotency_tables import IdempotencyRow


class IdempotencyStore:
    """Keys of one organisation within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def claim(self, key: str, fingerprint: str, now: datetime, lost_before: datetime) -> KeptAnswer | None:
        """The answer that `key` got before; None where this request is the one to make it.

        A claim from before `lost_before` without an answer is taken over: who made it is gone. Raises
        IdempotencyKeyReused where the key came with another request, IdempotencyKeyInUse where the first one
        is still under way.
        """
        values = {"key": key, "fingerprint": fingerprint, "claimed_at": now}
        added = insert_if_absent(self._session, IdempotencyRow).values(values).returning(IdempotencyRow.key)
        if self._session.scalars(added).first() is not None:
            return None
        row = self._session.scalars(select(IdempotencyRow).where(IdempotencyRow.key == key)).first()
        if row is None:  # let go of in between
            raise IdempotencyKeyInUse
        if row.fingerprint != fingerprint:
            raise IdempotencyKeyReused
        if row.status is not None:
            return KeptAnswer(row.status, row.headers or {}, row.body)
        if not self._take_over(key, now, lost_before):
            raise IdempotencyKeyInUse
        return None

    def _take_over(self, key: str, now: datetime, lost_before: datetime) -> bool:
        lost = (IdempotencyRow.key == key, IdempotencyRow.claimed_at < lost_before)
        taken = update(IdempotencyRow).where(*lost, IdempotencyRow.status.is_(None)).values(claimed_at=now)
        return bool(self._session.scalars(taken.returning(IdempotencyRow.key)).all())

    def answer(self, key: str, answer: KeptAnswer) -> None:
        """Keep the answer of the request that claimed `key`."""
        self._change(key, status=answer.status, headers=dict(answer.headers), body=answer.body)

    def tells_of(self, key: str, resume: str) -> None:
        """Put down whom the answer is about, to be erased with the résumé."""
        self._change(key, resume=resume)

    def forget_answer(self, key: str) -> None:
        """Erase what was answered; the key stays used."""
        self._change(key, body=None, headers={})

    def _change(self, key: str, **values: Any) -> None:
        self._session.execute(update(IdempotencyRow).where(IdempotencyRow.key == key).values(**values))

    def release(self, key: str) -> None:
        """Forget a claim that came to nothing."""
        claim = (IdempotencyRow.key == key, IdempotencyRow.status.is_(None))
        self._session.execute(delete(IdempotencyRow).where(*claim))

    def forget_resume(self, resume: str) -> None:
        """Erase what answers tell of the résumé; the keys stay used."""
        told = update(IdempotencyRow).where(IdempotencyRow.resume == resume)
        self._session.execute(told.values(body=None, headers={}))

    def forget_before(self, before: datetime) -> None:
        self._session.execute(delete(IdempotencyRow).where(IdempotencyRow.claimed_at < before))
