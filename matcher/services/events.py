"""What webhooks are told: ids, figures and links, and nothing that names a person or quotes a résumé.

Each function makes an event for `unit.events.add(event, at)`, to be called in the unit of work of the change.
"""

from typing import Any

from matcher.domain.jobs import Batch, JobState
from matcher.domain.stored import NewResume
from matcher.domain.webhooks import Event, EventType, NewEvent
from matcher.services.answers import moment, points

_API = "/api/v1"
_BEST = 5


def resume_matched(resume: NewResume) -> NewEvent:
    """A résumé was stored and ranked, by whatever door."""
    best = sorted((each.fit for each in resume.fits), key=lambda fit: fit.rank)[:_BEST]
    data = {
        "resume": resume.id,
        "external_id": resume.external_id,
        "fits": [{"role": fit.role, "score": points(fit.score)} for fit in best],
        "links": {"resume": f"{_API}/resumes/{resume.id}"},
    }
    return NewEvent(EventType.RESUME_MATCHED, resume.id, data)


def resume_stage_changed(
    resume_id: str, external_id: str | None, stage: str | None, previous: str | None
) -> NewEvent:
    """A stored résumé was moved to another stage; None where it stands or stood at none."""
    data = {
        "resume": resume_id,
        "external_id": external_id,
        "stage": stage,
        "previous": previous,
        "links": {"resume": f"{_API}/resumes/{resume_id}"},
    }
    return NewEvent(EventType.RESUME_STAGE_CHANGED, resume_id, data)


def role_changed(role_id: str, version: int) -> NewEvent:
    """A role has a new `version`, the first one too, or was archived or restored with it."""
    data = {"role": role_id, "version": version, "links": {"role": f"{_API}/roles/{role_id}"}}
    return NewEvent(EventType.ROLE_CHANGED, role_id, data)


def batch_finished(batch: Batch) -> NewEvent:
    """Nothing of a batch waits or runs any more."""
    address = f"{_API}/batches/{batch.id}"
    data = {
        "batch": batch.id,
        "kind": batch.kind.value,
        "state": batch.state.value,
        "total": sum(batch.counts.values()),
        "counts": {state.value: batch.counts[state] for state in JobState},
        "links": {"batch": address, "items": f"{address}/items"},
    }
    return NewEvent(EventType.BATCH_FINISHED, batch.id, data)


def webhook_test(webhook_id: str) -> NewEvent:
    data = {"webhook": webhook_id, "links": {"webhook": f"{_API}/webhooks/{webhook_id}"}}
    return NewEvent(EventType.WEBHOOK_TEST, webhook_id, data)


def message_of(event: Event) -> dict[str, Any]:
    """The body that goes out, as the Standard Webhooks specification has it; the same at each attempt."""
    return {"type": event.type.value, "timestamp": moment(event.created_at), "data": dict(event.data)}
