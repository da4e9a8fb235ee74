from collections.abc import Callable
from typing import Any

import pytest
from builders import RESUME

from matcher.domain.analysis import Analysis
from matcher.domain.lexicon import Lexicon
from matcher.errors import InvalidInput, NotFound
from matcher.fitting.relations import Relations
from matcher.services.advice import Adviser, target_from
from matcher.services.intake import Intake
from matcher.storage import Database

SCIENTIST = "data-scientist"


@pytest.fixture
def adviser(any_database: Database, lexicon: Lexicon) -> Adviser:
    return Adviser(any_database, lexicon, Relations(lexicon.taxonomy.skills))


@pytest.fixture
def stored(intake: Intake, analyse_text: Callable[..., Analysis]) -> str:
    return intake.store(analyse_text(RESUME), RESUME.encode()).resume.id


@pytest.mark.parametrize(
    ("points", "hundredths"),
    [
        ("80", 8000),
        ("82.5", 8250),
        ("0.01", 1),
        ("100", 10_000),
        ("100.00", 10_000),
        ("8e1", 8000),
        (" 7 ", 700),
    ],
)
def test_a_target_is_read_as_people_write_it(points: str, hundredths: int) -> None:
    assert target_from(points) == hundredths


@pytest.mark.parametrize(
    "points",
    ["0", "-1", "100.01", "80.005", "1e-9", "1e999999", "NaN", "sNaN", "Infinity", "eighty", "", "8O", "80;"],
)
def test_a_target_that_is_no_score_is_refused(points: str) -> None:
    with pytest.raises(InvalidInput, match="target"):
        target_from(points)


def test_stored_or_not_the_advice_is_the_same(
    adviser: Adviser, stored: str, analyse_text: Callable[..., Analysis]
) -> None:
    at_once = adviser.for_profile(analyse_text(RESUME).profile, SCIENTIST, 9000)
    assert adviser.for_resume(stored, SCIENTIST, 9000) == {**at_once, "id": stored}
    assert at_once["id"] is None


def test_today_is_the_score_that_was_answered(
    adviser: Adviser, stored: str, analyse_text: Callable[..., Analysis]
) -> None:
    scores = {fit.role: fit.score / 100 for fit in analyse_text(RESUME).fits}
    for role, score in scores.items():
        advice = adviser.for_resume(stored, role, 9000)
        assert advice["score"] == score
        assert {way["role"]: way["score"] for way in advice["ways"]} == {
            other: each for other, each in scores.items() if other != role
        }


def test_steps_lead_from_today_to_the_target(adviser: Adviser, stored: str) -> None:
    advice = adviser.for_resume(stored, "machine-learning-engineer", 7000)
    before = advice["score"]
    for step in advice["steps"]:
        assert step["score_after"] == pytest.approx(before + step["gain"])
        assert step["requirement"] == step["meets"][0]["requirement"]
        before = step["score_after"]
    assert advice["reachable"] == (before >= advice["target"] == 70.0)
    assert before <= advice["most"]


def test_strengths_lead_back_to_the_text(adviser: Adviser, stored: str) -> None:
    strengths: list[dict[str, Any]] = adviser.for_resume(stored, "data-engineer", 9000)["strengths"]
    surfaces = {each["by"]: {RESUME[m["start"] : m["end"]] for m in each["mentions"]} for each in strengths}
    assert surfaces["python"] == {"Python"}
    assert all(surfaces.values())


def test_no_such_role_or_resume(adviser: Adviser, stored: str, analyse_text: Callable[..., Analysis]) -> None:
    with pytest.raises(NotFound, match="role"):
        adviser.for_resume(stored, "baker", 8000)
    with pytest.raises(NotFound, match="résumé"):
        adviser.for_resume("01JD7Z3X1V9Q4M8T2B6C5N0R7S", SCIENTIST, 8000)
    with pytest.raises(NotFound, match="role"):
        adviser.for_profile(analyse_text(RESUME).profile, "baker", 8000)
