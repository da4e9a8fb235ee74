"""Webhooks of one organisation, and what became of what they were to be told."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from ulid import ULID

from matcher.domain.webhooks import Attempt, Delivery, DeliveryState, EventType, Secrets, Webhook
from matcher.errors import InvalidInput
from matcher.outbound import Sender, new_secret
from matcher.services.answers import moment, moment_if_any
from matcher.services.clock import now
from matcher.services.cursors import decode, encode
from matcher.services.events import message_of, webhook_test
from matcher.storage import Database

MOST_WEBHOOKS = 50
SIGNS_ON_FOR = timedelta(hours=24)
_LONGEST = 255


class Webhooks:
    """Makes, changes and tells of webhooks. A secret is told when it is made and never again."""

    def __init__(self, database: Database, sender: Sender, clock: Callable[[], datetime] = now) -> None:
        self._database = database
        self._sender = sender
        self._clock = clock

    def create(self, url: str, events: Iterable[EventType], description: str = "") -> dict[str, Any]:
        """The webhook with its `secret`. Raises InvalidInput, AddressRefused."""
        webhook = self._checked(
            Webhook(
                id=str(ULID()),
                url=url,
                events=tuple(events),
                description=description,
                secrets=Secrets(new_secret()),
                created_at=self._clock(),
            )
        )
        with self._database.unit_of_work() as unit:
            if len(unit.webhooks.all()) >= MOST_WEBHOOKS:
                raise InvalidInput("webhooks", f"would be more than {MOST_WEBHOOKS}; delete one first")
            unit.webhooks.add(webhook)
        return _with_secret(webhook)

    def _checked(self, webhook: Webhook) -> Webhook:
        """`webhook` with its URL trimmed and each event once. Raises InvalidInput, AddressRefused."""
        url = webhook.url.strip()
        for name, text in (("url", url), ("description", webhook.description)):
            if not text.isprintable():
                raise InvalidInput(name, "holds characters that cannot be printed")
        if len(webhook.description) > _LONGEST:
            raise InvalidInput("description", f"is longer than {_LONGEST} characters")
        self._sender.check(url)
        if not webhook.events:
            raise InvalidInput("events", "names no event to be told of")
        return replace(webhook, url=url, events=tuple(dict.fromkeys(webhook.events)))

    def all(self) -> list[dict[str, Any]]:
        """The newest first."""
        with self._database.unit_of_work() as unit:
            return [_dump(webhook) for webhook in unit.webhooks.all()]

    def get(self, webhook_id: str) -> dict[str, Any]:
        """Raises NotFound."""
        with self._database.unit_of_work() as unit:
            return _dump(unit.webhooks.get(webhook_id))

    def change(self, webhook_id: str, changes: Mapping[str, Any]) -> dict[str, Any]:
        """Change any of `url`, `events`, `description`, `active`.

        What waits for a webhook that is switched off goes out once it is switched on again. Raises NotFound,
        InvalidInput, AddressRefused.
        """
        with self._database.unit_of_work() as unit:
            changed = replace(unit.webhooks.get(webhook_id), **changes)
            if changed.active:
                changed = replace(changed, disabled_at=None, disabled_reason=None)
            checked = self._checked(changed)
            unit.webhooks.put(checked)
        return _dump(checked)

    def delete(self, webhook_id: str) -> None:
        """With all its deliveries. Raises NotFound."""
        with self._database.unit_of_work() as unit:
            unit.webhooks.delete(webhook_id)

    def rotate_secret(self, webhook_id: str) -> dict[str, Any]:
        """The webhook with a new `secret`; the one before signs too for a day. Raises NotFound."""
        with self._database.unit_of_work() as unit:
            webhook = unit.webhooks.get(webhook_id)
            until = self._clock() + SIGNS_ON_FOR
            webhook = replace(webhook, secrets=Secrets(new_secret(), webhook.secrets.current, until))
            unit.webhooks.put(webhook)
        return _with_secret(webhook)

    def test(self, webhook_id: str) -> dict[str, Any]:
        """The delivery of a `webhook.test` event to this webhook. Raises NotFound, InvalidInput."""
        with self._database.unit_of_work() as unit:
            if not unit.webhooks.get(webhook_id).active:
                raise InvalidInput("active", "is false; switch the webhook on first")
            delivery = unit.events.add_for(webhook_id, webhook_test(webhook_id), self._clock())
            return _dump_delivery(unit.deliveries.get(delivery))

    def deliveries(
        self, webhook_id: str, states: Iterable[DeliveryState], cursor: str | None, limit: int
    ) -> dict[str, Any]:
        """`items`, the newest first, and `next`. Raises NotFound, InvalidInput."""
        after = decode(cursor, 1)[0] if cursor else None
        with self._database.unit_of_work() as unit:
            unit.webhooks.get(webhook_id)
            found = unit.deliveries.page(webhook_id, list(states) or list(DeliveryState), after, limit + 1)
        further = encode(found[limit - 1].id) if len(found) > limit else None
        return {"items": [_dump_delivery(each) for each in found[:limit]], "next": further}

    def delivery(self, delivery_id: str) -> dict[str, Any]:
        """With the `message` and the `log` of attempts. Raises NotFound."""
        with self._database.unit_of_work() as unit:
            delivery = unit.deliveries.get(delivery_id)
            log = [_dump_attempt(each) for each in unit.deliveries.attempts(delivery_id)]
        return {**_dump_delivery(delivery), "message": message_of(delivery.event), "log": log}

    def replay(self, delivery_id: str) -> dict[str, Any]:
        """Send it again, under the same id of the event, whatever became of it before. Raises NotFound."""
        with self._database.unit_of_work() as unit:
            return _dump_delivery(unit.deliveries.replay(delivery_id, self._clock()))


def _with_secret(webhook: Webhook) -> dict[str, Any]:
    return {**_dump(webhook), "secret": webhook.secrets.current}


def _dump(webhook: Webhook) -> dict[str, Any]:
    return {
        "id": webhook.id,
        "url": webhook.url,
        "events": [each.value for each in webhook.events],
        "description": webhook.description,
        "active": webhook.active,
        "created_at": moment(webhook.created_at),
        "disabled_at": moment_if_any(webhook.disabled_at),
        "disabled_reason": webhook.disabled_reason,
        "previous_secret_until": moment_if_any(webhook.secrets.previous_until),
    }


def _dump_delivery(delivery: Delivery) -> dict[str, Any]:
    last = delivery.last
    return {
        "id": delivery.id,
        "webhook": delivery.webhook,
        "event": {
            "id": delivery.event.id,
            "type": delivery.event.type.value,
            "created_at": moment(delivery.event.created_at),
        },
        "state": delivery.state.value,
        "attempts": delivery.attempts,
        "next_attempt_at": moment_if_any(delivery.next_attempt_at),
        "last_attempt": _dump_attempt(last) if last else None,
    }


def _dump_attempt(attempt: Attempt) -> dict[str, Any]:
    return {
        "at": moment(attempt.at),
        "status": attempt.status,
        "milliseconds": attempt.milliseconds,
        "detail": attempt.detail,
    }
