"""The first tables: résumés, what was read and answered, and the postings that rankings are made from."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _resumes()
    _originals()
    _readings()
    _fits()
    _skill_postings()
    _title_postings()


def downgrade() -> None:
    for table in ("title_postings", "skill_postings", "fits", "readings", "originals", "resumes"):
        op.drop_table(table)


def _resumes() -> None:
    op.create_table(
        "resumes",
        sa.Column("number", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("external_id", sa.String(255)),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("filename", sa.String(255), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("as_of", sa.String(7), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("total_months", sa.Integer, nullable=False),
        sa.Column("education_rank", sa.Integer, nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.Column("profile", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_resumes"),
        sa.UniqueConstraint("id", name="uq_resumes_id"),
    )
    op.create_index("ix_resumes_external_id", "resumes", ["external_id"])
    op.create_index("ix_resumes_sha256", "resumes", ["sha256"])


def _originals() -> None:
    op.create_table(
        "originals",
        sa.Column("resume", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        _of_a_resume("originals"),
        sa.PrimaryKeyConstraint("resume", name="pk_originals"),
    )


def _readings() -> None:
    op.create_table(
        "readings",
        sa.Column("resume", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("extraction", sa.JSON, nullable=False),
        _of_a_resume("readings"),
        sa.PrimaryKeyConstraint("resume", name="pk_readings"),
    )


def _fits() -> None:
    op.create_table(
        "fits",
        sa.Column("resume", sa.Integer, nullable=False),
        sa.Column("role", sa.String(80), nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("score", sa.Integer, nullable=False),
        sa.Column("scorer", sa.String(16), nullable=False),
        sa.Column("taxonomy", sa.String(64), nullable=False),
        sa.Column("role_version", sa.Integer, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        _of_a_resume("fits"),
        sa.PrimaryKeyConstraint("resume", "role", name="pk_fits"),
    )


def _skill_postings() -> None:
    op.create_table(
        "skill_postings",
        sa.Column("skill", sa.String(80), nullable=False),
        sa.Column("resume", sa.Integer, nullable=False),
        sa.Column("credit", sa.Integer, nullable=False),
        sa.Column("months", sa.Integer, nullable=False),
        _of_a_resume("skill_postings"),
        sa.PrimaryKeyConstraint("skill", "resume", name="pk_skill_postings"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_skill_postings_resume", "skill_postings", ["resume"])


def _title_postings() -> None:
    op.create_table(
        "title_postings",
        sa.Column("words", sa.String(255), nullable=False),
        sa.Column("resume", sa.Integer, nullable=False),
        sa.Column("credit", sa.Integer, nullable=False),
        _of_a_resume("title_postings"),
        sa.PrimaryKeyConstraint("words", "resume", name="pk_title_postings"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_title_postings_resume", "title_postings", ["resume"])


def _of_a_resume(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["resume"], ["resumes.number"], name=f"fk_{table}_resume", ondelete="CASCADE"
    )
