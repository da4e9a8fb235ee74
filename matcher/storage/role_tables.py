"""The tables of an organisation's roles."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from matcher.storage.access_tables import PREFIX_LENGTH
from matcher.storage.base import ID_LENGTH, Base, OwnedByKey, Utc

_WORD_LENGTH = 20


class RoleVersionRow(OwnedByKey, Base):
    """A version of a role, in the form of a role file; a carried one is kept when an own one follows it."""

    __tablename__ = "role_versions"

    role: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    origin: Mapped[str] = mapped_column(String(_WORD_LENGTH))
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(Utc)
    made_by: Mapped[str | None] = mapped_column(String(PREFIX_LENGTH))


class RoleChangeRow(OwnedByKey, Base):
    """A row for each change of the organisation's roles; the last of a role says whether it is archived."""

    __tablename__ = "role_changes"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    role: Mapped[str] = mapped_column(String(ID_LENGTH))
    version: Mapped[int]
    kind: Mapped[str] = mapped_column(String(_WORD_LENGTH))
    made_at: Mapped[datetime] = mapped_column(Utc)
    made_by: Mapped[str | None] = mapped_column(String(PREFIX_LENGTH))
