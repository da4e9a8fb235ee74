"""Webhooks: who is told of what, and how far the telling is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class EventType(StrEnum):
    """What can be told of. A `webhook.test` goes only to the webhook that it was asked for."""

    RESUME_MATCHED = "resume.matched"
    RESUME_STAGE_CHANGED = "resume.stage_changed"
    ROLE_CHANGED = "role.changed"
    BATCH_FINISHED = "batch.finished"
    WEBHOOK_TEST = "webhook.test"


SUBSCRIBABLE = tuple(each for each in EventType if each is not EventType.WEBHOOK_TEST)


@dataclass(frozen=True, slots=True)
class NewEvent:
    """Something that happened: `subject` is the id of the résumé, role, batch or webhook it happened to.

    `data` is JSON that names nobody and quotes nothing: ids, figures and links.
    """

    type: EventType
    subject: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """An event that is kept, under the id that receivers know it by."""

    id: str
    type: EventType
    created_at: datetime
    data: Mapping[str, Any]


class DeliveryState(StrEnum):
    """Where a delivery stands. Only a `waiting` one will still change by itself."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Secrets:
    """What a webhook signs with. The `previous` one signs too until `previous_until`."""

    current: str = field(repr=False)
    previous: str | None = field(default=None, repr=False)
    previous_until: datetime | None = None

    def at(self, moment: datetime) -> tuple[str, ...]:
        """Those that sign at `moment`, the current one first."""
        if self.previous is None or self.previous_until is None or self.previous_until <= moment:
            return (self.current,)
        return (self.current, self.previous)


@dataclass(frozen=True, slots=True)
class Webhook:
    """A URL that is told of events. One that is not `active` because Rolefit gave it up says why."""

    id: str
    url: str
    events: tuple[EventType, ...]
    description: str
    secrets: Secrets
    created_at: datetime
    active: bool = True
    disabled_at: datetime | None = None
    disabled_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to send; `status` is None where no answer came, `detail` empty where it was taken."""

    at: datetime
    status: int | None
    milliseconds: int
    detail: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event on its way to a webhook; `last` is how it went last, `attempts` how often it was tried.

    A replay counts the attempts anew.
    """

    id: str
    webhook: str
    event: Event
    state: DeliveryState
    attempts: int
    next_attempt_at: datetime | None
    last: Attempt | None


@dataclass(frozen=True, slots=True)
class ClaimedDelivery:
    """A delivery that this worker may send until its lease ends; `attempts` counts this one too."""

    id: str
    webhook: str
    worker: str
    event: Event
    url: str = field(repr=False)  # may hold a key of the receiver's
    secrets: Secrets
    attempts: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a delivery after an attempt: `next_attempt_at` None unless it is to be tried again."""

    state: DeliveryState
    attempt: Attempt
    next_attempt_at: datetime | None = None
