"""The tables. A résumé's public id is a ULID; joins go over its small number."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

_ULID = 26
_SHA256 = 64
_MONTH = 7
_NAME = 255
_ID = 80
LONGEST_SURFACE = 120


class Utc(TypeDecorator[datetime]):
    """A moment in UTC; SQLite keeps no zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # SQLAlchemy's signature
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def _resume_key() -> Mapped[int]:
    return mapped_column(ForeignKey("resumes.number", ondelete="CASCADE"), primary_key=True)


class ResumeRow(Base):
    __tablename__ = "resumes"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(_ULID), unique=True)
    external_id: Mapped[str | None] = mapped_column(String(_NAME), index=True)
    sha256: Mapped[str] = mapped_column(String(_SHA256), index=True)
    filename: Mapped[str] = mapped_column(String(_NAME))
    status: Mapped[str] = mapped_column(String(16))
    as_of: Mapped[str] = mapped_column(String(_MONTH))
    created_at: Mapped[datetime] = mapped_column(Utc)
    total_months: Mapped[int]
    education_rank: Mapped[int]
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    profile: Mapped[dict[str, Any]] = mapped_column(JSON)


class OriginalRow(Base):
    """The file as it came in, where a setting keeps it."""

    __tablename__ = "originals"

    resume: Mapped[int] = _resume_key()
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ReadingRow(Base):
    """What was read: the text that every offset counts in, its pages as starts and ends, and the extraction.

    `taxonomy` is the digest of the lexicon it was made with.
    """

    __tablename__ = "readings"

    resume: Mapped[int] = _resume_key()
    text: Mapped[str] = mapped_column(Text)
    extraction: Mapped[dict[str, Any]] = mapped_column(JSON)
    pages: Mapped[list[list[int]] | None] = mapped_column(JSON)
    taxonomy: Mapped[str | None] = mapped_column(String(_SHA256), index=True)


class FitRow(Base):
    """A fit as it was answered, with the versions it was computed with."""

    __tablename__ = "fits"

    resume: Mapped[int] = _resume_key()
    role: Mapped[str] = mapped_column(String(_ID), primary_key=True)
    rank: Mapped[int]
    score: Mapped[int]
    scorer: Mapped[str] = mapped_column(String(16))
    taxonomy: Mapped[str] = mapped_column(String(_SHA256))
    role_version: Mapped[int]
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class SkillPostingRow(Base):
    """Credit for a skill, skill first, so that one role reads only the skills it asks for."""

    __tablename__ = "skill_postings"
    __table_args__ = (Index(None, "resume"), {"sqlite_with_rowid": False})

    skill: Mapped[str] = mapped_column(String(_ID), primary_key=True)
    resume: Mapped[int] = _resume_key()
    credit: Mapped[int]
    months: Mapped[int]


class TitlePostingRow(Base):
    """Credit for a run of words in a title held, words first."""

    __tablename__ = "title_postings"
    __table_args__ = (Index(None, "resume"), {"sqlite_with_rowid": False})

    words: Mapped[str] = mapped_column(String(_NAME), primary_key=True)
    resume: Mapped[int] = _resume_key()
    credit: Mapped[int]


class UnrecognisedPostingRow(Base):
    """An item of a skill list that no skill is named by, by its key, so that it is counted over all."""

    __tablename__ = "unrecognised_postings"
    __table_args__ = (Index(None, "resume"), {"sqlite_with_rowid": False})

    key: Mapped[str] = mapped_column(String(LONGEST_SURFACE), primary_key=True)
    resume: Mapped[int] = _resume_key()
    surface: Mapped[str] = mapped_column(String(LONGEST_SURFACE))


class OwnSkillRow(Base):
    """A skill that the organisation added, in the form of an entry of a domain file."""

    __tablename__ = "own_skills"

    id: Mapped[str] = mapped_column(String(_ID), primary_key=True)
    entry: Mapped[dict[str, Any]] = mapped_column(JSON)


class OwnSkillChangeRow(Base):
    """A row for each change of the own skills; the last number tells whether there was one since."""

    __tablename__ = "own_skill_changes"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
