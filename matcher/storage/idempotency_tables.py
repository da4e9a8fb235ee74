"""The table of answers that are given again."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from matcher.storage.base import NAME_LENGTH, SHA256_LENGTH, ULID_LENGTH, Base, OwnedByKey, Utc


class IdempotencyRow(OwnedByKey, Base):
    """`status` is null while the first request is under way; `resume` is whom the answer tells of."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (Index(None, "resume"), Index(None, "claimed_at"))

    key: Mapped[str] = mapped_column(String(NAME_LENGTH), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(SHA256_LENGTH))
    claimed_at: Mapped[datetime] = mapped_column(Utc)
    status: Mapped[int | None]
    headers: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    resume: Mapped[str | None] = mapped_column(String(ULID_LENGTH))
