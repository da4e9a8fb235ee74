import sqlite3
from contextlib import closing
from pathlib import Path

from builders import Run

from matcher.storage import carried_migrations


def newest() -> str:
    """The name of the last of the migrations that come along."""
    return max(path.name for path in (carried_migrations() / "versions").glob("*.py")).split("_")[0]


def test_upgrading_makes_the_tables_and_is_safe_to_repeat(run: Run, database_path: Path) -> None:
    for _ in range(2):
        result = run("db", "upgrade")
        assert (result.exit_code, result.stdout) == (0, "The database is up to date.\n")
    with closing(sqlite3.connect(database_path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(newest(),)]
        assert connection.execute("SELECT count(*) FROM resumes").fetchall() == [(0,)]
