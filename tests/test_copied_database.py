"""A service over a copied database answers as the one it was copied from, and goes on from there."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from builders import AS_OF
from databases import schema_on
from flask import Flask
from furnished import LISTS, ONCE, Furnished, answers, furnish, member, opened

from matcher.jobs.performing import Performer
from matcher.storage import Database, copy_everything

DIRECTIONS = (("sqlite", "postgresql"), ("postgresql", "sqlite"))
Both = tuple[Flask, Flask, Furnished]  # the first service, the one over the copy, and what there is


@pytest.fixture(scope="module", params=DIRECTIONS, ids="-".join)
def both(
    request: pytest.FixtureRequest, taxonomy_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Both]:
    with ExitStack() as made:

        def url(kind: str) -> str:
            if kind == "sqlite":
                return f"sqlite:///{tmp_path_factory.mktemp('copied')}/rolefit.sqlite3"
            return made.enter_context(schema_on(request.getfixturevalue("postgresql")))

        first, second = map(url, request.param)
        app = made.enter_context(opened(first, taxonomy_folder))
        furnished = furnish(app)
        source, target = Database(first), Database(second)
        copy_everything(source, target, lambda _done, _all: None)
        source.close()
        target.close()
        yield app, made.enter_context(opened(second, taxonomy_folder)), furnished


def test_every_answer_is_the_same(both: Both) -> None:
    first, second, furnished = both
    expected = answers(first, furnished)
    assert len(expected) > 30
    assert {question: answer for question, answer in expected.items() if answer[0] != 200} == {}
    assert answers(second, furnished) == expected


@pytest.mark.parametrize("path", LISTS)
def test_a_page_goes_on_in_the_copy(both: Both, path: str) -> None:
    first, second = (member(app, both[2].key) for app in both[:2])
    page = first.get(path, query_string={"limit": "2"}).get_json()
    behind = {"limit": "2", "cursor": page["next"]}
    found, expected = (each.get(path, query_string=behind).get_json() for each in (second, first))
    assert found == expected
    assert len(found["items"]) == 2
    assert not {each["id"] for each in found["items"]} & {each["id"] for each in page["items"]}


def test_a_request_that_is_sent_again_gets_the_answer_it_had(both: Both) -> None:
    again = member(both[1], both[2].key).post("/api/v1/resumes", **ONCE)
    assert (again.status_code, again.headers["Idempotency-Replayed"]) == (201, "true")
    assert again.get_json()["id"] == both[2].ids["once"]


def test_a_key_is_no_better_and_no_worse_than_before(both: Both) -> None:
    for app in both[:2]:
        assert member(app, f"{both[2].key}x").get("/api/v1/resumes").status_code == 401
        assert app.test_client().get("/api/v1/resumes").status_code == 401


def test_the_copy_goes_on(both: Both) -> None:
    """Jobs that were left are done, and what comes in is stored, found and ranked."""
    second, furnished = both[1], both[2]
    mine = member(second, furnished.key)
    while Performer(second.extensions["rolefit"]).perform_next():
        pass
    batch = mine.sent("GET", f"/batches/{furnished.ids['batch_id']}")
    assert (batch["state"], batch["counts"]["done"], batch["counts"]["failed"]) == ("finished", 1, 1)
    new = mine.sent("POST", "/resumes", json={"text": "Skills\nPython, Zwirnerei", "as_of": str(AS_OF)})
    for path in LISTS:
        found = mine.get(path, query_string={"q": "zwirnerei"}).get_json()["items"]
        assert [each["id"] for each in found] == [new["id"]]
