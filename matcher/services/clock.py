"""What time it is."""

from collections.abc import Callable
from datetime import UTC, datetime

from matcher.domain.month import Month


def now() -> datetime:
    """The present second in UTC; résumés are stamped no finer."""
    return instant().replace(microsecond=0)


def instant() -> datetime:
    """The same as finely as the machine tells it, for what follows in quick succession."""
    return datetime.now(UTC)


def this_month(clock: Callable[[], datetime] = now) -> Month:
    today = clock()
    return Month(today.year, today.month)
