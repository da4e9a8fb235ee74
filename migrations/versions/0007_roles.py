"""Roles of an organisation's own, in versions."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "role_versions",
        sa.Column("organisation", sa.Integer, server_default=sa.text("1"), nullable=False),
        sa.Column("role", sa.String(80), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("origin", sa.String(20), nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(16)),
        sa.PrimaryKeyConstraint("organisation", "role", "version", name="pk_role_versions"),
    )
    op.create_table(
        "role_changes",
        sa.Column("organisation", sa.Integer, server_default=sa.text("1"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("role", sa.String(80), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(16)),
        sa.PrimaryKeyConstraint("organisation", "number", name="pk_role_changes"),
    )


def downgrade() -> None:
    op.drop_table("role_changes")
    op.drop_table("role_versions")
