"""Organisations and their keys, and whose every row is.

The version before this one may go on serving meanwhile: what it writes is the local organisation's by
default.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_BY_RESUME = ("originals", "readings", "fits")
_BY_KEY = {
    "skill_postings": ["skill", "resume"],
    "title_postings": ["words", "resume"],
    "unrecognised_postings": ["key", "resume"],
    "own_skills": ["id"],
    "own_skill_changes": ["number"],
}
_WITHOUT_ROWID = frozenset({"skill_postings", "title_postings", "unrecognised_postings"})


def upgrade() -> None:
    _organisations()
    _api_keys()
    for table in ("resumes", *_BY_RESUME):
        op.add_column(table, _owner())
    op.add_column("resumes", sa.Column("identity", sa.String(64)))
    op.add_column("resumes", sa.Column("revision", sa.Integer, server_default=sa.text("1"), nullable=False))
    op.create_index("ix_resumes_organisation_identity", "resumes", ["organisation", "identity"], unique=True)
    op.create_index("ix_resumes_organisation_id", "resumes", ["organisation", "id"])
    for table, key in _BY_KEY.items():
        with _changed(table) as change:
            change.add_column(_owner())
            change.drop_constraint(f"pk_{table}", type_="primary")
            change.create_primary_key(f"pk_{table}", ["organisation", *key])


def downgrade() -> None:
    """The rows of other organisations go: there is nothing left to tell them apart by."""
    for table in (*_BY_KEY, *_BY_RESUME, "resumes"):
        op.execute(sa.text(f"DELETE FROM {table} WHERE organisation <> 1"))  # noqa: S608  # names from above
    for table, key in _BY_KEY.items():
        with _changed(table) as change:
            change.drop_constraint(f"pk_{table}", type_="primary")
            change.create_primary_key(f"pk_{table}", key)
            change.drop_column("organisation")
    op.drop_index("ix_resumes_organisation_id", "resumes")
    op.drop_index("ix_resumes_organisation_identity", "resumes")
    for column in ("revision", "identity", "organisation"):
        op.drop_column("resumes", column)
    for table in _BY_RESUME:
        op.drop_column(table, "organisation")
    op.drop_table("api_keys")
    op.drop_table("organisations")


def _owner() -> sa.Column[int]:
    return sa.Column("organisation", sa.Integer, server_default=sa.text("1"), nullable=False)


def _changed(table: str) -> op.batch_alter_table:
    """SQLite makes the table anew; none of these is pointed at by another, so nothing cascades."""
    kept = {"sqlite_with_rowid": False} if table in _WITHOUT_ROWID else {}
    return op.batch_alter_table(table, table_kwargs=kept)


def _organisations() -> None:
    organisations = op.create_table(
        "organisations",
        sa.Column("number", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_organisations"),
        sa.UniqueConstraint("id", name="uq_organisations_id"),
        sqlite_autoincrement=True,
    )
    op.bulk_insert(organisations, [{"id": "local", "created_at": datetime.now(UTC)}])


def _api_keys() -> None:
    op.create_table(
        "api_keys",
        sa.Column("prefix", sa.String(16), nullable=False),
        sa.Column("organisation", sa.Integer, nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("secret_sha256", sa.String(64), nullable=False),
        sa.Column("scopes", sa.JSON, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True)),
        sa.Column("revoked_at", sa.DateTime(timezone=True)),
        sa.Column("last_used_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.number"], name="fk_api_keys_organisation"),
        sa.PrimaryKeyConstraint("prefix", name="pk_api_keys"),
    )
    op.create_index("ix_api_keys_organisation", "api_keys", ["organisation"])
