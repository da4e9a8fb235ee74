from builders import Run
from sqlalchemy import text

from matcher.storage import Database, carried_migrations


def newest() -> str:
    """The name of the last of the migrations that come along."""
    return max(path.name for path in (carried_migrations() / "versions").glob("*.py")).split("_")[0]


def test_upgrading_makes_the_tables_and_is_safe_to_repeat(run: Run, database_url: str) -> None:
    for _ in range(2):
        result = run("db", "upgrade")
        assert (result.exit_code, result.stdout) == (0, "The database is up to date.\n")
    database = Database(database_url)
    with database.engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == newest()
        assert connection.scalar(text("SELECT count(*) FROM resumes")) == 0
    database.close()
