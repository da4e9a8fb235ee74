"""Messages and jobs together: whatever becomes of messages and workers, each job ends, and then all rests."""

from collections import deque
from collections.abc import Sequence
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

from batches import add_batch, claim, waiting
from databases import empty_tables
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from matcher.assembly import Rolefit
from matcher.domain.jobs import Claimed, JobState
from matcher.jobs.losses import MOST_LOSSES, SET_ASIDE
from matcher.jobs.performing import Performer
from matcher.services.announcing import Announcer
from matcher.services.clock import now
from matcher.storage import Database
from matcher.storage.job_tables import JobRow

ORGANISATIONS = (1, 2)


class Lost(Exception):
    """The worker is gone, with a job at hand."""


class Worker(Performer):
    """Does nothing for a job but end it; or is lost over it."""

    loses = False

    def _do(self, job: Claimed) -> None:
        if self.loses:
            raise Lost
        with self._database.unit_of_everybody() as jobs:
            assert jobs.finish(job, JobState.DONE, None, job.resume)


class World:
    """A database, a broker with its messages, a worker and the sweeper."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.messages: deque[tuple[str, bool]] = deque()  # ids, and whether they come again
        self.sent = 0
        self._at = now()
        self._announcer = Announcer(database, self, lambda: self._at)
        process = SimpleNamespace(database=database)
        self._worker = Worker(cast(Rolefit, SimpleNamespace(process=process)))

    def announce(self, numbers: Sequence[int]) -> bool:
        for _ in numbers:
            self.messages.append((f"message {self.sent}", False))
            self.sent += 1
        return True

    def is_empty(self) -> bool:
        return not self.messages

    def add(self, organisation: int, size: int, place: int) -> None:
        add_batch(self.database.of(organisation), size, f"{place:026}")
        self._announcer.announce()

    def deliver(self, *, loses: bool = False) -> None:
        if not self.messages:
            return
        message, again = self.messages.popleft()
        self._worker.loses = loses
        try:
            self._worker.perform_woken(message, redelivered=again)
        except Lost:
            self.messages.append((message, True))

    def purge(self) -> None:
        self.messages.clear()

    def twice(self) -> None:
        self.messages.extend([(message, True) for message, _ in self.messages])

    def sweep(self) -> None:
        """After all leases and all patience have run out."""
        self._at += timedelta(hours=1)
        with self.database.unit_of_everybody() as jobs:
            jobs.free_lost(self._at, MOST_LOSSES, SET_ASIDE)
        self._announcer.announce_all()

    def states(self) -> set[str]:
        with self.database.engine.connect() as connection:
            return set(connection.scalars(select(JobRow.state)))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "deliver", "deliver", "lose", "lose", "twice", "purge", "sweep"]),
        st.sampled_from(ORGANISATIONS),
        st.integers(1, 4),
    ),
    max_size=25,
)


@given(steps=STEPS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_is_lost_and_nothing_goes_on_for_ever(database: Database, steps: list[Any]) -> None:
    empty_tables(database)
    world = World(database)
    does = {
        "deliver": world.deliver,
        "lose": lambda: world.deliver(loses=True),
        "twice": world.twice,
        "purge": world.purge,
        "sweep": world.sweep,
    }
    for place, (step, organisation, size) in enumerate(steps):
        if step == "add":
            world.add(organisation, size, place)
        else:
            does[step]()
    for _ in range(2):  # what messages were left for, and what none was left for
        world.sweep()
        while world.messages:
            world.deliver()
    assert waiting(database) == []
    assert world.states() <= {JobState.DONE, JobState.FAILED}
    sent = world.sent
    world.sweep()
    assert (world.messages, world.sent) == (deque(), sent)


def test_as_many_messages_as_jobs_are_enough_whosever_they_were(database: Database) -> None:
    """Also where a worker is lost: its message comes again, and what it held is free by then."""
    world = World(database)
    world.add(1, 3, 0)
    world.add(2, 2, 1)
    world.deliver(loses=True)
    for _ in range(5):
        world.deliver()
    assert world.states() == {JobState.DONE}
    assert (world.sent, len(world.messages)) == (5, 0)


def test_what_a_worker_that_lives_has_at_hand_is_left_to_it(database: Database) -> None:
    """Though the message of its job's number comes again."""
    world = World(database)
    world.add(1, 2, 0)
    first, _ = waiting(database)
    assert claim(database, first, "message 1/worker") is not None
    world.messages[0] = ("message 0", True)
    world.deliver()
    assert waiting(database) == []
    assert world.states() == {JobState.RUNNING, JobState.DONE}
