"""The tables of organisations and their keys: they say who owns, and are owned by nobody."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from matcher.storage.base import ID_LENGTH, NAME_LENGTH, SHA256_LENGTH, Base, Utc

PREFIX_LENGTH = 16


class OrganisationRow(Base):
    __tablename__ = "organisations"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012  # SQLAlchemy's form; a number is never given twice

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(ID_LENGTH), unique=True)
    created_at: Mapped[datetime] = mapped_column(Utc)


class ApiKeyRow(Base):
    """A key without its secret: that is kept as its SHA-256 alone."""

    __tablename__ = "api_keys"

    prefix: Mapped[str] = mapped_column(String(PREFIX_LENGTH), primary_key=True)
    organisation: Mapped[int] = mapped_column(ForeignKey("organisations.number"), index=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    secret_sha256: Mapped[str] = mapped_column(String(SHA256_LENGTH))
    scopes: Mapped[list[Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(Utc)
    expires_at: Mapped[datetime | None] = mapped_column(Utc)
    revoked_at: Mapped[datetime | None] = mapped_column(Utc)
    last_used_at: Mapped[datetime | None] = mapped_column(Utc)
