from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.outbound import RETRY_DELAYS, next_attempt

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
PARTS = st.floats(0, 1, exclude_max=True)


@pytest.mark.parametrize(
    ("attempt", "later"),
    [
        (1, timedelta(seconds=5)),
        (2, timedelta(minutes=5)),
        (3, timedelta(minutes=30)),
        (4, timedelta(hours=2)),
        (5, timedelta(hours=5)),
        (6, timedelta(hours=10)),
        (7, timedelta(hours=14)),
        (8, timedelta(hours=20)),
        (9, timedelta(hours=24)),
    ],
)
def test_the_pauses_grow(attempt: int, later: timedelta) -> None:
    assert next_attempt(attempt, NOW, lambda: 0.0) == NOW + later


@pytest.mark.parametrize("attempt", [10, 11, 1_000])
def test_after_ten_attempts_it_is_given_up(attempt: int) -> None:
    assert next_attempt(attempt, NOW, lambda: 0.0) is None


@given(st.integers(1, len(RETRY_DELAYS)), PARTS)
def test_chance_makes_it_later_by_a_tenth_at_most(attempt: int, part: float) -> None:
    when = next_attempt(attempt, NOW, lambda: part)
    assert when is not None
    delay = RETRY_DELAYS[attempt - 1]
    assert NOW + delay <= when <= NOW + delay * 1.1


@given(st.integers(1, len(RETRY_DELAYS) - 1), PARTS, PARTS)
def test_a_later_attempt_waits_longer_whatever_chance_says(attempt: int, first: float, second: float) -> None:
    sooner, later = (
        next_attempt(attempt, NOW, lambda: first),
        next_attempt(attempt + 1, NOW, lambda: second),
    )
    assert sooner is not None
    assert later is not None
    assert sooner < later
