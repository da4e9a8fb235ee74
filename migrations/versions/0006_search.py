"""What recruiters search by and keep about résumés: words, ways to skills, labels, notes, stages, searches.

The version before this one may go on serving meanwhile: it writes stage 'new' by default, postings without
`through` count as held until the résumé is read again, and triggers keep the words of every text. What takes
the longer the more is stored is left to the next migration, for here every request waits.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TABLES = ("saved_searches", "stage_changes", "notes", "labels")
_MARKS = "!\"$%&''()*+,-./:;<=>?@[\\]^_`{|}~"
_LONGEST = 200_000  # no more than a tsvector can hold


def upgrade() -> None:
    op.add_column("resumes", sa.Column("stage", sa.String(16), server_default="new", nullable=False))
    op.add_column("skill_postings", sa.Column("through", sa.String(8)))
    op.add_column("skill_postings", sa.Column("last_used", sa.Integer))
    _labels()
    _notes()
    _stage_changes()
    _saved_searches()
    if op.get_bind().dialect.name == "postgresql":
        _full_texts_of_postgresql()
    else:
        _full_texts_of_sqlite()


def downgrade() -> None:
    for when in ("insert", "update", "delete"):
        op.execute(_DROP_TRIGGER[op.get_bind().dialect.name].format(when))
    op.drop_table("full_texts")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION keep_full_text")
    for table in _TABLES:
        op.drop_table(table)
    op.drop_column("skill_postings", "last_used")
    op.drop_column("skill_postings", "through")
    op.drop_column("resumes", "stage")


_DROP_TRIGGER = {
    "postgresql": "DROP TRIGGER keep_full_text_on_{} ON readings",
    "sqlite": "DROP TRIGGER keep_full_text_on_{}",
}


def _owner() -> sa.Column[int]:
    return sa.Column("organisation", sa.Integer, server_default=sa.text("1"), nullable=False)


def _of_a_resume(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["resume"], ["resumes.number"], name=f"fk_{table}_resume", ondelete="CASCADE"
    )


def _author() -> list[sa.Column[str]]:
    return [
        sa.Column("author", sa.String(255), nullable=False),
        sa.Column("author_key", sa.String(16)),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    ]


def _labels() -> None:
    op.create_table(
        "labels",
        _owner(),
        sa.Column("label", sa.String(80), nullable=False),
        sa.Column("resume", sa.Integer, nullable=False),
        *_author(),
        _of_a_resume("labels"),
        sa.PrimaryKeyConstraint("organisation", "label", "resume", name="pk_labels"),
    )
    op.create_index("ix_labels_resume", "labels", ["resume"])


def _notes() -> None:
    op.create_table(
        "notes",
        _owner(),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("resume", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        *_author(),
        _of_a_resume("notes"),
        sa.PrimaryKeyConstraint("id", name="pk_notes"),
    )
    op.create_index("ix_notes_resume", "notes", ["resume"])


def _stage_changes() -> None:
    op.create_table(
        "stage_changes",
        _owner(),
        sa.Column("number", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("resume", sa.Integer, nullable=False),
        sa.Column("before", sa.String(16), nullable=False),
        sa.Column("after", sa.String(16), nullable=False),
        sa.Column("reason", sa.Text),
        *_author(),
        _of_a_resume("stage_changes"),
        sa.PrimaryKeyConstraint("number", name="pk_stage_changes"),
    )
    op.create_index("ix_stage_changes_resume", "stage_changes", ["resume"])


def _saved_searches() -> None:
    op.create_table(
        "saved_searches",
        _owner(),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("role", sa.String(80)),
        sa.Column("parameters", sa.JSON, nullable=False),
        *_author(),
        sa.PrimaryKeyConstraint("id", name="pk_saved_searches"),
    )
    op.create_index("ix_saved_searches_organisation_id", "saved_searches", ["organisation", "id"])


def _words(text: str) -> str:
    """As services write them in a query: 'C++' and 'C#' are words of their own."""
    return f"replace(replace({text}, '++', 'plusplus '), '#', 'sharp ')"


def _vector(text: str) -> str:
    """Words parted by blanks alone: of other marks the parser makes hosts and paths."""
    words = _words(f"left({text}, {_LONGEST})")
    return f"to_tsvector('simple', translate({words}, '{_MARKS}', repeat(' ', {len(_MARKS)})))"


def _full_texts_of_sqlite() -> None:
    """Without a copy of the texts: to take words out again the index is told the text they came from.

    It begins with a change, which begins a transaction: no text may come between the triggers and the fill.
    """
    op.execute("UPDATE alembic_version SET version_num = version_num")
    op.execute(
        "CREATE VIRTUAL TABLE full_texts USING fts5("
        "words, content='', tokenize=\"unicode61 remove_diacritics 0\")"
    )
    new, old = _words("new.text"), _words("old.text")
    put = f"INSERT INTO full_texts(rowid, words) VALUES (new.resume, {new});"  # noqa: S608  # from above
    take = (
        "INSERT INTO full_texts(full_texts, rowid, words) "  # noqa: S608  # from above
        f"VALUES ('delete', old.resume, {old});"
    )
    for when, does in (("insert", put), ("update", take + put), ("delete", take)):
        of = " OF text" if when == "update" else ""
        op.execute(
            f"CREATE TRIGGER keep_full_text_on_{when} AFTER {when.upper()}{of} ON readings BEGIN {does} END"
        )
    words = _words("text")
    op.execute(f"INSERT INTO full_texts(rowid, words) SELECT resume, {words} FROM readings")  # noqa: S608  # from above


def _full_texts_of_postgresql() -> None:
    op.execute(
        "CREATE TABLE full_texts ("
        "resume integer CONSTRAINT pk_full_texts PRIMARY KEY, words tsvector NOT NULL)"
    )
    op.execute("CREATE INDEX ix_full_texts_words ON full_texts USING gin (words)")
    take = "IF TG_OP <> 'INSERT' THEN DELETE FROM full_texts WHERE resume = old.resume; END IF;"
    vector = _vector("new.text")
    insert = f"INSERT INTO full_texts VALUES (new.resume, {vector});"  # noqa: S608  # from above
    put = f"IF TG_OP <> 'DELETE' THEN {insert} END IF;"
    op.execute(
        "CREATE FUNCTION keep_full_text() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {take} {put} RETURN NULL; END $$"
    )
    for when in ("insert", "update", "delete"):
        of = " OF text" if when == "update" else ""
        op.execute(
            f"CREATE TRIGGER keep_full_text_on_{when} AFTER {when.upper()}{of} ON readings "
            "FOR EACH ROW EXECUTE FUNCTION keep_full_text()"
        )
