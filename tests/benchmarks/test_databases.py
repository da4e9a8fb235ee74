from contextlib import closing
from pathlib import Path

import pytest
from databases import POSTGRESQL_URL
from sqlalchemy import inspect

from benchmarks.databases import POSTGRESQL, empty_databases, empty_postgresql
from matcher.storage import Database, upgrade


def tables(url: str) -> list[str]:
    with closing(Database(url)) as database:
        return inspect(database.engine).get_table_names()


def test_without_a_server_there_is_sqlite_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(POSTGRESQL, raising=False)
    with empty_databases() as urls:
        assert list(urls) == ["SQLite"]
        assert tables(urls["SQLite"]) == []
    assert not Path(urls["SQLite"].removeprefix("sqlite:///")).exists()


@pytest.mark.usefixtures("postgresql")
def test_a_schema_is_empty_at_first_and_gone_at_the_end() -> None:
    with empty_postgresql(POSTGRESQL_URL) as url:
        assert tables(url) == []
        with closing(Database(url)) as database:
            upgrade(database)
        assert "resumes" in tables(url)
    with closing(Database(POSTGRESQL_URL)) as server:
        assert url.partition("search_path%3D")[2] not in inspect(server.engine).get_schema_names()
