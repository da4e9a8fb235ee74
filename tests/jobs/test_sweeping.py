from datetime import datetime, timedelta

import pytest
from batches import claim, entry, waiting
from builders import RESUME

from matcher.assembly import Rolefit
from matcher.domain.jobs import JobState
from matcher.jobs.performing import Performer
from matcher.jobs.sweeping import Sweeper
from matcher.services.clock import now
from matcher.services.rereading import Rereading
from matcher.settings import Settings


class Clock:
    def __init__(self) -> None:
        self.now = now()

    def __call__(self) -> datetime:
        return self.now


def fail(*_: object) -> None:
    raise ValueError


def kinds(rolefit: Rolefit) -> list[str]:
    """Of all batches, the newest first."""
    return [each["kind"] for each in rolefit.batches.page(None, 9)["items"]]


def in_an_hour() -> datetime:
    return now() + timedelta(hours=1)


def test_lost_jobs_are_freed_and_batches_brought_to_their_end(rolefit: Rolefit) -> None:
    batch = rolefit.batches.create([entry(RESUME), entry(RESUME)])["id"]
    lost, last = waiting(rolefit.process.database)
    claim(rolefit.process.database, lost, "lost", now() + timedelta(seconds=30))
    Sweeper(rolefit).sweep()
    assert rolefit.batches.get(batch)["counts"]["running"] == 1  # its lease holds
    Sweeper(rolefit, in_an_hour).sweep()
    assert rolefit.batches.get(batch)["counts"]["waiting"] == 2
    for number in (lost, last):  # both are done by workers that are lost before they look at the batch
        job = claim(rolefit.process.database, number, "lost")
        assert job is not None
        with rolefit.process.database.unit_of_everybody() as jobs:
            assert jobs.finish(job, JobState.FAILED, None, job.resume)
    Sweeper(rolefit).sweep()
    assert rolefit.batches.get(batch)["state"] == "finished"


def test_what_waits_to_be_read_again_is_looked_for_at_once_and_now_and_then(rolefit: Rolefit) -> None:
    """The door through which a skill came says so itself, but not for what came in at that very moment."""
    rolefit.batches.create([entry(RESUME)])
    Performer(rolefit).perform_next()
    clock = Clock()
    sweeper = Sweeper(rolefit, clock)
    sweeper.sweep()
    assert kinds(rolefit) == ["intake"]
    rolefit.own_skills.add({"name": "FooBase", "kind": "database"})
    sweeper.sweep()
    assert kinds(rolefit) == ["intake"]
    clock.now += timedelta(minutes=10)
    sweeper.sweep()
    sweeper.sweep()
    assert kinds(rolefit) == ["rereading", "intake"]


def test_what_cannot_be_read_again_is_not_tried_each_time(
    rolefit: Rolefit, monkeypatch: pytest.MonkeyPatch
) -> None:
    rolefit.batches.create([entry(RESUME)])
    Performer(rolefit).perform_next()
    rolefit.own_skills.add({"name": "FooBase", "kind": "database"})
    with monkeypatch.context() as patch:
        patch.setattr(Rereading, "reread", fail)
        Sweeper(rolefit).sweep()
        assert Performer(rolefit).perform_next()
    Sweeper(rolefit).sweep()
    assert kinds(rolefit) == ["rereading", "intake"]
    rolefit.own_skills.add({"name": "BarBase", "kind": "database"})
    Sweeper(rolefit).sweep()
    assert kinds(rolefit) == ["rereading", "rereading", "intake"]


def test_a_database_that_is_away_does_not_end_it(
    caplog: pytest.LogCaptureFixture, settings: Settings
) -> None:
    away = Rolefit(
        Settings(database_url="sqlite:////nowhere/at/all.sqlite3", taxonomy_dir=settings.taxonomy_dir)
    )
    Sweeper(away).sweep()
    assert caplog.text.count("DatabaseAway while sweeping") == 5
    away.close()
