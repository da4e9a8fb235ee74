from collections.abc import Callable
from typing import Any

import pytest
from builders import RESUME

from matcher.domain.analysis import Analysis
from matcher.errors import InvalidInput, NotFound
from matcher.services.answers import dump_stored
from matcher.services.intake import Intake, Taken
from matcher.services.resumes import Resumes


@pytest.fixture
def taken(intake: Intake, analyse_text: Callable[..., Analysis]) -> list[Taken]:
    """Three résumés, the oldest first."""
    texts = ["Nothing to say", RESUME, "Skills\nPython"]
    return [intake.store(analyse_text(text), text.encode()) for text in texts]


def ids(page: dict[str, Any]) -> list[str]:
    return [item["id"] for item in page["items"]]


def test_one_is_answered_as_it_was(resumes: Resumes, taken: list[Taken]) -> None:
    one = taken[1].resume
    assert resumes.get(one.id) == dump_stored(one)
    assert resumes.text(one.id) == RESUME
    assert resumes.fit(one.id, "data-engineer") == dump_stored(one)["fits"][0]


def test_a_page_tells_the_best_role(resumes: Resumes, taken: list[Taken]) -> None:
    page = resumes.page(None, 10)
    assert page["next"] is None
    item = next(each for each in page["items"] if each["id"] == taken[1].resume.id)
    assert item == {
        "id": taken[1].resume.id,
        "external_id": None,
        "status": "ready",
        "created_at": "2024-06-15T09:31:00Z",
        "filename": "resume.txt",
        "total_months": 78,
        "education_level": "master",
        "best": {"role": "data-engineer", "score": taken[1].resume.fits[0]["score"]},
        "fit": None,
        "stage": "new",
        "labels": [],
    }


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_cover_all_once(resumes: Resumes, taken: list[Taken], limit: int) -> None:
    seen: list[str] = []
    cursor = None
    while True:
        page = resumes.page(cursor, limit)
        assert 0 < len(page["items"]) <= limit
        seen += ids(page)
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == sorted((each.resume.id for each in taken), reverse=True)


def test_no_page_is_cut_by_what_came_in_since(
    resumes: Resumes, taken: list[Taken], intake: Intake, analyse_text: Callable[..., Analysis]
) -> None:
    first = resumes.page(None, 2)
    intake.store(analyse_text("Newer"), b"Newer")
    assert ids(resumes.page(first["next"], 2)) == [min(each.resume.id for each in taken)]


def test_a_bad_cursor_is_an_invalid_input(resumes: Resumes) -> None:
    with pytest.raises(InvalidInput, match="cursor"):
        resumes.page("x", 10)


def test_an_erased_one_is_gone(resumes: Resumes, taken: list[Taken]) -> None:
    one = taken[1].resume.id
    resumes.delete(one)
    for ask in (resumes.get, resumes.text, resumes.delete, lambda each: resumes.fit(each, "data-engineer")):
        with pytest.raises(NotFound) as raised:
            ask(one)
        assert raised.value.key == one
    assert len(ids(resumes.page(None, 10))) == 2


def test_a_fit_for_no_role_is_not_found(resumes: Resumes, taken: list[Taken]) -> None:
    with pytest.raises(NotFound) as raised:
        resumes.fit(taken[1].resume.id, "baker")
    assert raised.value.kind == "role"
