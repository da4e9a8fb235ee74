from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from builders import CREATED_AT

from matcher.domain.lexicon import Lexicon
from matcher.services.analysis import Analyst
from matcher.services.candidates import Candidates
from matcher.services.current_fits import CurrentFits
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
def intake(any_database: Database, lexicon: Lexicon, originals: OriginalFiles) -> Intake:
    return Intake(any_database, lexicon, originals, clock=Clock())


@pytest.fixture
def originals(any_database: Database) -> OriginalFiles:
    return OriginalFiles(any_database, None, keep=True)


@pytest.fixture
def resumes(any_database: Database, lexicon: Lexicon, analyst: Analyst, originals: OriginalFiles) -> Resumes:
    return Resumes(any_database, lexicon, CurrentFits(lexicon, analyst.relations), originals)


@pytest.fixture
def candidates(any_database: Database, lexicon: Lexicon) -> Candidates:
    return Candidates(any_database, lexicon)
