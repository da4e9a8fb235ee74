"""Deliveries of everybody, for those who send: claimed under a lease, so that two never send one at once.

The statements here are not narrowed to an organisation: a sender sends for all.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from matcher.domain.webhooks import ClaimedDelivery, DeliveryState, Outcome
from matcher.storage.deliveries import event_of
from matcher.storage.webhook_tables import AttemptRow, DeliveryRow, EventRow, WebhookRow
from matcher.storage.webhooks import secrets_of


class DeliveryQueue:
    """Every organisation's deliveries within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def due_webhooks(self, now: datetime) -> tuple[str, ...]:
        """The ids of the active webhooks that something is to be sent to now."""
        due = select(DeliveryRow.id).where(DeliveryRow.webhook == WebhookRow.id, _due(now)).exists()
        return tuple(self._session.scalars(select(WebhookRow.id).where(WebhookRow.active, due)))

    def claim(self, webhook: str, worker: str, now: datetime, until: datetime) -> ClaimedDelivery | None:
        """Take what has waited longest for the webhook; None where nothing is to be sent to it now.

        `worker` is a name that is given once, to this claim.
        """
        of_webhook = and_(DeliveryRow.webhook == WebhookRow.id, WebhookRow.active, WebhookRow.id == webhook)
        query = select(DeliveryRow.id).join(WebhookRow, of_webhook).where(_due(now))
        query = query.order_by(DeliveryRow.next_attempt_at, DeliveryRow.id).limit(1)
        found = self._session.scalar(query.with_for_update(skip_locked=True, of=DeliveryRow))
        taken = (
            update(DeliveryRow)
            .where(DeliveryRow.id == found, _due(now))
            .values(worker=worker, lease_until=until, attempts=DeliveryRow.attempts + 1)
            .returning(DeliveryRow)
        )
        row = self._session.scalars(taken, execution_options={"populate_existing": True}).first()
        return self._claimed(row, worker) if row is not None else None

    def _claimed(self, row: DeliveryRow, worker: str) -> ClaimedDelivery:
        webhook = self._session.get_one(WebhookRow, row.webhook)
        return ClaimedDelivery(
            id=row.id,
            webhook=row.webhook,
            worker=worker,
            event=event_of(self._session.get_one(EventRow, row.event)),
            url=webhook.url,
            secrets=secrets_of(webhook),
            attempts=row.attempts,
        )

    def finish(self, claimed: ClaimedDelivery, outcome: Outcome) -> bool:
        """Put down how an attempt went; False where the delivery is no longer held by this claim, or gone."""
        # The webhook first: whoever deletes it takes the same two in the same order.
        hold = select(WebhookRow.id).where(WebhookRow.id == claimed.webhook).with_for_update(key_share=True)
        self._session.execute(hold)
        held = (DeliveryRow.id == claimed.id, DeliveryRow.worker == claimed.worker)
        values = {"state": outcome.state, "next_attempt_at": outcome.next_attempt_at}
        ended = update(DeliveryRow).where(*held).values(**values, worker=None, lease_until=None)
        organisation = self._session.scalar(ended.returning(DeliveryRow.organisation))
        if organisation is None:
            return False
        attempt = outcome.attempt
        self._session.add(
            AttemptRow(
                organisation=organisation,
                delivery=claimed.id,
                at=attempt.at,
                status=attempt.status,
                milliseconds=attempt.milliseconds,
                detail=attempt.detail,
            )
        )
        return True

    def note_taken(self, webhook: str) -> None:
        """The webhook works: what failed before does not count any more."""
        failing = (WebhookRow.id == webhook, WebhookRow.failures > 0)
        self._session.execute(update(WebhookRow).where(*failing).values(failures=0))

    def note_failed(self, webhook: str) -> int:
        """Count a delivery that failed for good; gives how many did in a row."""
        counted = update(WebhookRow).where(WebhookRow.id == webhook).values(failures=WebhookRow.failures + 1)
        return self._session.scalar(counted.returning(WebhookRow.failures)) or 0

    def disable(self, webhook: str, at: datetime, reason: str) -> None:
        """Send to the webhook no more, until it is switched on again."""
        active = (WebhookRow.id == webhook, WebhookRow.active)
        off = {"active": False, "disabled_at": at, "disabled_reason": reason}
        self._session.execute(update(WebhookRow).where(*active).values(**off))

    def forget_before(self, before: datetime) -> None:
        """Delete the events of before then, with their deliveries."""
        self._session.execute(delete(EventRow).where(EventRow.created_at < before))


def _due(now: datetime) -> ColumnElement[bool]:
    free = or_(DeliveryRow.lease_until.is_(None), DeliveryRow.lease_until < now)
    return and_(DeliveryRow.state == DeliveryState.WAITING, DeliveryRow.next_attempt_at <= now, free)
