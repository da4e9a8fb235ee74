from pathlib import Path

import pytest
from builders import RESUME, Run
from click.testing import CliRunner, Result
from databases import NewDatabase

from matcher.cli import main


@pytest.fixture
def database_url(new_database: NewDatabase) -> str:
    return new_database()


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, taxonomy_folder: Path, database_url: str) -> dict[str, str]:
    """The small taxonomy and a database of the test's own; nothing else is set."""
    settings = {
        "MATCHER_DATABASE_URL": database_url,
        "MATCHER_TAXONOMY_DIR": str(taxonomy_folder),
        "COLUMNS": "120",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    return settings


@pytest.fixture
def run(environment: dict[str, str]) -> Run:
    """Runs `matcher` with arguments in this process; errors that it does not catch fail the test."""
    assert environment

    def invoke(*arguments: object, stdin: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(main, [str(each) for each in arguments], input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.fixture
def resume_file(tmp_path: Path) -> Path:
    path = tmp_path / "vera.txt"
    path.write_text(RESUME, "utf-8")
    return path


@pytest.fixture
def torn_file(tmp_path: Path) -> Path:
    """A DOCX whose end is missing."""
    path = tmp_path / "torn.pdf"
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    return path
