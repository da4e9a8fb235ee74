from collections.abc import Callable

import pytest
from builders import RESUME

from matcher.domain.analysis import Analysis
from matcher.errors import InvalidInput, NotFound
from matcher.services.candidates import Candidates
from matcher.services.cursors import encode
from matcher.services.intake import Intake

TEXTS = [RESUME, "Skills\nPython, R, SQL", "Nothing to say", "Skills\nPyTorch, MLflow", "Nothing at all"]
ROLES = ["data-engineer", "data-scientist", "machine-learning-engineer"]


@pytest.fixture
def analyses(intake: Intake, analyse_text: Callable[..., Analysis]) -> dict[str, Analysis]:
    stored = {}
    for text in TEXTS:
        analysis = analyse_text(text)
        stored[intake.store(analysis, text.encode()).resume.id] = analysis
    return stored


@pytest.mark.parametrize("role", ROLES)
def test_everybody_is_ranked_as_they_were_answered(
    candidates: Candidates, analyses: dict[str, Analysis], role: str
) -> None:
    page = candidates.page(role, None, 10)
    assert (page["role"], page["next"]) == (role, None)
    told = {item["id"]: (item["score"], *item["components"].values()) for item in page["items"]}
    answered = {}
    for resume_id, analysis in analyses.items():
        (fit,) = [fit for fit in analysis.fits if fit.role == role]
        answered[resume_id] = (fit.score / 100, *(each.points / 100 for each in fit.components))
    assert told == answered
    assert list(told) == sorted(told, key=lambda each: (-told[each][0], each))


def test_an_item_has_the_keys_of_its_schema(candidates: Candidates, analyses: dict[str, Analysis]) -> None:
    item = candidates.page("data-engineer", None, 1)["items"][0]
    assert item["id"] == next(iter(analyses))
    assert list(item) == [
        "id",
        "external_id",
        "filename",
        "score",
        "components",
        "total_months",
        "education_level",
        "stage",
        "labels",
        "created_at",
    ]
    assert list(item["components"]) == ["skills", "experience", "education", "title"]


@pytest.mark.parametrize("limit", [1, 2, 4])
def test_pages_cover_everybody_once_also_among_equals(
    candidates: Candidates, analyses: dict[str, Analysis], limit: int
) -> None:
    seen, cursor = [], None
    while True:
        page = candidates.page("data-engineer", cursor, limit)
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == [item["id"] for item in candidates.page("data-engineer", None, 10)["items"]]
    assert sorted(seen) == sorted(analyses)


@pytest.mark.parametrize(
    "cursor", ["x", encode("1"), encode("high", "A"), encode("9" * 30, "A"), encode("9" * 6000, "A")]
)
def test_a_bad_cursor_is_an_invalid_input(candidates: Candidates, cursor: str) -> None:
    with pytest.raises(InvalidInput, match="cursor"):
        candidates.page("data-engineer", cursor, 10)


def test_no_role_is_not_found(candidates: Candidates) -> None:
    with pytest.raises(NotFound, match="baker"):
        candidates.page("baker", None, 10)
