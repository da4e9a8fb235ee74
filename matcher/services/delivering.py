"""Sending webhooks: at least once each, signed, and again for three days where nobody takes them."""

import logging
import random
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from matcher.domain.outbound import Sent
from matcher.domain.webhooks import Attempt, ClaimedDelivery, DeliveryState, Outcome
from matcher.outbound import RETRY_DELAYS, Sender, next_attempt, signed_headers
from matcher.services.answers import encode
from matcher.services.clock import now
from matcher.services.events import message_of
from matcher.storage import Database

MOST_FAILURES = 5
KEPT_FOR = timedelta(days=30)
_LOG = logging.getLogger(__name__)
_GONE = 410
_GONE_REASON = "The receiver answered 410 Gone."
_FAILING_REASON = (
    f"{MOST_FAILURES} deliveries in a row were not taken in {len(RETRY_DELAYS) + 1} attempts each."
)


class Delivering:
    """Sends what waits, of every organisation. Threads and processes may do so side by side.

    `lease` must be longer than an attempt can take: until it ends nobody else sends the same delivery.
    """

    def __init__(
        self,
        database: Database,
        sender: Sender,
        lease: timedelta,
        clock: Callable[[], datetime] = now,
        draw: Callable[[], float] = random.random,
    ) -> None:
        self._database = database
        self._sender = sender
        self._lease = lease
        self._clock = clock
        self._draw = draw

    def due_webhooks(self) -> tuple[str, ...]:
        """The ids of those that something is to be sent to now. Raises DatabaseAway."""
        with self._database.unit_of_deliveries() as queue:
            return queue.due_webhooks(self._clock())

    def deliver_next(self, webhook: str) -> bool:
        """Send what has waited longest for the webhook; true where it was taken, so that more may follow.

        Raises DatabaseAway: then the same delivery is sent again once its lease has ended.
        """
        begun = self._clock()
        with self._database.unit_of_deliveries() as queue:
            claimed = queue.claim(webhook, secrets.token_hex(16), begun, begun + self._lease)
        if claimed is None:
            return False
        sent = self._send(claimed, begun)
        self._put_down(claimed, begun, sent)
        return sent.taken

    def _send(self, claimed: ClaimedDelivery, at: datetime) -> Sent:
        body = encode(message_of(claimed.event)).encode()
        signed = signed_headers(claimed.secrets.at(at), claimed.event.id, at, body)
        return self._sender.send(claimed.url, {"content-type": "application/json", **signed}, body)

    def _put_down(self, claimed: ClaimedDelivery, begun: datetime, sent: Sent) -> None:
        attempt = Attempt(begun, sent.status, sent.milliseconds, sent.detail)
        outcome = self._outcome(claimed, attempt, taken=sent.taken)
        with self._database.unit_of_deliveries() as queue:
            if not queue.finish(claimed, outcome):
                _LOG.warning("delivery %s was taken over or deleted while it was sent", claimed.id)
            elif outcome.state is DeliveryState.DELIVERED:
                queue.note_taken(claimed.webhook)
            elif sent.status == _GONE:
                queue.disable(claimed.webhook, self._clock(), _GONE_REASON)
            elif (
                outcome.state is DeliveryState.FAILED and queue.note_failed(claimed.webhook) >= MOST_FAILURES
            ):
                queue.disable(claimed.webhook, self._clock(), _FAILING_REASON)

    def _outcome(self, claimed: ClaimedDelivery, attempt: Attempt, *, taken: bool) -> Outcome:
        if taken:
            return Outcome(DeliveryState.DELIVERED, attempt)
        again = next_attempt(claimed.attempts, self._clock(), self._draw)
        if again is None or attempt.status == _GONE:
            return Outcome(DeliveryState.FAILED, attempt)
        return Outcome(DeliveryState.WAITING, attempt, again)

    def forget_old(self) -> None:
        """Delete events of more than 30 days ago with their deliveries, sent or not. Raises DatabaseAway."""
        with self._database.unit_of_deliveries() as queue:
            queue.forget_before(self._clock() - KEPT_FOR)
