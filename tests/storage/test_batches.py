from datetime import timedelta

import pytest
from batches import BATCH, add_batch, claim
from builders import CREATED_AT
from sqlalchemy import select

from matcher.domain.jobs import Batch, BatchState, JobKind, JobState
from matcher.errors import NotFound
from matcher.storage import Database
from matcher.storage.job_tables import JobInputRow

SECOND = "01J00000000000000000000002"
LATER = CREATED_AT + timedelta(minutes=1)
PROBLEM = {"error": "Empty", "detail": "There is no text in it."}


def get(database: Database, batch: str = BATCH) -> Batch:
    with database.unit_of_work() as unit:
        return unit.batches.get(batch)


def end(database: Database, number: int, state: JobState) -> None:
    job = claim(database, number)
    assert job is not None
    with database.unit_of_everybody() as jobs:
        assert jobs.finish(job, state, PROBLEM if state is JobState.FAILED else None, job.resume)


def finish(database: Database) -> bool:
    with database.unit_of_work() as unit:
        return unit.jobs.finish_batch(BATCH, LATER)


def test_a_batch_tells_how_many_of_its_jobs_stand_where(database: Database) -> None:
    first, second, _, _ = add_batch(database, 4)
    add_batch(database, 2, SECOND, JobKind.REREADING)
    end(database, first, JobState.DONE)
    end(database, second, JobState.FAILED)
    assert get(database) == Batch(
        id=BATCH,
        kind=JobKind.INTAKE,
        created_at=CREATED_AT,
        finished_at=None,
        cancelled_at=None,
        counts={
            JobState.WAITING: 2,
            JobState.RUNNING: 0,
            JobState.DONE: 1,
            JobState.FAILED: 1,
            JobState.CANCELLED: 0,
        },
    )


def test_many_jobs_keep_their_order_and_what_came_in(database: Database) -> None:
    numbers = add_batch(database, 1203)
    assert numbers == sorted(numbers)
    with database.unit_of_work() as unit:
        found = unit.batches.items(BATCH, JobState, None, 2000)
    assert [item.position for item in found] == list(range(1203))
    assert [item.payload["filename"] for item in found] == [f"{each}.txt" for each in range(1203)]
    with database.engine.connect() as connection:
        assert sorted(connection.scalars(select(JobInputRow.job))) == numbers


def test_batches_come_in_pages_the_newest_first(database: Database) -> None:
    add_batch(database, 1)
    add_batch(database, 1, SECOND)
    with database.unit_of_work() as unit:
        assert [batch.id for batch in unit.batches.page(None, 9)] == [SECOND, BATCH]
        assert [batch.id for batch in unit.batches.page(SECOND, 9)] == [BATCH]
        assert [batch.id for batch in unit.batches.page(None, 1)] == [SECOND]


def test_items_are_found_by_state_and_from_a_position_on(database: Database) -> None:
    first, _, third, _ = add_batch(database, 4)
    end(database, first, JobState.FAILED)
    end(database, third, JobState.FAILED)
    with database.unit_of_work() as unit:
        failed = unit.batches.items(BATCH, [JobState.FAILED], None, 9)
        assert [(item.position, item.problem) for item in failed] == [(0, PROBLEM), (2, PROBLEM)]
        assert [item.position for item in unit.batches.items(BATCH, JobState, 1, 1)] == [2]


def test_what_waits_is_cancelled_and_what_runs_is_not(database: Database) -> None:
    done, running, _ = add_batch(database, 3)
    end(database, done, JobState.DONE)
    claim(database, running)
    with database.unit_of_work() as unit:
        unit.batches.cancel(BATCH, LATER)
        unit.batches.cancel(BATCH, LATER + timedelta(minutes=1))
    found = get(database)
    assert (found.state, found.cancelled_at) == (BatchState.CANCELLED, LATER)
    assert (found.counts[JobState.CANCELLED], found.counts[JobState.RUNNING]) == (1, 1)


def test_a_batch_that_is_over_is_not_cancelled(database: Database) -> None:
    (number,) = add_batch(database, 1)
    end(database, number, JobState.DONE)
    assert finish(database)
    with database.unit_of_work() as unit:
        unit.batches.cancel(BATCH, LATER)
    assert get(database).state is BatchState.FINISHED


def test_what_failed_waits_again_when_that_is_asked_for(database: Database) -> None:
    failed, done = add_batch(database, 2)
    end(database, failed, JobState.FAILED)
    end(database, done, JobState.DONE)
    assert finish(database)
    with database.unit_of_work() as unit:
        assert unit.batches.retry(BATCH) == 1
    assert get(database).state is BatchState.RUNNING
    with database.unit_of_work() as unit:
        again, _ = unit.batches.items(BATCH, JobState, None, 9)
        assert (again.state, again.attempts, again.problem) == (JobState.WAITING, 0, None)
        assert unit.batches.retry(BATCH) == 0
    end(database, failed, JobState.DONE)
    assert finish(database)


def test_a_cancelled_batch_runs_while_what_failed_is_tried_again(database: Database) -> None:
    failed, _ = add_batch(database, 2)
    end(database, failed, JobState.FAILED)
    with database.unit_of_work() as unit:
        unit.batches.cancel(BATCH, LATER)
        assert unit.jobs.finish_batch(BATCH, LATER)
        assert unit.batches.retry(BATCH) == 1
    found = get(database)
    assert (found.state, found.counts[JobState.CANCELLED]) == (BatchState.RUNNING, 1)


def test_whether_a_kind_of_work_is_under_way(database: Database) -> None:
    (number,) = add_batch(database, 1, kind=JobKind.REREADING)
    with database.unit_of_work() as unit:
        assert unit.batches.unfinished(JobKind.REREADING)
        assert not unit.batches.unfinished(JobKind.INTAKE)
    end(database, number, JobState.DONE)
    with database.unit_of_work() as unit:
        assert not unit.batches.unfinished(JobKind.REREADING)


def test_nothing_is_kept_of_a_resume_that_is_erased(database: Database) -> None:
    over, waiting = add_batch(database, 2)
    end(database, over, JobState.FAILED)
    with database.unit_of_work() as unit:
        for item in unit.batches.items(BATCH, JobState, None, 9):
            unit.batches.forget_resume(item.resume)
        erased, kept = unit.batches.items(BATCH, JobState, None, 9)
    assert (erased.number, erased.payload, erased.problem) == (over, {}, None)
    assert (kept.number, kept.payload) == (waiting, {"filename": "1.txt"})
    with database.engine.connect() as connection:
        assert connection.scalars(select(JobInputRow.job)).all() == []


@pytest.mark.parametrize("batch", [SECOND, "", "\0", "é" * 40])
def test_what_is_not_there_is_not_found(database: Database, batch: str) -> None:
    add_batch(database, 1)
    with database.unit_of_work() as unit:
        for ask in (
            lambda: unit.batches.get(batch),
            lambda: unit.batches.items(batch, JobState, None, 1),
            lambda: unit.batches.cancel(batch, LATER),
            lambda: unit.batches.retry(batch),
        ):
            with pytest.raises(NotFound):
                ask()


def test_another_organisations_batch_is_not_there(database: Database) -> None:
    add_batch(database, 1)
    with database.of(2).unit_of_work() as theirs:
        assert theirs.batches.page(None, 9) == ()
        with pytest.raises(NotFound):
            theirs.batches.get(BATCH)
        assert not theirs.batches.unfinished(JobKind.INTAKE)
        theirs.batches.forget_resume(f"{BATCH[:20]}000000")
    assert get(database).counts[JobState.WAITING] == 1
