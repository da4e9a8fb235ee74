from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from builders import CREATED_AT

from matcher.domain.lexicon import Lexicon
from matcher.services.candidates import Candidates
from matcher.services.intake import Intake
from matcher.services.original_files import OriginalFiles
from matcher.services.resumes import Resumes
from matcher.storage import Database


class Clock:
    """A minute passes each time it is read."""

    def __init__(self) -> None:
        self._ticks: Iterator[int] = iter(range(1000))

    def __call__(self) -> datetime:
        return CREATED_AT + timedelta(minutes=next(self._ticks))


@pytest.fixture
def intake(sqlite_database: Database, lexicon: Lexicon, originals: OriginalFiles) -> Intake:
    return Intake(sqlite_database, lexicon, originals, clock=Clock())


@pytest.fixture
def originals(sqlite_database: Database) -> OriginalFiles:
    return OriginalFiles(sqlite_database, None, keep=True)


@pytest.fixture
def resumes(sqlite_database: Database, originals: OriginalFiles) -> Resumes:
    return Resumes(sqlite_database, originals)


@pytest.fixture
def candidates(sqlite_database: Database, lexicon: Lexicon) -> Candidates:
    return Candidates(sqlite_database, lexicon)
