from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from batches import BATCH, add_batch, claim
from builders import CREATED_AT

from matcher.domain.jobs import JobState
from matcher.services import announcing
from matcher.services.announcing import Announcer
from matcher.storage import Database


class Queue:
    """Keeps what it is told, unless it is away."""

    def __init__(self) -> None:
        self.messages: list[int] = []
        self.away = False

    def announce(self, numbers: Sequence[int]) -> bool:
        if not self.away:
            self.messages += numbers
        return not self.away

    def is_empty(self) -> bool:
        return not self.messages and not self.away


class Clock:
    def __init__(self) -> None:
        self.now = CREATED_AT

    def __call__(self) -> datetime:
        return self.now

    def later(self, seconds: int = 31) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def queue() -> Queue:
    return Queue()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def announcer(any_database: Database, queue: Queue, clock: Clock) -> Announcer:
    return Announcer(any_database, queue, clock)


def test_each_job_is_told_of_once(announcer: Announcer, queue: Queue, any_database: Database) -> None:
    numbers = add_batch(any_database, 3)
    assert announcer.announce() == 3
    assert announcer.announce() == announcer.announce_all() == 0
    assert queue.messages == numbers


def test_a_request_tells_of_some_and_a_sweep_of_the_others(
    announcer: Announcer, queue: Queue, any_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcing, "_AT_ONCE", 2)
    numbers = add_batch(any_database, 7)
    assert announcer.announce() == 2
    assert announcer.announce_all() == 5
    assert queue.messages == numbers


def test_what_cannot_be_told_is_told_later(
    announcer: Announcer, queue: Queue, any_database: Database
) -> None:
    numbers = add_batch(any_database, 2)
    queue.away = True
    assert announcer.announce() == announcer.announce_all() == 0
    queue.away = False
    assert announcer.announce_all() == 2
    assert queue.messages == numbers


def test_lost_messages_are_sent_again(
    announcer: Announcer, queue: Queue, clock: Clock, any_database: Database
) -> None:
    numbers = add_batch(any_database, 3)
    announcer.announce()
    queue.messages.clear()  # somebody purged it, or took one up and was lost
    claim(any_database, numbers[0])
    assert announcer.announce_all() == 0  # they may be on their way
    clock.later()
    assert announcer.announce_all() == 2
    assert queue.messages == numbers[1:]


def test_a_long_queue_does_not_grow_by_waiting(
    announcer: Announcer, queue: Queue, clock: Clock, any_database: Database
) -> None:
    add_batch(any_database, 3)
    announcer.announce()
    queue.messages.pop()
    clock.later()
    assert announcer.announce_all() == 0
    queue.messages.clear()
    queue.away = True
    assert announcer.announce_all() == 0


def test_without_a_queue_nobody_is_told(any_database: Database) -> None:
    (number,) = add_batch(any_database, 1)
    announcer = Announcer(any_database, None)
    assert announcer.announce() == announcer.announce_all() == 0
    with any_database.unit_of_everybody() as jobs:
        assert jobs.unannounced(None, 9) == (number,)


def test_a_database_that_is_away_since_does_not_spoil_the_answer(queue: Queue) -> None:
    assert Announcer(Database("sqlite:////nowhere/at/all.sqlite3"), queue).announce() == 0


def test_what_is_over_is_not_told_of(announcer: Announcer, any_database: Database) -> None:
    add_batch(any_database, 2)
    with any_database.unit_of_work() as unit:
        unit.batches.cancel(BATCH, CREATED_AT)
        assert unit.batches.get(BATCH).counts[JobState.CANCELLED] == 2
    assert announcer.announce_all() == 0
