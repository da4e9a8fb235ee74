"""When a webhook that was not taken is sent again."""

from collections.abc import Callable
from datetime import datetime, timedelta

# What the Standard Webhooks specification proposes: a receiver that is down over a weekend misses nothing.
RETRY_DELAYS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
JITTER = 0.1  # up to a tenth later, so that what failed together does not come back together


def next_attempt(attempt: int, now: datetime, random: Callable[[], float]) -> datetime | None:
    """When to send after `attempt` attempts (1 or more) have failed; None when that was the last.

    `random` gives numbers from 0 to below 1, as `random.random` does.
    """
    if attempt > len(RETRY_DELAYS):
        return None
    return now + RETRY_DELAYS[attempt - 1] * (1 + JITTER * random())
