from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import timedelta

import pytest
from batches import BATCH, LATER, add_batch, claim, claim_next
from builders import CREATED_AT
from sqlalchemy import select, update

from matcher.domain.jobs import Claimed, Item, JobKind, JobState, Priority
from matcher.storage import Database
from matcher.storage.job_tables import JobInputRow, JobRow

SECOND = "01J00000000000000000000002"
MOST_LOSSES = 3
PROBLEM = {"error": "WorkerLost", "detail": "lost"}
AFTER_THE_LEASE = LATER + timedelta(seconds=1)


def items(database: Database) -> list[Item]:
    with database.unit_of_work() as unit:
        return list(unit.batches.items(BATCH, JobState, None, 100))


def states(database: Database) -> list[JobState]:
    return [item.state for item in items(database)]


def inputs(database: Database) -> int:
    with database.engine.connect() as connection:
        return len(connection.execute(select(JobInputRow.job)).all())


def free_lost(database: Database) -> int:
    with database.unit_of_everybody() as jobs:
        return jobs.free_lost(AFTER_THE_LEASE, MOST_LOSSES, PROBLEM)


def finish(database: Database, job: Claimed, state: JobState = JobState.DONE) -> bool:
    with database.unit_of_everybody() as jobs:
        return jobs.finish(job, state, None, job.resume)


@contextmanager
def claimed(database: Database, number: int, worker: str = "a") -> Iterator[Claimed]:
    job = claim(database, number, worker)
    assert job is not None
    yield job


def test_a_claim_gives_all_that_the_job_needs(database: Database) -> None:
    (number,) = add_batch(database, 1)
    job = claim(database, number, "a")
    assert job == Claimed(
        number=number,
        organisation=1,
        batch=BATCH,
        kind=JobKind.INTAKE,
        resume=f"{BATCH[:20]}000000",
        payload={"filename": "0.txt"},
        content=b"Loom",
        attempts=1,
        losses=0,
        worker="a",
    )
    assert claim(database, number, "b") is None
    assert states(database) == [JobState.RUNNING]


def test_what_another_is_taking_is_passed_over(postgresql_database: Database) -> None:
    """Even where nothing else is left of what it belongs to, or nothing at all."""
    first, second = add_batch(postgresql_database, 2)
    (single,) = add_batch(postgresql_database.of(2), 1, SECOND)
    with ExitStack() as taking:
        units = [taking.enter_context(postgresql_database.unit_of_everybody()) for _ in range(4)]
        taken = [jobs.claim_next("a", CREATED_AT, LATER, Priority.SINGLE) for jobs in units]
    assert [job and job.number for job in taken] == [single, first, second, None]


def test_each_of_many_at_once_gets_a_job_of_its_own(database: Database) -> None:
    numbers = [*add_batch(database, 12), *add_batch(database.of(2), 12, SECOND)]
    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda _: claim_next(database), numbers))
    assert sorted(job.number for job in got if job is not None) == numbers
    assert claim_next(database) is None


def test_of_many_at_once_one_gets_a_job(database: Database) -> None:
    numbers = add_batch(database, 5)
    with ThreadPoolExecutor(8) as pool:
        tries = [(number, f"worker {each}") for number in numbers for each in range(8)]
        found = list(pool.map(lambda each: claim(database, *each), tries))
    got = [job for job in found if job is not None]
    assert sorted(job.number for job in got) == numbers


def test_only_the_holder_finishes_a_job(database: Database) -> None:
    (number,) = add_batch(database, 1)
    with claimed(database, number, "a") as lost:
        assert free_lost(database) == 1
        with claimed(database, number, "b") as held:
            assert not finish(database, lost)
            assert finish(database, held)
            assert not finish(database, held)
    assert states(database) == [JobState.DONE]


def test_a_lease_that_is_renewed_is_not_lost(database: Database) -> None:
    held, let_go = add_batch(database, 2)
    claim(database, held, "a")
    claim(database, let_go, "b")
    with database.unit_of_everybody() as jobs:
        jobs.renew([held, let_go], "a", AFTER_THE_LEASE + timedelta(seconds=30))
    assert free_lost(database) == 1
    assert states(database) == [JobState.RUNNING, JobState.WAITING]


def test_what_loses_its_workers_again_and_again_is_set_aside(database: Database) -> None:
    (number,) = add_batch(database, 1)
    for losses in range(MOST_LOSSES):
        job = claim(database, number)
        assert job is not None
        assert (job.losses, job.attempts) == (losses, losses + 1)
        assert free_lost(database) == 1
    (item,) = items(database)
    assert (item.state, item.problem) == (JobState.FAILED, PROBLEM)
    assert claim(database, number) is None
    assert inputs(database) == 1


