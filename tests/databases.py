"""Databases for tests: of the kind that MATCHER_TEST_DATABASE names, so that one suite holds on each."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

from sqlalchemy import text

from matcher.domain.access import LOCAL
from matcher.storage import Database
from matcher.storage.base import Base

KIND = os.environ.get("MATCHER_TEST_DATABASE", "sqlite")
POSTGRESQL_URL = os.environ.get("MATCHER_TEST_POSTGRESQL_URL", "postgresql://postgres@127.0.0.1:5432/test")
NewDatabase = Callable[[], str]  # the URL of a database without tables, of the test's own


@contextmanager
def schema_on(server: Database) -> Iterator[str]:
    """The URL of an empty schema on a PostgreSQL server, dropped at the end."""
    schema = f"rolefit_{uuid4().hex}"
    with server.engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    yield f"{POSTGRESQL_URL}?options=-csearch_path%3D{schema}"
    with server.engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    server.close()  # the fixture that gave it may have ended before


def empty_tables(database: Database) -> None:
    """Leave the tables as the migrations made them: with the local organisation alone."""
    with database.engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            erase = table.delete()
            connection.execute(
                erase.where(table.c.id != LOCAL.id) if table.name == "organisations" else erase
            )
