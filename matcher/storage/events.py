"""Events, written in the transaction of what they tell of, each with its deliveries."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from ulid import ULID

from matcher.domain.webhooks import DeliveryState, NewEvent
from matcher.storage.webhook_tables import DeliveryRow, EventRow, WebhookRow

_PREFIX = "msg_"


class EventStore:
    """Events of one organisation within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, new: NewEvent, at: datetime) -> None:
        """Have every active webhook told that asks for such events; nothing is kept where none does.

        Call it in the unit of work that makes the change, where the change is known to be made: then there
        is one event if it is kept, and none if it is not.
        """
        asked = select(WebhookRow.id, WebhookRow.events).where(WebhookRow.active)
        # No webhook that is found here can be deleted before its delivery is written.
        asked = asked.with_for_update(read=True, key_share=True)
        asking = [row.id for row in self._session.execute(asked) if new.type in row.events]
        if asking:
            self._add_for(asking, new, at)

    def add_for(self, webhook_id: str, new: NewEvent, at: datetime) -> str:
        """Have one webhook told, whatever it asks for; gives the delivery's id."""
        (delivery,) = self._add_for([webhook_id], new, at)
        return delivery

    def _add_for(self, webhooks: Iterable[str], new: NewEvent, at: datetime) -> list[str]:
        event = EventRow(
            id=f"{_PREFIX}{ULID()}", type=new.type, subject=new.subject, data=dict(new.data), created_at=at
        )
        self._session.add(event)
        self._session.flush()
        rows = [
            DeliveryRow(
                id=str(ULID()),
                webhook=webhook,
                event=event.id,
                state=DeliveryState.WAITING,
                next_attempt_at=at,
            )
            for webhook in webhooks
        ]
        self._session.add_all(rows)
        self._session.flush()
        return [row.id for row in rows]

    def delete_about(self, subject: str) -> None:
        """Erase the events that tell of `subject`, whether they are sent already or not."""
        self._session.execute(delete(EventRow).where(EventRow.subject == subject))
