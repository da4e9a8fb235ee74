"""Webhooks and what they are told, with everything filled in that a test does not speak of."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from builders import CREATED_AT

from matcher.domain.webhooks import Attempt, DeliveryState, EventType, NewEvent, Outcome, Secrets, Webhook
from matcher.outbound import new_secret
from matcher.storage import Database

MATCHED = NewEvent(EventType.RESUME_MATCHED, "01J0000000000000000000000A", {"resume": "01J"})
FINISHED = NewEvent(EventType.BATCH_FINISHED, "01J0000000000000000000000B", {"batch": "01J"})
TAKEN = Attempt(CREATED_AT, 204, 12, "")
REFUSED = Attempt(CREATED_AT, 500, 12, "answered with status 500")
DELIVERED = Outcome(DeliveryState.DELIVERED, TAKEN)
LEASE = timedelta(minutes=1)


class HandClock:
    """Stands still until it is put on."""

    def __init__(self, at: datetime = CREATED_AT) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def put_on(self, by: timedelta) -> None:
        self.at += by


def webhook(
    end: str = "A",
    *,
    url: str = "https://receiver.example/hook",
    events: Iterable[EventType] = (EventType.RESUME_MATCHED,),
    active: bool = True,
) -> Webhook:
    return Webhook(
        id=f"01H000000000000000000000{end:>02}",
        url=url,
        events=tuple(events),
        description="",
        secrets=Secrets(new_secret()),
        created_at=CREATED_AT,
        active=active,
    )


def add(database: Database, *webhooks: Webhook) -> None:
    with database.unit_of_work() as unit:
        for each in webhooks:
            unit.webhooks.add(each)


def tell(database: Database, event: NewEvent = MATCHED, at: datetime = CREATED_AT) -> None:
    with database.unit_of_work() as unit:
        unit.events.add(event, at)
