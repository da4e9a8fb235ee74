"""Webhooks, the events they are told of, and every attempt to tell them."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _webhooks()
    _events()
    _deliveries()
    _attempts()


def downgrade() -> None:
    for table in ("delivery_attempts", "deliveries", "webhook_events", "webhooks"):
        op.drop_table(table)


def _owner() -> sa.Column[int]:
    return sa.Column("organisation", sa.Integer, server_default=sa.text("1"), nullable=False)


def _moment(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _webhooks() -> None:
    op.create_table(
        "webhooks",
        _owner(),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("events", sa.JSON, nullable=False),
        sa.Column("description", sa.String(255), nullable=False),
        sa.Column("secret", sa.String(120), nullable=False),
        sa.Column("previous_secret", sa.String(120)),
        _moment("previous_until"),
        sa.Column("active", sa.Boolean, server_default=sa.true(), nullable=False),
        sa.Column("failures", sa.Integer, server_default=sa.text("0"), nullable=False),
        _moment("created_at", nullable=False),
        _moment("disabled_at"),
        sa.Column("disabled_reason", sa.String(255)),
        sa.PrimaryKeyConstraint("id", name="pk_webhooks"),
    )
    op.create_index("ix_webhooks_organisation_id", "webhooks", ["organisation", "id"])


def _events() -> None:
    op.create_table(
        "webhook_events",
        _owner(),
        sa.Column("id", sa.String(30), nullable=False),
        sa.Column("type", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
        _moment("created_at", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_webhook_events"),
    )
    op.create_index("ix_webhook_events_organisation_subject", "webhook_events", ["organisation", "subject"])
    op.create_index("ix_webhook_events_created_at", "webhook_events", ["created_at"])


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        _owner(),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("webhook", sa.String(26), nullable=False),
        sa.Column("event", sa.String(30), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("attempts", sa.Integer, server_default=sa.text("0"), nullable=False),
        _moment("next_attempt_at"),
        sa.Column("worker", sa.String(64)),
        _moment("lease_until"),
        sa.ForeignKeyConstraint(
            ["webhook"], ["webhooks.id"], name="fk_deliveries_webhook", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["event"], ["webhook_events.id"], name="fk_deliveries_event", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
    )
    columns = ["webhook", "state", "next_attempt_at"]
    op.create_index("ix_deliveries_webhook_state_next_attempt_at", "deliveries", columns)
    op.create_index("ix_deliveries_event", "deliveries", ["event"])


def _attempts() -> None:
    op.create_table(
        "delivery_attempts",
        _owner(),
        sa.Column("number", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("delivery", sa.String(26), nullable=False),
        _moment("at", nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("milliseconds", sa.Integer, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery"], ["deliveries.id"], name="fk_delivery_attempts_delivery", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_delivery_attempts"),
    )
    op.create_index("ix_delivery_attempts_delivery_number", "delivery_attempts", ["delivery", "number"])
