"""What every table leans on: names of constraints, moments in UTC, and whose a row is."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from sqlalchemy import DateTime, Integer, MetaData, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.types import TypeDecorator

from matcher.domain.access import LOCAL

ULID_LENGTH = 26
SHA256_LENGTH = 64
NAME_LENGTH = 255
ID_LENGTH = 80
OWNER = "organisation"  # the column of `Owned`

_INSERT: Mapping[str, Callable[..., postgresql.Insert | sqlite.Insert]] = {
    "postgresql": postgresql.insert,
    "sqlite": sqlite.insert,
}


def insert_if_absent(session: Session, table: type["Base"]) -> postgresql.Insert | sqlite.Insert:
    """An insert that adds nothing where a unique key is taken; ask it for what it returns to know."""
    return _INSERT[session.get_bind().dialect.name](table).on_conflict_do_nothing()


class Utc(TypeDecorator[datetime]):
    """A moment in UTC. SQLite keeps no zone, PostgreSQL answers in that of its server or of its user."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # SQLAlchemy's signature
        return value.astimezone(UTC) if value is not None and value.tzinfo is not None else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # SQLAlchemy's signature
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


_LOCAL_ROW = text(str(LOCAL.number))


class Owned:
    """A row of one organisation. `storage.ownership` writes the column and keeps others' rows out of sight.

    The default is what a version that knew no organisations writes while the next one is brought in.
    """

    organisation: Mapped[int] = mapped_column(Integer, server_default=_LOCAL_ROW, sort_order=-2)


class OwnedByKey(Owned):
    """A row that is found by its organisation first."""

    organisation: Mapped[int] = mapped_column(
        Integer, primary_key=True, server_default=_LOCAL_ROW, autoincrement=False, sort_order=-2
    )
