from concurrent.futures import BrokenExecutor
from contextlib import closing
from pathlib import Path

import pytest
from builders import AS_OF, RESUME, Run
from sqlalchemy import text

from matcher.cli.ingest import Analysing
from matcher.domain.document import Upload
from matcher.settings import Settings
from matcher.storage import Database


@pytest.fixture
def folder(tmp_path: Path, resume_file: Path, torn_file: Path) -> Path:
    """Two résumés, one of them a level down, and a torn file."""
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    resume_file.rename(folder / "vera.txt")
    torn_file.rename(folder / "torn.pdf")
    (folder / "deep" / "second.txt").write_text("Skills\nPyTorch, MLflow")
    return folder


def names(database_url: str) -> list[str]:
    database = Database(database_url)
    with database.engine.connect() as connection:
        found = list(connection.scalars(text("SELECT filename FROM resumes ORDER BY filename")))
    database.close()
    return found


def labels(database_url: str) -> set[tuple[str, str, str]]:
    """The file's name, the label, and who put it on."""
    query = "SELECT filename, label, author FROM labels JOIN resumes ON number = resume"
    database = Database(database_url)
    with database.engine.connect() as connection:
        found = {(row.filename, row.label, row.author) for row in connection.execute(text(query))}
    database.close()
    return found


def test_a_folder_is_stored_once_and_what_failed_is_told(run: Run, folder: Path, database_url: str) -> None:
    first = run("ingest", folder, "--workers", 1, "--as-of", "2024-06")
    assert first.exit_code == 1
    summary, failure = first.stdout.splitlines()
    assert summary == "2 stored, 0 stored before, 1 failed."
    assert failure.startswith(f"  {folder / 'torn.pdf'}: The file is damaged")
    assert names(database_url) == ["second.txt", "vera.txt"]
    again = run("ingest", folder / "deep", folder / "vera.txt", "--workers", 1)
    assert (again.exit_code, again.stdout) == (0, "0 stored, 2 stored before, 0 failed.\n")
    assert names(database_url) == ["second.txt", "vera.txt"]


def test_labels_are_put_on_what_is_stored_and_what_was_before(
    run: Run, folder: Path, database_url: str
) -> None:
    (folder / "torn.pdf").unlink()
    run("ingest", folder / "deep", "--workers", 1)
    result = run("ingest", folder, "--workers", 1, "--label", "Job  Fair", "--label", "spring,backend")
    assert (result.exit_code, result.stdout) == (0, "1 stored, 1 stored before, 0 failed.\n")
    assert labels(database_url) == {
        (name, label, "local user")
        for name in ("second.txt", "vera.txt")
        for label in ("backend", "job fair", "spring")
    }


def test_a_label_that_is_none_is_refused_before_anything_is_read(run: Run, folder: Path) -> None:
    result = run("ingest", folder, "--label", "a/b")
    assert result.exit_code == 1
    assert "labels: must be 1 to 50 printable characters" in result.stderr


def test_a_path_that_is_not_there_is_refused(run: Run, tmp_path: Path) -> None:
    result = run("ingest", tmp_path / "gone")
    assert result.exit_code == 2
    assert "does not exist" in result.stderr


def test_where_a_process_is_lost_others_go_on(environment: dict[str, str]) -> None:
    assert environment
    upload = Upload(RESUME.encode(), "vera.txt")
    with closing(Analysing(Settings.from_env(), 1, AS_OF)) as analysing:
        analysing.submit(upload).result(60)
        at_hand = analysing.submit(upload)
        for process in list(analysing._pool._processes.values()):  # noqa: SLF001  # as the kernel would, for want of memory
            process.kill()
        assert isinstance(at_hand.exception(60), BrokenExecutor)
        analysis = analysing.submit(upload).result(60)
    assert "python" in {mention.skill for mention in analysis.extraction.mentions}
