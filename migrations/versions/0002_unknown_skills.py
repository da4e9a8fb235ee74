"""What no skill is known by, an organisation's own skills, and what it takes to read stored résumés again."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _unrecognised_postings()
    _own_skills()
    op.add_column("readings", sa.Column("pages", sa.JSON))
    op.add_column("readings", sa.Column("taxonomy", sa.String(64)))
    op.create_index("ix_readings_taxonomy", "readings", ["taxonomy"])


def downgrade() -> None:
    op.drop_index("ix_readings_taxonomy", "readings")
    with op.batch_alter_table("readings") as readings:
        readings.drop_column("taxonomy")
        readings.drop_column("pages")
    for table in ("own_skill_changes", "own_skills", "unrecognised_postings"):
        op.drop_table(table)


def _unrecognised_postings() -> None:
    op.create_table(
        "unrecognised_postings",
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("resume", sa.Integer, nullable=False),
        sa.Column("surface", sa.String(120), nullable=False),
        sa.ForeignKeyConstraint(
            ["resume"],
            ["resumes.number"],
            name="fk_unrecognised_postings_resume",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("key", "resume", name="pk_unrecognised_postings"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_unrecognised_postings_resume", "unrecognised_postings", ["resume"])


def _own_skills() -> None:
    op.create_table(
        "own_skills",
        sa.Column("id", sa.String(80), nullable=False),
        sa.Column("entry", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_own_skills"),
    )
    op.create_table(
        "own_skill_changes",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_own_skill_changes"),
    )
