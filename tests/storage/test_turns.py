"""Whose turn it is: tables of what waits, and laws over any order of claims and ends."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count

import pytest
from batches import LATER, add_batch
from builders import CREATED_AT
from databases import empty_tables
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.domain.jobs import Claimed, JobKind, JobState, Priority
from matcher.storage import Database

INTAKE, REREADING = JobKind.INTAKE, JobKind.REREADING
SINGLE, BATCH, AGAIN = Priority
ORGANISATIONS = (1, 2, 3)
Waiting = Sequence[tuple[int, JobKind, int]]  # organisation, kind and size of each batch


class Workers:
    """As many as there are jobs claimed and not ended, on a clock that goes on at each claim."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._seconds = count()
        self.running: list[Claimed] = []

    def _now(self) -> datetime:
        return CREATED_AT + timedelta(seconds=next(self._seconds))

    def claim(self, first: Priority = SINGLE) -> Claimed | None:
        with self._database.unit_of_everybody() as jobs:
            job = jobs.claim_next("a", self._now(), LATER, first)
        if job is not None:
            self.running.append(job)
        return job

    def end(self, place: int = 0) -> None:
        """The end of the job that was claimed as the `place`-th of those that run, from 0."""
        job = self.running.pop(place)
        with self._database.unit_of_everybody() as jobs:
            assert jobs.finish(job, JobState.DONE, None, job.resume)


@pytest.fixture
def workers(database: Database) -> Workers:
    return Workers(database)


def add(database: Database, waiting: Waiting) -> list[list[int]]:
    """The numbers of the jobs of each batch."""
    return [
        add_batch(database.of(organisation), size, f"{place:026}", kind)
        for place, (organisation, kind, size) in enumerate(waiting)
    ]


def order(workers: Workers, at_once: int) -> list[int]:
    """Whose jobs so many workers claim one after another; the job that has run longest ends first."""
    found = []
    while (job := workers.claim()) is not None:
        found.append(job.organisation)
        if len(workers.running) == at_once:
            workers.end()
    return found


@pytest.mark.parametrize(
    ("waiting", "at_once", "expected"),
    [
        # one worker: nothing runs when it looks, so it goes by who was given one longest ago
        pytest.param([(1, INTAKE, 5), (2, INTAKE, 2)], 1, "1212111", id="by turns"),
        pytest.param([(1, INTAKE, 5), (2, INTAKE, 2), (3, INTAKE, 2)], 1, "123123111", id="three"),
        pytest.param([(2, INTAKE, 3), (1, INTAKE, 2)], 1, "21212", id="the oldest starts"),
        pytest.param([(1, INTAKE, 2), (1, INTAKE, 2), (2, INTAKE, 2)], 1, "121211", id="not by batches"),
        # fewer workers than organisations: the last one is not left out
        pytest.param([(1, INTAKE, 4), (2, INTAKE, 4), (3, INTAKE, 2)], 2, "1231231212", id="two of three"),
        # a single upload, whosever, before every batch; a batch before re-reading
        pytest.param([(1, INTAKE, 3), (2, INTAKE, 1)], 1, "2111", id="single first"),
        pytest.param([(1, INTAKE, 2), (2, INTAKE, 1), (3, INTAKE, 1)], 1, "2311", id="singles by turns"),
        pytest.param([(1, REREADING, 2), (2, INTAKE, 3)], 1, "22211", id="re-reading last"),
        pytest.param([(1, REREADING, 1), (2, INTAKE, 2)], 1, "221", id="one re-reading is no upload"),
        pytest.param([(1, REREADING, 3), (2, REREADING, 2)], 1, "12121", id="re-reading by turns"),
    ],
)
def test_whose_jobs_are_claimed(
    database: Database, workers: Workers, waiting: Waiting, at_once: int, expected: str
) -> None:
    add(database, waiting)
    assert order(workers, at_once) == [int(each) for each in expected]


def test_a_job_of_another_is_next_behind_a_large_batch(database: Database, workers: Workers) -> None:
    add(database, [(1, INTAKE, 1000)])
    assert workers.claim()
    (other, _) = add_batch(database.of(2), 2)
    job = workers.claim()
    assert job is not None
    assert job.number == other


def test_the_fewest_running_count_more_than_who_was_given_one_longest_ago(
    database: Database, workers: Workers
) -> None:
    add(database, [(1, INTAKE, 4), (2, INTAKE, 4)])
    claimed = [workers.claim() for _ in range(4)]
    assert [job and job.organisation for job in claimed] == [1, 2, 1, 2]
    workers.end(3)
    workers.end(1)  # now the first has two running and was given one before the second
    following = [workers.claim() for _ in range(3)]
    assert [job and job.organisation for job in following] == [2, 2, 1]


