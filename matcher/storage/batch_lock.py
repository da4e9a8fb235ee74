"""The row of a batch, held while its end, its cancelling or its next try is decided on."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from matcher.storage.job_tables import BatchRow


def lock_batch(session: Session, batch: str) -> None:
    """Wait for whoever holds it, and hold it until the transaction ends: what is read from now on is of now.

    It writes what is there, for SQLite holds nothing for those who only read.
    """
    held = update(BatchRow).where(BatchRow.id == batch).values(cancelled_at=BatchRow.cancelled_at)
    session.execute(held.execution_options(synchronize_session=False))
