from collections.abc import Mapping
from typing import Any

import pytest
from batches import claim_next, entry, waiting
from builders import CREATED_AT

from matcher.domain.jobs import JobKind, JobState
from matcher.errors import InvalidInput, NotFound
from matcher.services import batches as module
from matcher.services.batches import Batches, seconds_to_wait
from matcher.storage import Database

TOLD = {
    "kind": "intake",
    "state": "running",
    "created_at": "2024-06-15T09:30:00Z",
    "finished_at": None,
    "total": 2,
    "counts": {"waiting": 2, "running": 0, "done": 0, "failed": 0, "cancelled": 0},
    "progress": 0,
}


class Bell:
    """Counts how often it was rung, and how many jobs could be seen then."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.seen: list[int] = []

    def __call__(self) -> None:
        self.seen.append(len(waiting(self._database)))


@pytest.fixture
def bell(any_database: Database) -> Bell:
    return Bell(any_database)


@pytest.fixture
def batches(any_database: Database, bell: Bell) -> Batches:
    return Batches(any_database, bell, lambda: CREATED_AT)


def end(database: Database, state: JobState, problem: Mapping[str, Any] | None = None) -> None:
    """How the next job ends."""
    job = claim_next(database)
    assert job is not None
    with database.unit_of_everybody() as jobs:
        assert jobs.finish(job, state, problem, job.resume)


def test_a_batch_is_kept_before_anybody_is_told_of_it(batches: Batches, bell: Bell) -> None:
    told = batches.create([entry("Knows SQL"), entry("Knows Python")])
    assert {name: told[name] for name in TOLD} == TOLD
    assert bell.seen == [2]
    assert batches.get(told["id"]) == told


@pytest.mark.parametrize("count", [0, module.MOST_RESUMES + 1])
def test_a_batch_has_a_size(batches: Batches, bell: Bell, count: int) -> None:
    with pytest.raises(InvalidInput, match="must hold 1 to 10,000 résumés"):
        batches.create([entry("Knows SQL")] * count)
    assert bell.seen == []
    assert batches.page(None, 9)["items"] == []


def test_progress_is_what_is_over(batches: Batches, any_database: Database) -> None:
    batch = batches.create([entry("Knows SQL")] * 3)["id"]
    end(any_database, JobState.FAILED, {"error": "Empty", "detail": "-"})
    assert batches.get(batch)["progress"] == 33
    end(any_database, JobState.DONE)
    assert batches.get(batch)["progress"] == 66


def test_items_tell_what_became_of_each(batches: Batches, any_database: Database) -> None:
    batch = batches.create([entry("a", "a.txt", "1"), entry("b", "b.txt"), entry("c", "c.txt")])["id"]
    end(any_database, JobState.DONE)
    end(any_database, JobState.FAILED, {"error": "Empty", "detail": "-"})
    done, failed, waiting = batches.items(batch, [], None, 9)["items"]
    assert len(done.pop("resume")) == 26
    assert done == {
        "position": 0,
        "state": "done",
        "filename": "a.txt",
        "external_id": "1",
        "attempts": 1,
        "problem": None,
    }
    assert (failed["resume"], failed["problem"]) == (None, {"error": "Empty", "detail": "-"})
    assert (waiting["resume"], waiting["attempts"]) == (None, 0)


def test_items_come_in_pages_and_by_state(batches: Batches, any_database: Database) -> None:
    batch = batches.create([entry(str(each)) for each in range(5)])["id"]
    end(any_database, JobState.DONE)
    positions, cursor = [], None
    for _ in range(3):
        page = batches.items(batch, [], cursor, 2)
        positions.append([item["position"] for item in page["items"]])
        cursor = page["next"]
    assert (positions, cursor) == ([[0, 1], [2, 3], [4]], None)
    assert [item["position"] for item in batches.items(batch, [JobState.DONE], None, 9)["items"]] == [0]


@pytest.mark.parametrize("cursor", ["x", "eA", "LTE", "OTk5OTk5OTk5OTk5"])
def test_a_cursor_is_one_that_a_page_gave_out(batches: Batches, cursor: str) -> None:
    batch = batches.create([entry("a")])["id"]
    with pytest.raises(InvalidInput, match="cursor"):
        batches.items(batch, [], cursor, 2)


def test_batches_come_in_pages(batches: Batches) -> None:
    ids = [batches.create([entry("a")])["id"] for _ in range(3)]
    first = batches.page(None, 2)
    second = batches.page(first["next"], 2)
    assert {each["id"] for each in first["items"] + second["items"]} == set(ids)
    assert (len(first["items"]), second["next"]) == (2, None)


def test_a_cancelled_batch_is_at_its_end_unless_something_runs(
    batches: Batches, any_database: Database
) -> None:
    batch = batches.create([entry("a"), entry("b")])["id"]
    end(any_database, JobState.DONE)
    told = batches.cancel(batch)
    assert (told["state"], told["finished_at"], told["progress"]) == (
        "cancelled",
        "2024-06-15T09:30:00Z",
        100,
    )
    assert told["counts"] == {"waiting": 0, "running": 0, "done": 1, "failed": 0, "cancelled": 1}
    other = batches.create([entry("a"), entry("b")])["id"]
    assert claim_next(any_database) is not None
    assert batches.cancel(other)["finished_at"] is None


def test_what_failed_is_tried_again(batches: Batches, bell: Bell, any_database: Database) -> None:
    batch = batches.create([entry("a"), entry("b")])["id"]
    end(any_database, JobState.FAILED, {"error": "Empty", "detail": "-"})
    end(any_database, JobState.DONE)
    assert batches.retry(batch)["counts"]["waiting"] == 1
    assert bell.seen == [2, 1]


def test_a_batch_of_another_kind_says_so(batches: Batches) -> None:
    assert batches.start(JobKind.REREADING, [])["kind"] == "rereading"


def test_what_is_not_there_is_not_found(batches: Batches) -> None:
    for ask in (batches.get, batches.cancel, batches.retry):
        with pytest.raises(NotFound):
            ask("01J00000000000000000000009")


@pytest.mark.parametrize(("left", "seconds"), [(0, 1), (3, 1), (10, 3), (100, 30), (10_000, 60)])
def test_it_pays_to_ask_again_when_something_will_have_changed(left: int, seconds: int) -> None:
    assert seconds_to_wait({"counts": {"waiting": left, "running": 0}}) == seconds
