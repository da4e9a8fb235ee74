"""Webhooks of one organisation."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matcher.domain.webhooks import EventType, Secrets, Webhook
from matcher.errors import NotFound
from matcher.storage.webhook_tables import WebhookRow


class WebhookStore:
    """Webhooks within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, webhook: Webhook) -> None:
        row = WebhookRow(id=webhook.id, created_at=webhook.created_at, failures=0)
        _write(row, webhook)
        self._session.add(row)
        self._session.flush()

    def all(self) -> tuple[Webhook, ...]:
        """The newest first."""
        rows = self._session.scalars(select(WebhookRow).order_by(WebhookRow.id.desc()))
        return tuple(webhook_of(row) for row in rows)

    def get(self, webhook_id: str) -> Webhook:
        """Raises NotFound."""
        return webhook_of(self._row(webhook_id))

    def put(self, webhook: Webhook) -> None:
        """Write what changed. One that is switched on again has no failures behind it. Raises NotFound."""
        row = self._row(webhook.id)
        if webhook.active and not row.active:
            row.failures = 0
        _write(row, webhook)
        self._session.flush()

    def delete(self, webhook_id: str) -> None:
        """With its deliveries. Raises NotFound."""
        self._row(webhook_id)
        self._session.execute(delete(WebhookRow).where(WebhookRow.id == webhook_id))

    def _row(self, webhook_id: str) -> WebhookRow:
        """Held until the transaction ends, so that no change between reading and writing is lost."""
        query = select(WebhookRow).where(WebhookRow.id == webhook_id).with_for_update(key_share=True)
        row = self._session.scalars(query).first() if webhook_id.isprintable() else None
        if row is None:
            raise NotFound("webhook", webhook_id)
        return row


def _write(row: WebhookRow, webhook: Webhook) -> None:
    row.url = webhook.url
    row.events = list(webhook.events)
    row.description = webhook.description
    row.secret = webhook.secrets.current
    row.previous_secret = webhook.secrets.previous
    row.previous_until = webhook.secrets.previous_until
    row.active = webhook.active
    row.disabled_at = webhook.disabled_at
    row.disabled_reason = webhook.disabled_reason


def webhook_of(row: WebhookRow) -> Webhook:
    return Webhook(
        id=row.id,
        url=row.url,
        events=tuple(map(EventType, row.events)),
        description=row.description,
        secrets=secrets_of(row),
        created_at=row.created_at,
        active=row.active,
        disabled_at=row.disabled_at,
        disabled_reason=row.disabled_reason,
    )


def secrets_of(row: WebhookRow) -> Secrets:
    return Secrets(row.secret, row.previous_secret, row.previous_until)
