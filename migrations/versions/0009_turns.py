"""Priorities of jobs and when each was last claimed, by which organisations take turns.

The version before this one may go on serving meanwhile: its jobs have the priority of a batch's by default,
and it claims the oldest job as before.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_TURNS = "ix_jobs_state_priority_organisation_number"
_CLAIMS = "ix_jobs_organisation_claimed_at"


def upgrade() -> None:
    op.add_column("jobs", sa.Column("priority", sa.Integer, server_default=sa.text("1"), nullable=False))
    op.add_column("jobs", sa.Column("claimed_at", sa.DateTime(timezone=True)))
    op.create_index(_TURNS, "jobs", ["state", "priority", "organisation", "number"])
    op.create_index(_CLAIMS, "jobs", ["organisation", "claimed_at"])
    op.execute("UPDATE jobs SET priority = 2 WHERE kind = 'rereading' AND state <> 'done'")


def downgrade() -> None:
    for index in (_CLAIMS, _TURNS):
        op.drop_index(index, "jobs")
    for column in ("claimed_at", "priority"):
        op.drop_column("jobs", column)
