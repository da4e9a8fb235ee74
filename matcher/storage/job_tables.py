"""The tables of batches and jobs: the truth about every job, whatever a queue says."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from matcher.domain.jobs import Priority
from matcher.storage.base import ULID_LENGTH, Base, Owned, Utc

_STATE = 16
_WORKER = 64
_PRIORITY = text(str(Priority.BATCH))


class BatchRow(Owned, Base):
    __tablename__ = "batches"
    __table_args__ = (Index(None, "organisation", "id"),)

    id: Mapped[str] = mapped_column(String(ULID_LENGTH), primary_key=True)
    kind: Mapped[str] = mapped_column(String(_STATE))
    created_at: Mapped[datetime] = mapped_column(Utc)
    finished_at: Mapped[datetime | None] = mapped_column(Utc)
    cancelled_at: Mapped[datetime | None] = mapped_column(Utc)


class JobRow(Owned, Base):
    """`claimed_at` is when a worker last took the job, and `lease_until` is until when `worker` holds it.

    `announced_at` is when a queue was last told. The priority's default is for the jobs of a version that
    knew none.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        Index(None, "batch", "state"),
        Index(None, "state", "number"),
        Index(None, "state", "priority", "organisation", "number"),
        Index(None, "organisation", "claimed_at"),
    )

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    batch: Mapped[str] = mapped_column(ForeignKey("batches.id", ondelete="CASCADE"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(_STATE))
    state: Mapped[str] = mapped_column(String(_STATE))
    priority: Mapped[int] = mapped_column(Integer, server_default=_PRIORITY)
    resume: Mapped[str] = mapped_column(String(ULID_LENGTH))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    problem: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    attempts: Mapped[int] = mapped_column(Integer, server_default=text("0"), default=0)
    losses: Mapped[int] = mapped_column(Integer, server_default=text("0"), default=0)
    worker: Mapped[str | None] = mapped_column(String(_WORKER))
    claimed_at: Mapped[datetime | None] = mapped_column(Utc)
    lease_until: Mapped[datetime | None] = mapped_column(Utc)
    announced_at: Mapped[datetime | None] = mapped_column(Utc)


class JobInputRow(Owned, Base):
    """What came in, until the job is done."""

    __tablename__ = "job_inputs"

    job: Mapped[int] = mapped_column(ForeignKey("jobs.number", ondelete="CASCADE"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
