"""Indexes over what was stored before, a step at a time: the version before goes on answering and storing.

A step that has been taken is passed over, so that a migration that was cut short can be begun again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006b"
down_revision = "0006"
branch_labels = None
depends_on = None

_RESUMES_AT_ONCE = 500


def upgrade() -> None:
    with op.get_context().autocommit_block():
        _indexes()
        if op.get_bind().dialect.name == "postgresql":
            _full_texts()


def downgrade() -> None:
    op.drop_index("ix_fits_organisation_role_resume_score", "fits")
    op.drop_index("ix_fits_best", "fits")
    op.drop_index("ix_skill_postings_without_through", "skill_postings")


def _indexes() -> None:
    unknown, best = sa.text("through IS NULL"), sa.text("rank = 1")
    op.create_index(
        "ix_skill_postings_without_through",
        "skill_postings",
        ["resume"],
        sqlite_where=unknown,
        postgresql_where=unknown,
        if_not_exists=True,
    )
    op.create_index(
        "ix_fits_best",
        "fits",
        ["organisation", "resume", "role", "score"],
        sqlite_where=best,
        postgresql_where=best,
        if_not_exists=True,
    )
    op.create_index(
        "ix_fits_organisation_role_resume_score",
        "fits",
        ["organisation", "role", "resume", "score"],
        if_not_exists=True,
    )


def _full_texts() -> None:
    """By the trigger, as for a text that is read again, so that one erased meanwhile leaves no words."""
    last = op.get_bind().scalar(sa.text("SELECT max(resume) FROM readings")) or 0
    missing = sa.text(
        "UPDATE readings SET text = text WHERE resume > :first AND resume <= :first + :many "
        "AND NOT EXISTS (SELECT FROM full_texts WHERE full_texts.resume = readings.resume)"
    )
    for first in range(0, last, _RESUMES_AT_ONCE):
        op.get_bind().execute(missing, {"first": first, "many": _RESUMES_AT_ONCE})
