from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from batches import claim, claim_next, entry, file_entry, waiting
from builders import RESUME
from sqlalchemy import select

from matcher.assembly import Rolefit
from matcher.documents import document_from_text
from matcher.domain.access import Organisation
from matcher.domain.jobs import JobState
from matcher.domain.review import UNLABELLED, Author
from matcher.errors import DatabaseAway, ReaderStopped
from matcher.jobs import lease
from matcher.jobs.losses import MOST_LOSSES, SET_ASIDE
from matcher.jobs.performing import Performer
from matcher.jobs.sweeping import Sweeper
from matcher.services.batches import labelling_of
from matcher.services.clock import now
from matcher.services.rereading import Rereading
from matcher.settings import Settings
from matcher.storage.job_tables import JobRow

Interfere = Callable[[Callable[[], object]], None]
LATER = now() + timedelta(hours=1)
DESK = Author("desk", "0123456789ab")


@pytest.fixture
def worker(rolefit: Rolefit) -> Performer:
    return Performer(rolefit)


def fail(*_: object) -> None:
    raise ValueError


@pytest.fixture
def interfere(monkeypatch: pytest.MonkeyPatch) -> Interfere:
    """Has something happen once while the next job is at hand: when its text becomes a document."""

    def prepare(happens: Callable[[], object]) -> None:
        def document_and_more(*arguments: Any) -> Any:
            monkeypatch.undo()
            happens()
            return document_from_text(*arguments)

        monkeypatch.setattr("matcher.jobs.performing.document_from_text", document_and_more)

    return prepare


def create(rolefit: Rolefit, *entries: Any) -> str:
    batch: str = rolefit.batches.create(entries)["id"]
    return batch


