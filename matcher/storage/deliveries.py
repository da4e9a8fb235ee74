"""Deliveries of one organisation: what became of them, and sending them again."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from matcher.domain.webhooks import Attempt, Delivery, DeliveryState, Event, EventType
from matcher.errors import NotFound
from matcher.storage.webhook_tables import AttemptRow, DeliveryRow, EventRow

_Found = Select[DeliveryRow, EventRow]


class DeliveryStore:
    """Deliveries within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def page(
        self, webhook_id: str, states: Iterable[DeliveryState], after: str | None, limit: int
    ) -> tuple[Delivery, ...]:
        """Up to `limit` deliveries to the webhook, the newest first, from behind the id `after`."""
        found = _deliveries().where(DeliveryRow.webhook == webhook_id, DeliveryRow.state.in_(list(states)))
        if after is not None:
            found = found.where(DeliveryRow.id < after)
        return self._told(found.order_by(DeliveryRow.id.desc()).limit(limit))

    def get(self, delivery_id: str) -> Delivery:
        """Raises NotFound."""
        found = _deliveries().where(DeliveryRow.id == delivery_id)
        told = self._told(found) if delivery_id.isprintable() else ()
        if not told:
            raise NotFound("delivery", delivery_id)
        return told[0]

    def attempts(self, delivery_id: str) -> tuple[Attempt, ...]:
        """In the order they were made in."""
        return tuple(_attempt(row) for row in self._attempts([delivery_id]))

    def replay(self, delivery_id: str, at: datetime) -> Delivery:
        """Let the delivery be tried from `at` on, as if it were new. Raises NotFound."""
        self.get(delivery_id)
        row = self._session.get_one(DeliveryRow, delivery_id)
        row.state, row.attempts, row.next_attempt_at = DeliveryState.WAITING, 0, at
        self._session.flush()
        return self.get(delivery_id)

    def _told(self, found: _Found) -> tuple[Delivery, ...]:
        rows = self._session.execute(found).all()
        last = {each.delivery: _attempt(each) for each in self._attempts([row.id for row, _ in rows])}
        return tuple(_delivery(row, event, last.get(row.id)) for row, event in rows)

    def _attempts(self, deliveries: Sequence[str]) -> Iterable[AttemptRow]:
        query = select(AttemptRow).where(AttemptRow.delivery.in_(deliveries))
        return self._session.scalars(query.order_by(AttemptRow.number))


def _deliveries() -> _Found:
    return select(DeliveryRow, EventRow).join(EventRow, EventRow.id == DeliveryRow.event)


def _attempt(row: AttemptRow) -> Attempt:
    return Attempt(row.at, row.status, row.milliseconds, row.detail)


def _delivery(row: DeliveryRow, event: EventRow, last: Attempt | None) -> Delivery:
    return Delivery(
        id=row.id,
        webhook=row.webhook,
        event=event_of(event),
        state=DeliveryState(row.state),
        attempts=row.attempts,
        next_attempt_at=row.next_attempt_at,
        last=last,
    )


def event_of(row: EventRow) -> Event:
    return Event(row.id, EventType(row.type), row.created_at, row.data)
