"""The tables of webhooks, of what they are told, and of how the telling went."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, Text, text, true
from sqlalchemy.orm import Mapped, mapped_column

from matcher.storage.base import ID_LENGTH, NAME_LENGTH, ULID_LENGTH, Base, Owned, Utc

EVENT_ID_LENGTH = ULID_LENGTH + len("msg_")
_SECRET = 120
_WORD = 32
_WORKER = 64


class WebhookRow(Owned, Base):
    """`failures` counts the deliveries that failed for good since one was taken."""

    __tablename__ = "webhooks"
    __table_args__ = (Index(None, "organisation", "id"),)

    id: Mapped[str] = mapped_column(String(ULID_LENGTH), primary_key=True)
    url: Mapped[str] = mapped_column(Text)
    events: Mapped[list[Any]] = mapped_column(JSON)
    description: Mapped[str] = mapped_column(String(NAME_LENGTH))
    secret: Mapped[str] = mapped_column(String(_SECRET))
    previous_secret: Mapped[str | None] = mapped_column(String(_SECRET))
    previous_until: Mapped[datetime | None] = mapped_column(Utc)
    active: Mapped[bool] = mapped_column(server_default=true(), default=True)
    failures: Mapped[int] = mapped_column(Integer, server_default=text("0"), default=0)
    created_at: Mapped[datetime] = mapped_column(Utc)
    disabled_at: Mapped[datetime | None] = mapped_column(Utc)
    disabled_reason: Mapped[str | None] = mapped_column(String(NAME_LENGTH))


class EventRow(Owned, Base):
    """Something that a webhook is told of; `subject` is the id of what it happened to."""

    __tablename__ = "webhook_events"
    __table_args__ = (Index(None, "organisation", "subject"), Index(None, "created_at"))

    id: Mapped[str] = mapped_column(String(EVENT_ID_LENGTH), primary_key=True)
    type: Mapped[str] = mapped_column(String(_WORD))
    subject: Mapped[str] = mapped_column(String(ID_LENGTH))
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(Utc)


class DeliveryRow(Owned, Base):
    """An event for one webhook; `lease_until` is until when `worker` alone may send it."""

    __tablename__ = "deliveries"
    __table_args__ = (Index(None, "webhook", "state", "next_attempt_at"), Index(None, "event"))

    id: Mapped[str] = mapped_column(String(ULID_LENGTH), primary_key=True)
    webhook: Mapped[str] = mapped_column(ForeignKey("webhooks.id", ondelete="CASCADE"))
    event: Mapped[str] = mapped_column(ForeignKey("webhook_events.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(String(_WORD))
    attempts: Mapped[int] = mapped_column(Integer, server_default=text("0"), default=0)
    next_attempt_at: Mapped[datetime | None] = mapped_column(Utc)
    worker: Mapped[str | None] = mapped_column(String(_WORKER))
    lease_until: Mapped[datetime | None] = mapped_column(Utc)


class AttemptRow(Owned, Base):
    """One try to send a delivery."""

    __tablename__ = "delivery_attempts"
    __table_args__ = (Index(None, "delivery", "number"),)

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    delivery: Mapped[str] = mapped_column(ForeignKey("deliveries.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(Utc)
    status: Mapped[int | None]
    milliseconds: Mapped[int]
    detail: Mapped[str] = mapped_column(Text)
