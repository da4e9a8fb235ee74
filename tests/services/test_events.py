"""What webhooks are told, that it names nobody, and that there is one event for each cause."""

import json
from collections.abc import Callable

import pytest
from batches import claim_next
from builders import RESUME, new_resume, profile
from hooks import add, webhook

from matcher.domain.analysis import Analysis
from matcher.domain.jobs import JobKind, JobState, NewJob
from matcher.domain.webhooks import DeliveryState, Event, EventType, NewEvent, Webhook
from matcher.services.batches import BatchEntry, Batches
from matcher.services.clock import this_month
from matcher.services.events import resume_stage_changed, role_changed, webhook_test
from matcher.services.intake import Intake, keep
from matcher.services.resumes import Resumes
from matcher.storage import Database

ULID = "01J0000000000000000000000A"


@pytest.fixture
def hook(any_database: Database) -> Webhook:
    add(any_database, hook := webhook(events=EventType))
    return hook


@pytest.fixture
def batches(any_database: Database) -> Batches:
    return Batches(any_database, lambda: None)


def told(database: Database, hook: Webhook) -> list[Event]:
    with database.unit_of_work() as unit:
        return [each.event for each in unit.deliveries.page(hook.id, DeliveryState, None, 99)]


def test_a_stored_resume_is_told_of_by_ids_and_figures_alone(
    any_database: Database, intake: Intake, hook: Webhook, analyse_text: Callable[[str], Analysis]
) -> None:
    stored = intake.store(analyse_text(RESUME), RESUME.encode(), "hr-1").resume
    (event,) = told(any_database, hook)
    assert event.type is EventType.RESUME_MATCHED
    assert event.created_at == stored.created_at
    assert event.data == {
        "resume": stored.id,
        "external_id": "hr-1",
        "fits": [{"role": fit["role"], "score": fit["score"]} for fit in stored.fits[:5]],
        "links": {"resume": f"/api/v1/resumes/{stored.id}"},
    }
    written = json.dumps(event.data).lower()
    for word in ("vera", "lindqvist", "example.org", "brightly", "python", "resume.txt"):
        assert word not in written


def test_the_same_resume_again_is_no_event(
    any_database: Database, intake: Intake, hook: Webhook, analyse_text: Callable[[str], Analysis]
) -> None:
    analysis = analyse_text(RESUME)
    for _ in range(2):
        intake.store(analysis, RESUME.encode(), "hr-1")
    prepared = intake.prepared(analysis, b"", None, ULID)
    for _ in range(2):
        with any_database.unit_of_work() as unit:
            keep(unit, prepared)
    assert len(told(any_database, hook)) == 2


def test_an_erased_resume_is_told_of_no_more(
    any_database: Database,
    intake: Intake,
    resumes: Resumes,
    hook: Webhook,
    analyse_text: Callable[[str], Analysis],
) -> None:
    stored = intake.store(analyse_text(RESUME), RESUME.encode()).resume
    resumes.delete(stored.id)
    assert told(any_database, hook) == []


def test_nothing_is_kept_without_a_webhook(any_database: Database) -> None:
    with any_database.unit_of_work() as unit:
        keep(unit, new_resume(ULID, profile()))
    add(any_database, hook := webhook())
    assert told(any_database, hook) == []


def test_a_finished_batch_is_told_of_once(any_database: Database, batches: Batches, hook: Webhook) -> None:
    entry = BatchEntry(b"Loom", "vera.txt", False, this_month(), "hr-1")
    batch = batches.create([entry])["id"]
    assert told(any_database, hook) == []
    for _ in range(2):
        batches.cancel(batch)
    (event,) = told(any_database, hook)
    assert event.type is EventType.BATCH_FINISHED
    assert event.data == {
        "batch": batch,
        "kind": "intake",
        "state": "cancelled",
        "total": 1,
        "counts": {"waiting": 0, "running": 0, "done": 0, "failed": 0, "cancelled": 1},
        "links": {"batch": f"/api/v1/batches/{batch}", "items": f"/api/v1/batches/{batch}/items"},
    }


def test_a_batch_that_is_tried_again_finishes_again(
    any_database: Database, batches: Batches, hook: Webhook
) -> None:
    batch = batches.start(JobKind.INTAKE, [NewJob(ULID, {})])["id"]
    for _ in range(2):
        claimed = claim_next(any_database)
        assert claimed is not None
        with any_database.unit_of_everybody() as jobs:
            jobs.finish(claimed, JobState.FAILED, None, ULID)
        batches.cancel(batch)  # which looks whether anything is left to do
        batches.retry(batch)
    events = told(any_database, hook)
    assert [each.data["counts"]["failed"] for each in events] == [1, 1]
    assert len({each.id for each in events}) == 2


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (
            role_changed("weaver", 2),
            NewEvent(
                EventType.ROLE_CHANGED,
                "weaver",
                {"role": "weaver", "version": 2, "links": {"role": "/api/v1/roles/weaver"}},
            ),
        ),
        (
            resume_stage_changed(ULID, "hr-1", "interview", None),
            NewEvent(
                EventType.RESUME_STAGE_CHANGED,
                ULID,
                {
                    "resume": ULID,
                    "external_id": "hr-1",
                    "stage": "interview",
                    "previous": None,
                    "links": {"resume": f"/api/v1/resumes/{ULID}"},
                },
            ),
        ),
        (
            webhook_test(ULID),
            NewEvent(
                EventType.WEBHOOK_TEST,
                ULID,
                {"webhook": ULID, "links": {"webhook": f"/api/v1/webhooks/{ULID}"}},
            ),
        ),
    ],
    ids=lambda each: each.type.value if isinstance(each, NewEvent) else "",
)
def test_the_other_events(event: NewEvent, expected: NewEvent) -> None:
    assert event == expected