def test_a_worker_that_is_known_to_be_gone_lets_go_at_once_of_its_own(database: Database) -> None:
    for number, worker in zip(add_batch(database, 4), ("a", "b/a", "b/c", "ba"), strict=True):
        claim(database, number, worker)
    with database.unit_of_everybody() as jobs:
        assert jobs.free_held_by("b/", MOST_LOSSES, PROBLEM) == 2
        assert jobs.free_held_by("b/", MOST_LOSSES, PROBLEM) == 0  # they wait by now
        assert jobs.free_held_by("_", MOST_LOSSES, PROBLEM) == 0
    free, held = JobState.WAITING, JobState.RUNNING
    assert states(database) == [held, free, free, held]


def test_what_is_put_back_waits_unharmed(database: Database) -> None:
    (number,) = add_batch(database, 1)
    claim(database, number, "a")
    with database.unit_of_everybody() as jobs:
        jobs.note_announced([number], CREATED_AT)
        jobs.put_back(number, "b")
    assert states(database) == [JobState.RUNNING]
    with database.unit_of_everybody() as jobs:
        jobs.put_back(number, "a")
        assert jobs.unannounced(None, 9) == (number,)
    job = claim(database, number, "b")
    assert job is not None
    assert job.losses == 0


def test_what_is_freed_of_a_cancelled_batch_is_cancelled(database: Database) -> None:
    lost, stopped = add_batch(database, 2)
    claim(database, lost, "a")
    claim(database, stopped, "b", AFTER_THE_LEASE)
    with database.unit_of_work() as unit:
        unit.batches.cancel(BATCH, CREATED_AT)
    # Both were running when it was cancelled, so nothing was: mark it as a batch that had more.
    with database.engine.begin() as connection:
        connection.execute(update(JobRow.metadata.tables["batches"]).values(cancelled_at=CREATED_AT))
    assert free_lost(database) == 1
    with database.unit_of_everybody() as jobs:
        jobs.put_back(stopped, "b")
    assert states(database) == [JobState.CANCELLED, JobState.CANCELLED]


def test_what_came_in_is_kept_until_the_job_is_done(database: Database) -> None:
    first, second = add_batch(database, 2)
    with claimed(database, first) as job:
        finish(database, job, JobState.FAILED)
    assert inputs(database) == 2
    with claimed(database, second) as job:
        finish(database, job)
    assert inputs(database) == 1


def test_a_batch_is_finished_once_and_by_one(database: Database) -> None:
    (number,) = add_batch(database, 1)
    with database.unit_of_work() as unit:
        assert not unit.jobs.finish_batch(BATCH, CREATED_AT)
    with claimed(database, number) as job:
        finish(database, job)
    with database.unit_of_everybody() as jobs:
        assert jobs.unfinished_batches() == ((1, BATCH),)

    def finished(_: int) -> bool:
        with database.unit_of_work() as unit:
            return unit.jobs.finish_batch(BATCH, CREATED_AT)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(finished, range(8))) == [False] * 7 + [True]
    with database.unit_of_everybody() as jobs:
        assert jobs.unfinished_batches() == ()


def test_what_came_in_for_cancelled_jobs_is_erased_at_the_end(database: Database) -> None:
    running, _ = add_batch(database, 2)
    with claimed(database, running) as job:
        with database.unit_of_work() as unit:
            unit.batches.cancel(BATCH, CREATED_AT)
            assert not unit.jobs.finish_batch(BATCH, CREATED_AT)
        assert inputs(database) == 2
        finish(database, job, JobState.FAILED)
    with database.unit_of_work() as unit:
        assert unit.jobs.finish_batch(BATCH, CREATED_AT)
    assert inputs(database) == 1  # that of the one that failed, which can be tried again


def test_jobs_are_announced_again_only_where_that_is_asked_for(database: Database) -> None:
    first, second, third = add_batch(database, 3)
    with database.unit_of_everybody() as jobs:
        assert jobs.unannounced(None, 2) == (first, second)
        jobs.note_announced([first], CREATED_AT)
        jobs.note_announced([second], LATER)
        assert jobs.unannounced(None, 9) == (third,)
        assert jobs.unannounced(LATER, 9) == (first, third)
        jobs.note_announced([first], None)
        assert jobs.unannounced(None, 9) == (first, third)
        jobs.note_announced([], CREATED_AT)
    assert claim(database, first) is not None
    with database.unit_of_everybody() as jobs:
        assert jobs.unannounced(None, 9) == (third,)


def test_what_is_done_is_not_counted(database: Database) -> None:
    done, failed, running, _ = add_batch(database, 4)
    for number, state in ((done, JobState.DONE), (failed, JobState.FAILED)):
        with claimed(database, number) as job:
            finish(database, job, state)
    claim(database, running)
    with database.unit_of_everybody() as jobs:
        assert jobs.counts() == {JobState.WAITING: 1, JobState.RUNNING: 1, JobState.FAILED: 1}


def test_nobody_waits_for_what_is_not_there(database: Database) -> None:
    assert claim(database, 7) is None
    assert free_lost(database) == 0
    assert claim_next(database) is None
    with database.unit_of_everybody() as jobs:
        assert set(jobs.counts().values()) == {0}
    with pytest.raises(AssertionError), claimed(database, 7):
        pass
