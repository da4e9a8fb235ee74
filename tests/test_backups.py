"""The commands of docs/growing.md that back up and restore are run as they stand there."""

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from databases import POSTGRESQL_URL
from furnished import Furnished, answers, furnish, member, opened
from sqlalchemy import make_url, text

from matcher.storage import Database

PAGE = Path(__file__).parent.parent / "docs" / "growing.md"
ROW = re.compile(r"^\| (SQLite|PostgreSQL) \| `([^`]+)`[^|]* \| `([^`]+)`", re.MULTILINE)
COMMANDS = {kind: (backup, restore) for kind, backup, restore in ROW.findall(PAGE.read_text("utf-8"))}


@contextmanager
def database_on(server: Database) -> Iterator[str]:
    """The URL of an empty database of its own: what is dumped is a whole one."""
    name = f"rolefit_{uuid4().hex}"
    with server.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        try:
            yield make_url(POSTGRESQL_URL).set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def run(command: str, folder: Path, url: str) -> None:
    environment = {**os.environ, "MATCHER_DATABASE_URL": url}
    done = subprocess.run(
        ["sh", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, ""), command


def back_up(kind: str, url: str, folder: Path, taxonomy_folder: Path) -> tuple[Furnished, object]:
    """Back up while it serves; what it answered then.

    A résumé is erased afterwards, and files are left as a server leaves them that is killed.
    """
    with opened(url, taxonomy_folder) as app:
        furnished = furnish(app)
        expected = answers(app, furnished)
        run(COMMANDS[kind][0], folder, url)
        resume = f"/api/v1/resumes/{furnished.ids['resume_id']}"
        assert member(app, furnished.key).delete(resume).status_code == 204
        assert answers(app, furnished) != expected
        left = {path: path.read_bytes() for path in folder.iterdir()}
    for path, content in left.items():
        path.write_bytes(content)
    return furnished, expected


def test_sqlite(tmp_path: Path, taxonomy_folder: Path, require_program: Callable[[str], str]) -> None:
    require_program("sqlite3")
    url = f"sqlite:///{tmp_path}/rolefit.sqlite3"
    furnished, expected = back_up("SQLite", url, tmp_path, taxonomy_folder)
    assert (tmp_path / "rolefit.sqlite3-wal").stat().st_size
    run(COMMANDS["SQLite"][1], tmp_path, url)
    with opened(url, taxonomy_folder) as app:
        assert answers(app, furnished) == expected


def test_postgresql(
    tmp_path: Path, taxonomy_folder: Path, postgresql: Database, require_program: Callable[[str], str]
) -> None:
    for program in ("pg_dump", "pg_restore"):
        require_program(program)
    with database_on(postgresql) as first, database_on(postgresql) as second:
        furnished, expected = back_up("PostgreSQL", first, tmp_path, taxonomy_folder)
        run(COMMANDS["PostgreSQL"][1], tmp_path, second)
        with opened(second, taxonomy_folder) as app:
            assert answers(app, furnished) == expected