def test_what_runs_counts_whatever_its_priority(database: Database, workers: Workers) -> None:
    add_batch(database, 2, kind=REREADING)
    assert workers.claim()
    add(database, [(1, INTAKE, 1), (2, INTAKE, 1)])
    following = [workers.claim() for _ in range(3)]
    assert [job and (job.organisation, job.kind) for job in following] == [
        (2, INTAKE),
        (1, INTAKE),
        (1, REREADING),
    ]


def test_within_an_organisation_the_oldest_goes_first(database: Database, workers: Workers) -> None:
    batch, again, single = add(database, [(1, INTAKE, 2), (1, REREADING, 2), (1, INTAKE, 1)])
    jobs = [workers.claim() for _ in range(6)]
    assert [job and job.number for job in jobs] == [*single, *batch, *again, None]


@pytest.mark.parametrize(
    ("first", "expected"), [(SINGLE, [0, 1, 2]), (BATCH, [1, 0, 2]), (AGAIN, [2, 0, 1])], ids=str
)
def test_a_priority_that_is_looked_for_first_goes_before_the_others(
    database: Database, workers: Workers, first: Priority, expected: list[int]
) -> None:
    add(database, [(1, REREADING, 1), (1, INTAKE, 2), (2, INTAKE, 1)])
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM jobs WHERE position = 1")
    of = {(INTAKE, 2): 0, (INTAKE, 1): 1, (REREADING, 1): 2}
    jobs = [workers.claim(first) for _ in range(3)]
    assert [of[job.kind, job.organisation] for job in jobs if job is not None] == expected


Step = tuple[str, int, JobKind, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "claim", "claim", "claim", "end", "end"]),
        st.sampled_from(ORGANISATIONS),
        st.sampled_from([INTAKE, INTAKE, REREADING]),
        st.integers(1, 4),
    ),
    max_size=40,
)


class Model:
    """The rules once more, in lists: what waits, and when each organisation was given a worker last."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Priority, int, int]] = []  # priority, organisation, number
        self.claimed_at: dict[int, int] = {}
        self.claims = 0

    def next(self, first: Priority, running: Counter[int]) -> tuple[Priority, int, int] | None:
        def turn(job: tuple[Priority, int, int]) -> tuple[bool, int, int, int, int]:
            priority, organisation, number = job
            last = self.claimed_at.get(organisation, -1)
            return (priority is not first, priority, running[organisation], last, number)

        return min(self.waiting, key=turn, default=None)

    def claim(self, job: tuple[Priority, int, int]) -> None:
        self.waiting.remove(job)
        self.claimed_at[job[1]] = self.claims
        self.claims += 1


@given(steps=STEPS, seed=st.sampled_from(Priority))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_claim_follows_the_rules_and_leaves_nothing(
    database: Database, steps: list[Step], seed: Priority
) -> None:
    empty_tables(database)
    workers, model = Workers(database), Model()

    def claim(first: Priority) -> bool:
        running = Counter(job.organisation for job in workers.running)
        expected, job = model.next(first, running), workers.claim(first)
        assert (job and job.number) == (expected and expected[2])
        if expected:
            model.claim(expected)
        return job is not None

    for place, (what, organisation, kind, size) in enumerate(steps):
        if what == "add":
            numbers = add_batch(database.of(organisation), size, f"{place:026}", kind)
            priority = AGAIN if kind is REREADING else SINGLE if size == 1 else BATCH
            model.waiting += [(priority, organisation, number) for number in numbers]
        elif what == "claim":
            claim(seed if size == 1 else SINGLE)
        elif workers.running:
            workers.end(size % len(workers.running))
    while claim(SINGLE):
        pass
    assert model.waiting == []


@given(
    sizes=st.lists(st.integers(2, 12), min_size=2, max_size=4),
    at_once=st.integers(1, 4),
    ends=st.lists(st.integers(0, 3), min_size=48, max_size=48),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_organisation_has_a_worker_or_gets_one_after_each_other_got_one_at_most(
    database: Database, sizes: list[int], at_once: int, ends: list[int]
) -> None:
    """However long each job takes."""
    empty_tables(database)
    workers, left = Workers(database), Counter[int]()
    for organisation, size in enumerate(sizes, start=1):
        add_batch(database.of(organisation), size, f"{organisation:026}")
        left[organisation] = size
    passed_over = Counter[int]()
    for end in ends:
        if (job := workers.claim()) is None:
            break
        left[job.organisation] -= 1
        served = {each.organisation for each in workers.running}
        without = [each for each in +left if each not in served]
        passed_over = Counter({each: passed_over[each] + 1 for each in without})
        assert all(passed < len(sizes) for passed in passed_over.values())
        if len(workers.running) == at_once:
            workers.end(end % at_once)
    assert not +left
