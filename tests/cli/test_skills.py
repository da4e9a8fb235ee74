import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from builders import new_resume, profile
from click.testing import Result

from matcher.domain.stored import UnrecognisedPosting
from matcher.storage import Database, upgrade

Run = Callable[..., Result]


@pytest.fixture
def listed(run: Run, database_url: str) -> Iterator[Run]:
    database = Database(database_url)
    upgrade(database)
    for number, items in enumerate((("loomdb", "carder"), ("loomdb",))):
        postings = tuple(UnrecognisedPosting(item, item.title()) for item in items)
        new = replace(new_resume(f"01J00000000000000000000{number:03d}", profile()), unrecognised=postings)
        with database.unit_of_work() as unit:
            unit.resumes.add(new)
    yield run
    database.close()


def test_the_most_frequent_come_first(listed: Run) -> None:
    assert listed("skills", "unrecognised").output == "     2  Loomdb\n     1  Carder\n"


def test_json_holds_surfaces_and_counts_and_no_more(listed: Run) -> None:
    body = json.loads(listed("skills", "unrecognised", "--json", "--limit", "1").output)
    assert body == {"items": [{"surface": "Loomdb", "resumes": 2}]}


def test_nothing_stored_is_no_error(run: Run) -> None:
    result = run("skills", "unrecognised")
    assert (result.exit_code, result.output) == (0, "")
