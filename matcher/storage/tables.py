"""The tables of résumés and skills. A résumé's public id is a ULID; joins go over its small number."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from matcher.domain.review import Stage
from matcher.storage.base import (
    ID_LENGTH,
    NAME_LENGTH,
    SHA256_LENGTH,
    ULID_LENGTH,
    Base,
    Owned,
    OwnedByKey,
    Utc,
)

_MONTH = 7
LONGEST_SURFACE = 120


def _resume_key() -> Mapped[int]:
    return mapped_column(ForeignKey("resumes.number", ondelete="CASCADE"), primary_key=True)


class ResumeRow(Owned, Base):
    """`identity` is what two posts of one résumé share; null where nothing tells them to be one."""

    __tablename__ = "resumes"
    __table_args__ = (
        Index(None, "organisation", "identity", unique=True),
        Index(None, "organisation", "id"),
    )

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(ULID_LENGTH), unique=True)
    external_id: Mapped[str | None] = mapped_column(String(NAME_LENGTH), index=True)
    sha256: Mapped[str] = mapped_column(String(SHA256_LENGTH), index=True)
    identity: Mapped[str | None] = mapped_column(String(SHA256_LENGTH))
    revision: Mapped[int] = mapped_column(Integer, server_default=text("1"), default=1)
    filename: Mapped[str] = mapped_column(String(NAME_LENGTH))
    status: Mapped[str] = mapped_column(String(16))
    as_of: Mapped[str] = mapped_column(String(_MONTH))
    created_at: Mapped[datetime] = mapped_column(Utc)
    total_months: Mapped[int]
    education_rank: Mapped[int]
    stage: Mapped[str] = mapped_column(String(16), server_default=Stage.NEW.value, default=Stage.NEW.value)
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    profile: Mapped[dict[str, Any]] = mapped_column(JSON)


class OriginalRow(Owned, Base):
    """The file as it came in, where a setting keeps it."""

    __tablename__ = "originals"

    resume: Mapped[int] = _resume_key()
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ReadingRow(Owned, Base):
    """What was read: the text that every offset counts in, its pages as starts and ends, and the extraction.

    `taxonomy` is the digest of the lexicon it was made with.
    """

    __tablename__ = "readings"

    resume: Mapped[int] = _resume_key()
    text: Mapped[str] = mapped_column(Text)
    extraction: Mapped[dict[str, Any]] = mapped_column(JSON)
    pages: Mapped[list[list[int]] | None] = mapped_column(JSON)
    taxonomy: Mapped[str | None] = mapped_column(String(SHA256_LENGTH), index=True)


class FitRow(Owned, Base):
    """A fit as it was answered, with the versions it was computed with."""

    __tablename__ = "fits"
    __table_args__ = (
        Index(
            "ix_fits_best",
            "organisation",
            "resume",
            "role",
            "score",
            sqlite_where=text("rank = 1"),
            postgresql_where=text("rank = 1"),
        ),
        Index(None, "organisation", "role", "resume", "score"),
    )

    resume: Mapped[int] = _resume_key()
    role: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    rank: Mapped[int]
    score: Mapped[int]
    scorer: Mapped[str] = mapped_column(String(16))
    taxonomy: Mapped[str] = mapped_column(String(SHA256_LENGTH))
    role_version: Mapped[int]
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class SkillPostingRow(OwnedByKey, Base):
    """Credit for a skill, skill first, so that one role reads only the skills it asks for.

    `through` is null where a version wrote the row that did not keep how a credit was come by; `last_used` is
    the index of a month.
    """

    __tablename__ = "skill_postings"
    __table_args__ = (
        Index(None, "resume"),
        Index(
            "ix_skill_postings_without_through",
            "resume",
            sqlite_where=text("through IS NULL"),
            postgresql_where=text("through IS NULL"),
        ),
        {"sqlite_with_rowid": False},
    )

    skill: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    resume: Mapped[int] = _resume_key()
    credit: Mapped[int]
    months: Mapped[int]
    through: Mapped[str | None] = mapped_column(String(8))
    last_used: Mapped[int | None]


class TitlePostingRow(OwnedByKey, Base):
    """Credit for a run of words in a title held, words first."""

    __tablename__ = "title_postings"
    __table_args__ = (Index(None, "resume"), {"sqlite_with_rowid": False})

    words: Mapped[str] = mapped_column(String(NAME_LENGTH), primary_key=True)
    resume: Mapped[int] = _resume_key()
    credit: Mapped[int]


class UnrecognisedPostingRow(OwnedByKey, Base):
    """An item of a skill list that no skill is named by, by its key, so that it is counted over all."""

    __tablename__ = "unrecognised_postings"
    __table_args__ = (Index(None, "resume"), {"sqlite_with_rowid": False})

    key: Mapped[str] = mapped_column(String(LONGEST_SURFACE), primary_key=True)
    resume: Mapped[int] = _resume_key()
    surface: Mapped[str] = mapped_column(String(LONGEST_SURFACE))


class OwnSkillRow(OwnedByKey, Base):
    """A skill that the organisation added, in the form of an entry of a domain file."""

    __tablename__ = "own_skills"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    entry: Mapped[dict[str, Any]] = mapped_column(JSON)


class OwnSkillChangeRow(OwnedByKey, Base):
    """A row for each change of the own skills; the last number tells whether there was one since."""

    __tablename__ = "own_skill_changes"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
