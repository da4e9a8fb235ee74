"""Empty databases for a benchmark, gone after it."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from tempfile import TemporaryDirectory
from uuid import uuid4

from sqlalchemy import make_url, text

from matcher.storage import Database

POSTGRESQL = "MATCHER_BENCH_POSTGRESQL_URL"


@contextmanager
def empty_sqlite() -> Iterator[str]:
    """The URL of a file that is not there yet."""
    with TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/rolefit.sqlite3"


@contextmanager
def empty_postgresql(server: str) -> Iterator[str]:
    """The URL of an empty schema of its own in the database that `server` names."""
    schema = f"rolefit_{uuid4().hex}"
    with closing(Database(server)) as database:
        with database.engine.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {schema}"))
        try:
            of_schema = make_url(server).update_query_dict({"options": f"-csearch_path={schema}"})
            yield of_schema.render_as_string(hide_password=False)
        finally:
            with database.engine.begin() as connection:
                connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))


@contextmanager
def empty_databases() -> Iterator[dict[str, str]]:
    """URLs by kind: SQLite, and PostgreSQL where MATCHER_BENCH_POSTGRESQL_URL names one."""
    server = os.environ.get(POSTGRESQL)
    with ExitStack() as opened:
        urls = {"SQLite": opened.enter_context(empty_sqlite())}
        if server:
            urls["PostgreSQL"] = opened.enter_context(empty_postgresql(server))
        yield urls