def items(rolefit: Rolefit, batch: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = rolefit.batches.items(batch, [], None, 100)["items"]
    return found


def stored(rolefit: Rolefit) -> int:
    return len(rolefit.resumes.page(None, 100)["items"])


def fall() -> None:
    raise DatabaseAway


def free_lost(rolefit: Rolefit) -> None:
    with rolefit.process.database.unit_of_everybody() as jobs:
        assert jobs.free_lost(LATER, MOST_LOSSES, SET_ASIDE) == 1


def test_a_resume_is_stored_under_the_id_that_its_job_had(rolefit: Rolefit, worker: Performer) -> None:
    batch = create(rolefit, entry(RESUME), file_entry(RESUME.encode()))
    assert worker.perform_next()
    assert worker.perform_next()
    assert not worker.perform_next()
    first, second = items(rolefit, batch)
    assert rolefit.resumes.get(first["resume"])["document"]["media_type"] == "text/plain"
    assert rolefit.resumes.get(second["resume"])["id"] == second["resume"]
    assert rolefit.batches.get(batch)["state"] == "finished"


def test_a_message_has_one_job_done_and_one_too_many_none(rolefit: Rolefit, worker: Performer) -> None:
    batch = create(rolefit, entry(RESUME), entry(RESUME))
    assert worker.perform_woken("a", redelivered=False)
    assert [item["state"] for item in items(rolefit, batch)] == ["done", "waiting"]
    assert worker.perform_woken("a", redelivered=True)  # what its worker held is done: it was lost after that
    assert not worker.perform_woken("a", redelivered=True)
    assert not worker.perform_woken("b", redelivered=False)
    assert [item["attempts"] for item in items(rolefit, batch)] == [1, 1]


def test_a_job_that_runs_is_taken_over_only_from_who_is_lost(rolefit: Rolefit, worker: Performer) -> None:
    create(rolefit, entry(RESUME))
    (number,) = waiting(rolefit.process.database)
    claim(rolefit.process.database, number, "a/lost", LATER)
    assert not worker.perform_woken("a", redelivered=False)
    assert not worker.perform_woken("b", redelivered=True)
    assert worker.perform_woken("a", redelivered=True)
    assert stored(rolefit) == 1


def test_the_name_that_a_job_is_held_under_finds_room(rolefit: Rolefit, worker: Performer) -> None:
    """An id of a message as Celery gives them, and the worker's own; PostgreSQL takes nothing longer."""
    batch = create(rolefit, entry(RESUME))
    assert worker.perform_woken(str(uuid4()), redelivered=False)
    assert [item["state"] for item in items(rolefit, batch)] == ["done"]


def test_organisations_take_turns_within_one_second(rolefit: Rolefit, worker: Performer) -> None:
    create(rolefit, *[entry(" ")] * 4)
    create(rolefit.of(Organisation(2, "")), *[entry(" ")] * 2)
    while worker.perform_next():
        pass
    query = select(JobRow.organisation).order_by(JobRow.claimed_at)
    with rolefit.database.engine.connect() as connection:
        assert list(connection.scalars(query)) == [1, 2, 1, 2, 1, 1]


def test_what_goes_before_leaves_the_others_a_share(rolefit: Rolefit, worker: Performer) -> None:
    create(rolefit, entry(RESUME))
    assert worker.perform_next()
    rolefit.own_skills.add({"name": "FooBase", "kind": "database"})
    rolefit.read_again()
    batch = create(rolefit, *[entry(" ")] * 3)
    singles = [create(rolefit, entry(" ")) for _ in range(20)]
    another = Performer(rolefit)
    assert all(another.perform_next() for _ in range(10))
    assert rolefit.batches.get(batch)["counts"]["failed"] == 1
    assert sum(rolefit.batches.get(single)["counts"]["failed"] for single in singles) == 8
    assert rolefit.rereading.progress() == {"done": 1, "waiting": 0}


def test_of_two_that_do_the_same_job_one_keeps_what_it_did(
    rolefit: Rolefit, worker: Performer, interfere: Interfere, caplog: pytest.LogCaptureFixture
) -> None:
    """A message that came twice, with the flag that says that its worker is lost, though it lives."""
    batch = create(rolefit, entry(RESUME))
    (number,) = waiting(rolefit.process.database)
    interfere(lambda: Performer(rolefit).perform_woken("a", redelivered=True))
    assert worker.perform_woken("a", redelivered=False)
    assert stored(rolefit) == 1
    (item,) = items(rolefit, batch)
    assert (item["state"], item["attempts"]) == ("done", 2)
    assert f"job {number} was taken over" in caplog.text


def test_labels_wait_with_their_job_for_the_resume(
    rolefit: Rolefit, worker: Performer, interfere: Interfere
) -> None:
    batch = rolefit.batches.create([entry(RESUME, external_id="hr-1", labels=("a", "b"))], DESK)["id"]
    interfere(fall)
    with pytest.raises(DatabaseAway):
        worker.perform_next()
    assert stored(rolefit) == 0
    free_lost(rolefit)
    assert worker.perform_next()
    (item,) = items(rolefit, batch)
    assert rolefit.resumes.get(item["resume"])["labels"] == ["a", "b"]


def test_a_job_that_is_done_twice_puts_its_labels_on_once(
    rolefit: Rolefit, worker: Performer, interfere: Interfere
) -> None:
    """What a recruiter took off between the two stays off: the second keeps nothing of what it did."""
    batch = rolefit.batches.create([entry(RESUME, labels=("a", "b"))], DESK)["id"]

    def done_and_changed() -> None:
        Performer(rolefit).perform_woken("a", redelivered=True)
        rolefit.reviews.take_label(items(rolefit, batch)[0]["resume"], "a")

    interfere(done_and_changed)
    assert worker.perform_woken("a", redelivered=False)
    assert stored(rolefit) == 1
    assert rolefit.resumes.get(items(rolefit, batch)[0]["resume"])["labels"] == ["b"]


def test_a_job_of_an_earlier_version_has_no_labels() -> None:
    assert labelling_of({"filename": "cv.txt"}) == UNLABELLED


def test_a_job_that_brings_its_workers_down_is_set_aside(rolefit: Rolefit, worker: Performer) -> None:
    """As a broker hands it out again and again, with the flag that its worker is lost."""
    batch = create(rolefit, entry(RESUME))
    (number,) = waiting(rolefit.process.database)
    for _ in range(MOST_LOSSES - 1):
        assert claim(rolefit.process.database, number, "a/lost", LATER) is not None
        with rolefit.process.database.unit_of_everybody() as jobs:
            assert jobs.free_held_by("a/", MOST_LOSSES, SET_ASIDE) == 1
    assert claim(rolefit.process.database, number, "a/lost", LATER) is not None
    assert not worker.perform_woken("a", redelivered=True)
    (item,) = items(rolefit, batch)
    assert item["problem"] == SET_ASIDE


def test_a_database_that_is_away_for_a_while_costs_no_resume(
    rolefit: Rolefit, worker: Performer, interfere: Interfere
) -> None:
    batch = create(rolefit, entry(RESUME))
    interfere(fall)
    with pytest.raises(DatabaseAway):
        worker.perform_next()
    (item,) = items(rolefit, batch)
    assert (item["state"], item["problem"]) == ("running", None)
    free_lost(rolefit)
    assert worker.perform_next()
    assert rolefit.batches.get(batch)["counts"]["done"] == 1


def test_lost_workers_do_not_count_as_stopped_readers(
    rolefit: Rolefit, worker: Performer, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = create(rolefit, file_entry(RESUME.encode()))
    assert claim_next(rolefit.process.database, "lost") is not None
    free_lost(rolefit)

    def stop(upload: Any) -> None:
        raise ReaderStopped(upload.filename, "it broke the process that reads it")

    monkeypatch.setattr(rolefit.process.reader, "read", stop)
    assert worker.perform_next()
    assert [item["state"] for item in items(rolefit, batch)] == ["waiting"]
    assert worker.perform_next()
    (item,) = items(rolefit, batch)
    assert (item["state"], item["problem"]["error"]) == ("failed", "ReaderStopped")
    assert rolefit.batches.get(batch)["state"] == "finished"


def test_what_is_cancelled_while_it_is_done_is_kept(
    rolefit: Rolefit, worker: Performer, interfere: Interfere
) -> None:
    batch = create(rolefit, entry(RESUME), entry(RESUME))
    interfere(lambda: rolefit.batches.cancel(batch))
    assert worker.perform_next()
    assert [item["state"] for item in items(rolefit, batch)] == ["done", "cancelled"]
    told = rolefit.batches.get(batch)
    assert (told["state"], told["progress"]) == ("cancelled", 100)
    assert told["finished_at"] is not None


def test_a_lease_is_renewed_as_long_as_the_job_takes(
    rolefit: Rolefit, monkeypatch: pytest.MonkeyPatch
) -> None:
    create(rolefit, entry(RESUME))
    first_of_all = now() + lease.LEASE
    monkeypatch.setattr(lease, "_RENEWED_EVERY", timedelta(milliseconds=10))
    monkeypatch.setattr(lease, "LEASE", timedelta(hours=2))
    (number,) = waiting(rolefit.process.database)
    job = claim(rolefit.process.database, number, "a", first_of_all)
    assert job is not None
    with lease.Lease(rolefit.process.database, job) as held:
        while not _holds_until(rolefit, LATER):
            held._ended.wait(0.01)  # noqa: SLF001  # as it waits itself
    assert not held._thread.is_alive()  # noqa: SLF001


def _holds_until(rolefit: Rolefit, moment: Any) -> bool:
    """Whether nothing would be lost at that moment; whatever is found then is left as it was."""
    with rolefit.process.database.unit_of_everybody() as jobs:
        lost = jobs.free_lost(moment, MOST_LOSSES, SET_ASIDE)
        jobs._session.rollback()  # noqa: SLF001  # only looked at
        return lost == 0


def to_read_again(rolefit: Rolefit, worker: Performer, *texts: str) -> list[str]:
    """Stores résumés, which a new skill then makes jobs of; gives their ids."""
    batch = create(rolefit, *map(entry, texts))
    while worker.perform_next():
        pass
    rolefit.own_skills.add({"name": "FooBase", "kind": "database"})
    rolefit.read_again()
    return [item["resume"] for item in items(rolefit, batch)]


def test_what_was_erased_before_it_is_read_again_is_no_failure(rolefit: Rolefit, worker: Performer) -> None:
    (resume,) = to_read_again(rolefit, worker, RESUME)
    rolefit.resumes.delete(resume)
    assert worker.perform_next()
    rereading = rolefit.batches.page(None, 1)["items"][0]
    assert (rereading["kind"], rereading["state"]) == ("rereading", "finished")
    assert {state for state, count in rereading["counts"].items() if count} == {JobState.CANCELLED}


def test_erased_after_it_was_read_again_it_holds_up_nobody(rolefit: Rolefit, worker: Performer) -> None:
    """What was erased is the first of its batch, which skills change during: so all are read once more."""
    first, _ = to_read_again(rolefit, worker, RESUME, f"{RESUME}\nFooBase")
    worker.perform_next()
    rolefit.own_skills.add({"name": "BarBase", "kind": "database"})
    rolefit.resumes.delete(first)
    while worker.perform_next():
        pass
    assert rolefit.rereading.progress() == {"done": 1, "waiting": 0}


def test_skills_that_change_there_and_back_leave_nothing_waiting(rolefit: Rolefit, worker: Performer) -> None:
    """What was read with those in between is read once more, though the batch began with those of now."""
    to_read_again(rolefit, worker, RESUME, f"{RESUME}\nFooBase")
    between = rolefit.own_skills.add({"name": "BarBase", "kind": "database"})
    worker.perform_next()
    rolefit.own_skills.delete(between["id"])
    while worker.perform_next():
        pass
    assert rolefit.rereading.progress() == {"done": 2, "waiting": 0}


def test_what_fails_with_the_skills_of_now_is_not_tried_for_ever(
    rolefit: Rolefit, worker: Performer, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_read_again(rolefit, worker, RESUME)
    monkeypatch.setattr(Rereading, "reread", fail)
    assert worker.perform_next()
    assert not worker.perform_next()
    assert rolefit.rereading.progress() == {"done": 0, "waiting": 1}


def test_erased_while_it_is_read_again_it_is_cancelled(
    rolefit: Rolefit, worker: Performer, monkeypatch: pytest.MonkeyPatch
) -> None:
    (resume,) = to_read_again(rolefit, worker, RESUME)
    read = Rereading.reread

    def read_and_lose(rereading: Rereading, resume_id: str) -> object:
        new = read(rereading, resume_id)
        rolefit.resumes.delete(resume)
        return new

    monkeypatch.setattr(Rereading, "reread", read_and_lose)
    assert worker.perform_next()
    counts = rolefit.batches.page(None, 1)["items"][0]["counts"]
    assert {state for state, count in counts.items() if count} == {JobState.CANCELLED}


def test_a_rereading_that_is_cancelled_does_not_begin_anew(
    rolefit: Rolefit, worker: Performer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though one of its jobs is at hand, which ends it."""
    to_read_again(rolefit, worker, *(f"{RESUME}\n{each}" for each in range(3)))
    batch = rolefit.batches.page(None, 1)["items"][0]["id"]
    read = Rereading.reread

    def read_and_cancel(rereading: Rereading, resume_id: str) -> object:
        rolefit.batches.cancel(batch)
        return read(rereading, resume_id)

    monkeypatch.setattr(Rereading, "reread", read_and_cancel)
    assert worker.perform_next()
    assert not worker.perform_next()
    Sweeper(rolefit).sweep()
    newest = rolefit.batches.page(None, 1)["items"][0]
    assert (newest["id"], newest["state"], newest["counts"]["done"]) == (batch, "cancelled", 1)


def test_what_another_worker_has_stored_keeps_its_file(
    settings: Settings, tmp_path: Path, interfere: Interfere
) -> None:
    """The worker that has lost the job finds so when its own transaction is to end."""
    kept = replace(settings, originals=f"folder:{tmp_path}/originals")
    rolefit = Rolefit(kept)
    batch = create(rolefit, entry(RESUME))

    def lose() -> None:
        with rolefit.process.database.unit_of_everybody() as jobs:
            jobs.free_lost(LATER, MOST_LOSSES, SET_ASIDE)
        assert Performer(rolefit).perform_next()

    interfere(lose)
    Performer(rolefit).perform_next()
    (item,) = items(rolefit, batch)
    assert item["state"] == "done"
    assert rolefit.original_files.get(item["resume"]) == RESUME.encode()
    rolefit.close()
