"""The tables of what people put down about résumés, and of the searches they keep."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from matcher.storage.access_tables import PREFIX_LENGTH
from matcher.storage.base import ID_LENGTH, NAME_LENGTH, ULID_LENGTH, Base, Owned, OwnedByKey, Utc

STAGE_LENGTH = 16


class Authored:
    """Who did it, and when; `author_key` is null for the local user."""

    author: Mapped[str] = mapped_column(String(NAME_LENGTH))
    author_key: Mapped[str | None] = mapped_column(String(PREFIX_LENGTH))
    at: Mapped[datetime] = mapped_column(Utc)


class LabelRow(Authored, OwnedByKey, Base):
    __tablename__ = "labels"

    label: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    resume: Mapped[int] = mapped_column(
        ForeignKey("resumes.number", ondelete="CASCADE"), primary_key=True, index=True
    )


class NoteRow(Authored, Owned, Base):
    __tablename__ = "notes"

    id: Mapped[str] = mapped_column(String(ULID_LENGTH), primary_key=True)
    resume: Mapped[int] = mapped_column(ForeignKey("resumes.number", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)


class StageChangeRow(Authored, Owned, Base):
    __tablename__ = "stage_changes"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    resume: Mapped[int] = mapped_column(ForeignKey("resumes.number", ondelete="CASCADE"), index=True)
    before: Mapped[str] = mapped_column(String(STAGE_LENGTH))
    after: Mapped[str] = mapped_column(String(STAGE_LENGTH))
    reason: Mapped[str | None] = mapped_column(Text)


class SavedSearchRow(Authored, Owned, Base):
    """`role` is that of the candidates to search; null where all résumés are searched."""

    __tablename__ = "saved_searches"
    __table_args__ = (Index(None, "organisation", "id"),)

    id: Mapped[str] = mapped_column(String(ULID_LENGTH), primary_key=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    role: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    parameters: Mapped[dict[str, str]] = mapped_column(JSON)
