import tomllib
from pathlib import Path
from typing import Any

import pytest

from matcher.domain.extraction import EducationLevel
from matcher.domain.words import read_job_words

SOURCE = (Path(__file__).parents[2] / "skill_taxonomy" / "jobs.toml").read_text("utf-8")


@pytest.fixture
def tables() -> dict[str, Any]:
    return tomllib.loads(SOURCE)


def test_the_words_come_from_their_tables(tables: dict[str, Any]) -> None:
    words = read_job_words(tables)
    assert words.dates.months["sept"] == 9
    assert words.dates.seasons["winter"] == (12, 2)
    assert "intern" in words.work.internships
    assert "b.tech" in words.degrees.levels[EducationLevel.BACHELOR]


def test_everything_wrong_is_named_at_once(tables: dict[str, Any]) -> None:
    tables["jobs"] = {}
    tables["work"]["tytles"] = ["tester"]
    del tables["degrees"]["brief"]
    tables["dates"]["months"]["smarch"] = 13
    tables["work"]["titles"] = ["Tester"]
    with pytest.raises(ValueError, match="unknown table") as refusal:
        read_job_words(tables)
    assert str(refusal.value).split("; ") == [
        "unknown table 'jobs'",
        "dates.months: numbers from 1 to 12 by name expected",
        "work: unknown key 'tytles'",
        "work.titles: a list of lower-case phrases expected",
        "degrees: key 'brief' is missing",
    ]


def test_a_missing_table_is_named(tables: dict[str, Any]) -> None:
    del tables["work"]
    with pytest.raises(ValueError, match="table 'work' is missing"):
        read_job_words(tables)
