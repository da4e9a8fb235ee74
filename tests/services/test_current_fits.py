"""After a role changed, single answers are of now and equal the ranking of everybody to the digit."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from builders import RESUME

from matcher.domain.analysis import Analysis
from matcher.domain.lexicon import Lexicon
from matcher.domain.stored import Json, StoredResume
from matcher.services.analysis import Analyst
from matcher.services.candidates import Candidates
from matcher.services.current_fits import CurrentFits
from matcher.services.intake import Intake
from matcher.services.original_files import OriginalFiles
from matcher.services.resumes import Resumes
from matcher.services.role_body import body_of
from matcher.storage import Database
from matcher.taxonomy import with_own_roles

TEXTS = [RESUME, "Skills\nPython, R, SQL", "Nothing to say", "Skills\nPyTorch, MLflow"]


@pytest.fixture
def stored(intake: Intake, analyse_text: Callable[..., Analysis]) -> list[StoredResume]:
    return [intake.store(analyse_text(text), text.encode()).resume for text in TEXTS]


@pytest.fixture(scope="module")
def edited(lexicon: Lexicon) -> Lexicon:
    """With one role edited, one added and one archived."""
    body = body_of(lexicon.catalogue.roles["data-engineer"])
    later = {**body, "version": 3, "requirement": body["requirement"][:2], "titles": ["data engineer"]}
    mine = {**body, "id": "mine", "version": 1, "titles": [], "experience_months": 240}
    return with_own_roles(lexicon, [later, mine], frozenset({"data-scientist"}))


@pytest.fixture
def resumes(any_database: Database, edited: Lexicon, analyst: Analyst) -> Resumes:
    originals = OriginalFiles(any_database, None, keep=True)
    return Resumes(any_database, edited, CurrentFits(edited, analyst.relations), originals)


def test_single_equals_bulk_for_every_role(
    any_database: Database, stored: list[StoredResume], resumes: Resumes, edited: Lexicon
) -> None:
    for role in edited.catalogue.roles.values():
        items = Candidates(any_database, edited).page(role.id, None, 10)["items"]
        assert len(items) == len(stored)
        for item in items:
            fit = resumes.fit(item["id"], role.id)
            points = [each["points"] for each in fit["components"]]
            assert (item["score"], list(item["components"].values())) == (fit["score"], points)
            assert fit["versions"]["role"] == role.version


def test_all_fits_are_of_now_in_order_of_rank(
    stored: list[StoredResume], resumes: Resumes, edited: Lexicon
) -> None:
    for resume in stored:
        body = resumes.get(resume.id)
        assert {fit["role"] for fit in body["fits"]} == set(edited.catalogue.roles)
        assert [fit["rank"] for fit in body["fits"]] == list(range(1, len(body["fits"]) + 1))
        assert body["profile"] == resume.profile


def test_the_list_tells_the_best_role_of_now(stored: list[StoredResume], resumes: Resumes) -> None:
    items = resumes.page(None, 10)["items"]
    assert len(items) == len(stored)
    for item in items:
        best = resumes.get(item["id"])["fits"][0]
        assert item["best"] == {"role": best["role"], "score": best["score"]}


@pytest.mark.parametrize("sort", ["-score", "score", "-created", "education"])
def test_the_list_for_a_role_tells_its_fits_of_now_in_order_of_them(
    any_database: Database, stored: list[StoredResume], resumes: Resumes, edited: Lexicon, sort: str
) -> None:
    for role in edited.catalogue.roles:
        ranked = Candidates(any_database, edited).page(role, None, 10, {"sort": sort})["items"]
        items: list[Json] = []
        cursor = None
        while cursor is not None or not items:
            page = resumes.page(cursor, 1, {"role": role, "sort": sort})
            items, cursor = [*items, *page["items"]], page["next"]
        assert [(each["id"], each["fit"]["score"]) for each in items] == [
            (each["id"], each["score"]) for each in ranked
        ]
        assert len(items) == len(stored)


def test_what_has_not_changed_is_as_it_was_answered(
    any_database: Database, stored: list[StoredResume], lexicon: Lexicon, analyst: Analyst
) -> None:
    worded = replace(
        lexicon, taxonomy=replace(lexicon.taxonomy, digest="of a newer taxonomy")
    )  # it waits to be read again
    fits = CurrentFits(worded, analyst.relations)
    with any_database.unit_of_work() as unit:
        for resume in stored:
            assert fits.of(resume, unit) is resume.fits
