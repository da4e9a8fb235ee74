"""Batches, their jobs, and what came in for a job until it is done."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _batches()
    _jobs()
    op.create_table(
        "job_inputs",
        _owner(),
        sa.Column("job", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["job"], ["jobs.number"], name="fk_job_inputs_job", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("job", name="pk_job_inputs"),
    )


def downgrade() -> None:
    for table in ("job_inputs", "jobs", "batches"):
        op.drop_table(table)


def _owner() -> sa.Column[int]:
    return sa.Column("organisation", sa.Integer, server_default=sa.text("1"), nullable=False)


def _batches() -> None:
    op.create_table(
        "batches",
        _owner(),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.Column("cancelled_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_batches"),
    )
    op.create_index("ix_batches_organisation_id", "batches", ["organisation", "id"])


def _jobs() -> None:
    op.create_table(
        "jobs",
        _owner(),
        sa.Column("number", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("batch", sa.String(26), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("resume", sa.String(26), nullable=False),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.Column("problem", sa.JSON),
        sa.Column("attempts", sa.Integer, server_default=sa.text("0"), nullable=False),
        sa.Column("losses", sa.Integer, server_default=sa.text("0"), nullable=False),
        sa.Column("worker", sa.String(64)),
        sa.Column("lease_until", sa.DateTime(timezone=True)),
        sa.Column("announced_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["batch"], ["batches.id"], name="fk_jobs_batch", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", name="pk_jobs"),
    )
    op.create_index("ix_jobs_batch_state", "jobs", ["batch", "state"])
    op.create_index("ix_jobs_state_number", "jobs", ["state", "number"])
