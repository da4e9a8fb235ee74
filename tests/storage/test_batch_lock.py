"""The end of a batch and its next try never pass each other."""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import timedelta
from typing import Any

import pytest
from batches import claim_next, entry
from builders import RESUME

from matcher.domain.jobs import BatchState, JobState
from matcher.services.batches import Batches, finish_batch
from matcher.services.clock import now
from matcher.storage import Database

BLOCKED_FOR = 0.2  # long enough to end where nothing is held


@pytest.fixture
def failed(database: Database) -> str:
    """A batch of which everything has failed, that nobody has marked as ended."""
    batch: str = Batches(database, lambda: None).create([entry(RESUME)])["id"]
    job = claim_next(database, "one", now() + timedelta(minutes=1))
    assert job is not None
    with database.unit_of_everybody() as jobs:
        assert jobs.finish(job, JobState.FAILED, {"error": "Empty", "detail": ""}, job.resume)
    return batch


def end(database: Database, batch: str) -> bool:
    with database.unit_of_work() as unit:
        return finish_batch(unit, batch, now())


def is_held_up(future: Future[Any]) -> bool:
    return not wait([future], timeout=BLOCKED_FOR).done


def test_what_is_tried_again_is_not_ended_meanwhile(database: Database, failed: str) -> None:
    with ThreadPoolExecutor(1) as threads:
        with database.unit_of_work() as unit:
            assert unit.batches.retry(failed) == 1
            ended = threads.submit(end, database, failed)
            assert is_held_up(ended)
        assert not ended.result()
    assert Batches(database, lambda: None).get(failed)["state"] == BatchState.RUNNING


def test_what_is_ended_meanwhile_goes_on_when_it_is_tried_again(database: Database, failed: str) -> None:
    batches = Batches(database, lambda: None)
    with ThreadPoolExecutor(1) as threads:
        with database.unit_of_work() as unit:
            assert finish_batch(unit, failed, now())
            again = threads.submit(batches.retry, failed)
            assert is_held_up(again)
        assert again.result()["state"] == BatchState.RUNNING
    assert batches.get(failed)["finished_at"] is None
