from datetime import datetime, timedelta

import pytest
from batches import claim, entry, waiting
from builders import RESUME

from matcher.assembly import Rolefit
from matcher.domain.jobs import JobState
from matcher.jobs.performing import Performer
from matcher.jobs.sweeping import Sweeper
from matcher.services.clock import now
from matcher.settings import Settings


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


def test_a_new_taxonomy_is_found_once(rolefit: Rolefit) -> None:
    rolefit.batches.create([entry(RESUME)])
    Performer(rolefit).perform_next()
    sweeper = Sweeper(rolefit)
    sweeper.sweep()
    assert len(rolefit.batches.page(None, 9)["items"]) == 1
    rolefit.own_skills.add({"name": "FooBase", "kind": "database"})
    sweeper.sweep()
    assert len(rolefit.batches.page(None, 9)["items"]) == 1  # the door through which it came says so itself
    Sweeper(rolefit).sweep()
    assert [each["kind"] for each in rolefit.batches.page(None, 9)["items"]] == ["rereading", "intake"]


def test_a_database_that_is_away_does_not_end_it(
    caplog: pytest.LogCaptureFixture, settings: Settings
) -> None:
    away = Rolefit(
        Settings(database_url="sqlite:////nowhere/at/all.sqlite3", taxonomy_dir=settings.taxonomy_dir)
    )
    Sweeper(away).sweep()
    assert caplog.text.count("DatabaseAway while sweeping") == 5
    away.close()
