import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from batches import entry, file_entry
from builders import RESUME
from held_reading import Readings
from quick import HELD, POISON
from waiting import until

from benchmarks.killing import Started, entries, kill_until_done
from matcher.assembly import Rolefit
from matcher.errors import DatabaseAway
from matcher.jobs.performing import Performer
from matcher.jobs.pool import Pool
from matcher.settings import Settings

Start = Callable[..., Started]
POOL = ("worker", "--processes", "2")
PARENT = """
import os, subprocess, sys
pool = subprocess.Popen([sys.executable, *sys.argv[1:], "--beside", str(os.getpid())], stdin=subprocess.PIPE)
pool.stdin.write(b"\\n")
pool.stdin.close()
pool.wait()
"""


def create(rolefit: Rolefit, count: int) -> str:
    batch: str = rolefit.batches.create(entries(count))["id"]
    return batch


def is_done(rolefit: Rolefit, batch: str) -> bool:
    return rolefit.batches.get(batch)["finished_at"] is not None


def done(rolefit: Rolefit, batch: str) -> int:
    count: int = rolefit.batches.get(batch)["counts"]["done"]
    return count


def workers(started: Started) -> list[int]:
    """The processes of the pool: those that do jobs, and the one that sends webhooks."""
    pool = started.running[0].pid
    return [process for process, parent in started.processes().items() if parent == pool]


def test_a_batch_is_worked_through_and_nothing_is_left_behind(rolefit: Rolefit, start: Start) -> None:
    batch = rolefit.batches.create([entry(RESUME), file_entry(RESUME.encode()), entry(" ")])["id"]
    pool = start(POOL)
    until(lambda: is_done(rolefit, batch))
    assert [item["state"] for item in rolefit.batches.items(batch, [], None, 9)["items"]] == [
        "done",
        "done",
        "failed",
    ]
    assert pool.stop() == 0
    assert pool.running[0].returncode == 0


def test_a_process_that_is_killed_is_replaced_and_its_job_done_by_another(
    rolefit: Rolefit, start: Start
) -> None:
    batch = create(rolefit, 40)
    pool = start(POOL)
    until(lambda: done(rolefit, batch) > 0)
    killed = workers(pool)
    for each in killed:
        os.kill(each, signal.SIGKILL)
    until(lambda: is_done(rolefit, batch))
    assert done(rolefit, batch) == len(rolefit.resumes.page(None, 100)["items"]) == 40
    until(lambda: len(workers(pool)) == 3)
    assert not set(killed) & set(workers(pool))
    assert pool.stop() == 0


def test_what_brings_its_process_down_is_set_aside_and_the_batch_ends(rolefit: Rolefit, start: Start) -> None:
    batch = rolefit.batches.create([entry(POISON), entry(RESUME)])["id"]
    start(POOL)
    until(lambda: is_done(rolefit, batch))
    poisoned, other = rolefit.batches.items(batch, [], None, 9)["items"]
    assert (poisoned["state"], poisoned["problem"]["error"], poisoned["attempts"]) == (
        "failed",
        "WorkerLost",
        5,
    )
    assert other["state"] == "done"


def test_told_to_stop_it_finishes_what_is_at_hand(rolefit: Rolefit, start: Start) -> None:
    batch = create(rolefit, 60)
    pool = start(POOL)
    until(lambda: done(rolefit, batch) > 0)
    assert pool.stop() == 0
    counts = rolefit.batches.get(batch)["counts"]
    assert counts["running"] == 0
    assert counts["done"] + counts["waiting"] == 60
    assert counts["done"] == len(rolefit.resumes.page(None, 100)["items"])


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_so_it_does_where_every_process_of_it_is_told(
    rolefit: Rolefit, start: Start, readings: Readings, stop: signal.Signals
) -> None:
    batch = rolefit.batches.create([file_entry(RESUME.encode(), readings.name)])["id"]
    pool = start(POOL, **HELD)
    reading = readings.next()
    os.killpg(pool.running[0].pid, stop)
    reading.let_go()
    assert pool.running[0].wait() == 0
    assert reading.ends()
    (item,) = rolefit.batches.items(batch, [], None, 9)["items"]
    assert (item["state"], item["attempts"]) == ("done", 1)


def test_a_file_whose_reader_is_killed_twice_is_set_aside(
    rolefit: Rolefit, start: Start, readings: Readings
) -> None:
    batch = rolefit.batches.create([file_entry(RESUME.encode(), readings.name)])["id"]
    start(POOL, **HELD)
    for _ in range(2):
        os.kill(readings.next().process, signal.SIGKILL)
    until(lambda: is_done(rolefit, batch))
    (item,) = rolefit.batches.items(batch, [], None, 9)["items"]
    assert (item["state"], item["attempts"], item["problem"]["error"]) == ("failed", 2, "ReaderStopped")


def test_it_ends_with_the_process_that_it_stands_beside(rolefit: Rolefit, start: Start) -> None:
    batch = create(rolefit, 3)
    quick = str(Path(__file__).parents[1] / "quick.py")
    started = start()
    started.add((sys.executable, "-c", PARENT, quick, *POOL))
    until(lambda: is_done(rolefit, batch))
    started.running[0].kill()
    until(lambda: not started.processes())


def test_every_resume_is_stored_once_though_the_server_is_killed(
    rolefit: Rolefit, start: Start, free_port: int
) -> None:
    """With all its processes at once over SQLite; its first process alone over PostgreSQL."""
    whole = rolefit.settings.database_url.startswith("sqlite")
    batch = create(rolefit, 60)
    server = start(("serve", "--port", str(free_port), "--workers", "1", "--jobs", "2"), group=whole)
    until(lambda: done(rolefit, batch) > 0)
    killed = kill_until_done(rolefit, server, batch, every=0, most_seconds=180)
    assert (killed.faults(), killed.kills) == ([], 1)


class Outages(Performer):
    """Finds the database away where the answers say so."""

    def __init__(self, *answers: bool | DatabaseAway) -> None:
        self._answers = iter(answers)

    def perform_next(self) -> bool:
        answer = next(self._answers)
        if isinstance(answer, DatabaseAway):
            raise answer
        return answer


def test_an_outage_is_told_of_once_with_what_to_do(caplog: pytest.LogCaptureFixture) -> None:
    away = DatabaseAway()
    pool, performer = Pool(Settings(), 1), Outages(away, away, False, away, True)
    done = [pool._performed(performer) for _ in range(5)]  # noqa: SLF001  # as its process does
    assert done == [False, False, False, False, True]
    assert caplog.text.count("matcher db upgrade") == 2
