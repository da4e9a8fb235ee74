import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from batches import entry, file_entry
from builders import RESUME
from held_reading import Readings
from quick import HELD, POISON
from sqlalchemy import select
from waiting import until

from benchmarks.killing import Started, entries, kill_until_done
from matcher.assembly import Rolefit
from matcher.domain.access import Organisation
from matcher.settings import Settings
from matcher.storage import Database
from matcher.storage.job_tables import JobRow

Start = Callable[..., Started]
WORKER = ("worker", "--processes", "2")


@pytest.fixture
def database_url(postgresql_database: Database) -> str:
    return postgresql_database.engine.url.render_as_string(hide_password=False)


@pytest.fixture
def settings(database_url: str, taxonomy_folder: Path, broker_url: str, broker_queue: str) -> Settings:
    return Settings(
        database_url=database_url,
        taxonomy_dir=taxonomy_folder,
        broker_url=broker_url,
        broker_queue=broker_queue,
    )


@pytest.fixture
def rolefit(settings: Settings) -> Iterator[Rolefit]:
    service = Rolefit(settings)
    yield service
    service.close()


def is_done(rolefit: Rolefit, batch: str) -> bool:
    return rolefit.batches.get(batch)["finished_at"] is not None


def done(rolefit: Rolefit, batch: str) -> int:
    count: int = rolefit.batches.get(batch)["counts"]["done"]
    return count


def test_a_worker_takes_a_batch_to_its_end_and_stops_when_told_to(rolefit: Rolefit, start: Start) -> None:
    worker = start(WORKER)
    kinds = [entry(RESUME), file_entry(RESUME.encode()), entry(" "), entry(POISON)]
    batch = rolefit.batches.create(kinds)["id"]
    until(lambda: is_done(rolefit, batch))
    told = rolefit.batches.items(batch, [], None, 9)["items"]
    assert [item["state"] for item in told] == ["done", "done", "failed", "failed"]
    assert (told[3]["problem"]["error"], told[3]["attempts"]) == ("WorkerLost", 5)
    assert worker.stop() == 0
    assert worker.running[0].returncode == 0


def test_told_to_stop_with_every_process_of_it_it_finishes_what_is_at_hand(
    rolefit: Rolefit, start: Start, readings: Readings
) -> None:
    worker = start(WORKER, **HELD)
    batch = rolefit.batches.create([file_entry(RESUME.encode(), readings.name)])["id"]
    reading = readings.next()
    os.killpg(worker.running[0].pid, signal.SIGTERM)
    reading.let_go()
    assert worker.running[0].wait() == 0
    assert reading.ends()
    (item,) = rolefit.batches.items(batch, [], None, 9)["items"]
    assert (item["state"], item["attempts"]) == ("done", 1)


def test_a_second_stop_ends_the_process_and_its_job_is_done_by_another(
    rolefit: Rolefit, start: Start, readings: Readings
) -> None:
    worker = start(WORKER, **HELD, MATCHER_MAX_READING_SECONDS="600")
    batch = rolefit.batches.create([file_entry(RESUME.encode(), readings.name)])["id"]
    reading = readings.next()
    process = worker.processes()[reading.process]

    def is_gone_when_told_once_more() -> bool:
        if process in worker.processes():
            os.kill(process, signal.SIGTERM)  # two at once would be one
            return False
        return True

    until(is_gone_when_told_once_more)
    assert reading.ends()
    readings.next().let_go()
    until(lambda: is_done(rolefit, batch))
    (item,) = rolefit.batches.items(batch, [], None, 9)["items"]
    assert (item["state"], item["attempts"]) == ("done", 2)


def test_every_resume_is_stored_once_though_a_worker_is_killed(rolefit: Rolefit, start: Start) -> None:
    workers = start(WORKER)
    batch = rolefit.batches.create(entries(60))["id"]
    until(lambda: done(rolefit, batch) > 0)
    killed = kill_until_done(rolefit, workers, batch, every=0, most_seconds=180)
    assert (killed.faults(), killed.kills) == ([], 1)


def test_what_is_announced_last_is_not_done_last(rolefit: Rolefit, start: Start) -> None:
    """A message wakes a worker; whose job that does, the database says."""
    batch = rolefit.batches.create(entries(20))["id"]
    theirs = rolefit.of(Organisation(2, ""))
    other, single = (theirs.batches.create(entries(size))["id"] for size in (2, 1))
    start(("worker", "--processes", "1"))
    until(lambda: all(is_done(*each) for each in ((rolefit, batch), (theirs, other), (theirs, single))))
    query = select(JobRow.batch).order_by(JobRow.claimed_at)
    with rolefit.database.engine.connect() as connection:
        assert list(connection.scalars(query))[:5] == [single, batch, other, batch, other]


def test_what_was_sent_in_while_the_broker_was_away_is_announced_later(
    settings: Settings, rolefit: Rolefit, start: Start, free_port: int
) -> None:
    assert settings.broker_url is not None
    away = Rolefit(
        Settings(
            database_url=settings.database_url,
            taxonomy_dir=settings.taxonomy_dir,
            broker_url=f"{settings.broker_url.partition(':')[0]}://127.0.0.1:{free_port}/",
            broker_queue=settings.broker_queue,
        )
    )
    batch = away.batches.create([entry(RESUME)])["id"]
    assert away.batches.get(batch)["counts"]["waiting"] == 1
    worker = start(WORKER)
    until(lambda: is_done(rolefit, batch))
    for each, parent in worker.processes().items():
        if parent == worker.running[0].pid:
            os.kill(each, signal.SIGKILL)  # the one that sweeps is among them, and replaced like the others
    second = away.batches.create([entry(RESUME)])["id"]
    until(lambda: is_done(rolefit, second))
    away.close()
