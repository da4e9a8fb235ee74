from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import Run
from databases import KIND, schema_on
from sqlalchemy import text

from matcher.storage import Database, carried_migrations


@pytest.fixture
def other_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without tables, of the other kind than this run is for."""
    if KIND == "postgresql":
        yield f"sqlite:///{tmp_path}/other.sqlite3"
    else:
        with schema_on(request.getfixturevalue("postgresql")) as url:
            yield url


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


def copied(output: str) -> dict[str, int]:
    """The number of rows by table, and by 'rows' in all."""
    lines = (line.split() for line in output.splitlines())
    return {line[1]: int(line[0].replace(",", "")) for line in lines}


def test_copying_takes_everything_into_another_database(
    run: Run, resume_file: Path, other_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("ingest", resume_file, "--workers", 1)
    key = run("keys", "create", "desk").stdout
    result = run("db", "copy", "--to", other_url)
    assert (result.exit_code, result.stderr) == (0, "")
    counts = copied(result.stdout)
    assert (counts["organisations"], counts["api_keys"], counts["resumes"], counts["labels"]) == (1, 1, 1, 0)
    assert counts.pop("rows") == sum(counts.values())
    monkeypatch.setenv("MATCHER_DATABASE_URL", other_url)
    assert key.split("_")[1] in run("keys", "list").stdout
    assert run("ingest", resume_file, "--workers", 1).stdout == "0 stored, 1 stored before, 0 failed.\n"


def test_copying_again_is_refused_in_one_clear_line(run: Run, other_url: str) -> None:
    run("organisations", "create", "looms")
    assert run("db", "copy", "--to", other_url).exit_code == 0
    again = run("db", "copy", "--to", other_url)
    assert (again.exit_code, again.stdout) == (1, "")
    assert again.stderr == (
        "Error: Nothing was copied: the target is not empty but has organisations; name an empty database.\n"
    )


def test_how_far_a_copy_is_shows_on_a_terminal(
    run: Run, other_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # rich takes it for a terminal
    run("db", "upgrade")
    assert "copying" in run("db", "copy", "--to", other_url).stderr


def test_a_target_has_to_be_named(run: Run) -> None:
    result = run("db", "copy")
    assert result.exit_code == 2
    assert "Missing option '--to'" in result.stderr
