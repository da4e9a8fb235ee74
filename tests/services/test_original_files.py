from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from builders import AS_OF, RESUME
from sqlalchemy import func, select

from matcher.domain.analysis import Analysis
from matcher.domain.lexicon import Lexicon
from matcher.errors import NotFound, OriginalsUnavailable
from matcher.originals import FolderOriginals
from matcher.services.analysis import Analyst
from matcher.services.clock import now
from matcher.services.current_fits import CurrentFits
from matcher.services.intake import Intake
from matcher.services.original_files import OriginalFiles, erase_unneeded
from matcher.services.resumes import Resumes
from matcher.storage import Database
from matcher.storage.tables import OriginalRow, ResumeRow

CONTENT = RESUME.encode()


class Away(FolderOriginals):
    """A store that takes nothing."""

    def put(self, key: str, content: bytes) -> None:
        raise OriginalsUnavailable("folder", f"no room for {len(content)} bytes of {key}")


@pytest.fixture
def store(tmp_path: Path) -> FolderOriginals:
    return FolderOriginals(tmp_path / "originals")


@pytest.fixture
def files(database: Database, store: FolderOriginals) -> OriginalFiles:
    return OriginalFiles(database, store, keep=True)


@pytest.fixture
def intake(database: Database, lexicon: Lexicon, files: OriginalFiles) -> Intake:
    return Intake(database, lexicon, files)


@pytest.fixture
def fits(lexicon: Lexicon, analyst: Analyst) -> CurrentFits:
    return CurrentFits(lexicon, analyst.relations)


@pytest.fixture
def analysis(analyse_text: Callable[..., Analysis]) -> Analysis:
    return analyse_text(RESUME, AS_OF)


def kept(store: FolderOriginals) -> list[str]:
    return sorted(store.keys(now() + timedelta(days=1)))


def test_a_file_goes_beside_the_database_and_comes_back(
    database: Database, store: FolderOriginals, files: OriginalFiles, intake: Intake, analysis: Analysis
) -> None:
    resume = intake.store(analysis, CONTENT).resume
    assert kept(store) == [f"1/{resume.id}"]
    assert files.get(resume.id) == CONTENT
    with database.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(OriginalRow)) == 0


def test_erasing_a_resume_erases_its_file(  # noqa: PLR0913, PLR0917  # each is a part of it
    database: Database,
    store: FolderOriginals,
    files: OriginalFiles,
    intake: Intake,
    analysis: Analysis,
    fits: CurrentFits,
    lexicon: Lexicon,
) -> None:
    resume = intake.store(analysis, CONTENT).resume
    Resumes(database, lexicon, fits, files).delete(resume.id)
    assert kept(store) == []
    with pytest.raises(NotFound):
        files.get(resume.id)


def test_a_resume_that_is_there_already_leaves_no_second_file(
    store: FolderOriginals, intake: Intake, analysis: Analysis
) -> None:
    first, again = (intake.store(analysis, CONTENT, "hr-1") for _ in range(2))
    assert (again.new, again.resume.id) == (False, first.resume.id)
    assert kept(store) == [f"1/{first.resume.id}"]


def test_the_file_of_what_is_not_stored_is_left_for_the_sweep(
    database: Database, store: FolderOriginals, intake: Intake, analysis: Analysis
) -> None:
    """Another worker may be storing the same résumé."""
    new = intake.prepared(analysis, CONTENT, None)

    def fail(*_: object) -> None:
        raise KeyError

    with pytest.raises(KeyError):
        intake.keep(new, CONTENT, fail)
    assert kept(store) == [f"1/{new.id}"]
    assert erase_unneeded(database, store, lambda: now() + timedelta(hours=2)) == 1


def test_without_its_file_no_resume_is_stored(
    database: Database, lexicon: Lexicon, tmp_path: Path, analysis: Analysis
) -> None:
    files = OriginalFiles(database, Away(tmp_path), keep=True)
    with pytest.raises(OriginalsUnavailable):
        Intake(database, lexicon, files).store(analysis, CONTENT)
    with database.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(ResumeRow)) == 0


def test_only_files_that_no_resume_has_are_swept_away(
    database: Database, store: FolderOriginals, intake: Intake, analysis: Analysis
) -> None:
    resume = intake.store(analysis, CONTENT).resume
    store.put("2/01J0000000000000000000000A", b"left behind")
    store.put(f"2/{resume.id}", b"of nobody")
    assert erase_unneeded(database, store) == 0
    assert erase_unneeded(database, store, lambda: now() + timedelta(hours=2)) == 2
    assert kept(store) == [f"1/{resume.id}"]


@pytest.mark.parametrize("keep", [True, False])
def test_in_the_database_it_is_kept_where_files_are(
    database: Database, lexicon: Lexicon, analysis: Analysis, *, keep: bool
) -> None:
    files = OriginalFiles(database, None, keep=keep)
    resume = Intake(database, lexicon, files).store(analysis, CONTENT).resume
    if keep:
        assert files.get(resume.id) == CONTENT
    else:
        with pytest.raises(NotFound):
            files.get(resume.id)
