"""Answers that a request gets again when it is sent again."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "idempotency_keys",
        sa.Column("organisation", sa.Integer, server_default=sa.text("1"), nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("headers", sa.JSON),
        sa.Column("body", sa.LargeBinary),
        sa.Column("resume", sa.String(26)),
        sa.PrimaryKeyConstraint("organisation", "key", name="pk_idempotency_keys"),
    )
    op.create_index("ix_idempotency_keys_resume", "idempotency_keys", ["resume"])
    op.create_index("ix_idempotency_keys_claimed_at", "idempotency_keys", ["claimed_at"])


def downgrade() -> None:
    op.drop_table("idempotency_keys")
