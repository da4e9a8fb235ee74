from dataclasses import replace

import pytest
from builders import CREATED_AT, credit, profile, requirement, role
from builders import new_resume as resume
from sqlalchemy import func, select

from matcher.domain.extraction import EducationLevel
from matcher.domain.fit import Fit, Versions
from matcher.domain.profile import Profile, TitleCredit
from matcher.domain.search import EVERYBODY, Position
from matcher.domain.stored import ResumeSummary, RoleScore
from matcher.errors import NotFound
from matcher.storage import Database
from matcher.storage.base import Base

ONE, TWO, THREE = (f"01J000000000000000000000{end}" for end in ("0A", "0B", "0C"))
STRANGE_IDS = [THREE, "", "no such id", "é", "a\x00b", "\ud800", "x" * 5000]


def person() -> Profile:
    return profile(
        credits_=[credit("felting", 40, 3), credit("weaving", 90)],
        titles=[TitleCredit("weaver", 80)],
        total_months=30,
        education_level=EducationLevel.DIPLOMA,
    )


def fit(role_id: str, rank: int, score: int) -> Fit:
    title = role(requirement("weaving"), identifier=role_id).title
    return Fit(role_id, title, rank, score, (), (), (), Versions("1", "f" * 64, 1))


FITS = (fit("weaver", 1, 8000), fit("dyer", 2, 1250))


def rows(database: Database) -> dict[str, int]:
    with database.engine.connect() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
            if "organisation" in table.c
        }


def add(database: Database, resume_id: str, **more: object) -> None:
    with database.unit_of_work() as unit:
        unit.resumes.add(resume(resume_id, person(), fits=FITS, **more))  # type: ignore[arg-type]


def test_a_resume_comes_back_as_it_was_answered(database: Database) -> None:
    add(database, ONE, external_id="hr-1")
    with database.unit_of_work() as unit:
        found = unit.resumes.get(ONE)
        assert unit.resumes.text(ONE) == "Loom"
    assert (found.id, found.external_id, found.status) == (ONE, "hr-1", "ready")
    assert (found.as_of, found.created_at) == ("2024-06", CREATED_AT)
    assert (found.document, found.profile) == ({"filename": "cv.txt", "warnings": []}, {"skills": []})
    assert found.fits == ({"role": "weaver"}, {"role": "dyer"})


def test_the_original_comes_back_where_it_is_kept(database: Database) -> None:
    add(database, ONE)
    add(database, TWO, content=None)
    with database.unit_of_work() as unit:
        assert unit.resumes.original(ONE) == b"Loom"
        assert unit.resumes.original(TWO) is None


@pytest.mark.parametrize("resume_id", STRANGE_IDS)
@pytest.mark.parametrize("ask", ["get", "text", "original", "delete"])
def test_what_is_not_there_is_not_found(database: Database, ask: str, resume_id: str) -> None:
    add(database, ONE)
    with pytest.raises(NotFound), database.unit_of_work() as unit:
        getattr(unit.resumes, ask)(resume_id)


def test_a_resume_is_kept_in_every_table(database: Database) -> None:
    add(database, ONE)
    assert rows(database) == {
        "resumes": 1,
        "originals": 1,
        "readings": 1,
        "fits": 2,
        "skill_postings": 2,
        "title_postings": 1,
        "unrecognised_postings": 0,
        "own_skills": 0,
        "own_skill_changes": 0,
        "api_keys": 0,
        "batches": 0,
        "jobs": 0,
        "job_inputs": 0,
        "idempotency_keys": 0,
        "webhooks": 0,
        "webhook_events": 0,
        "deliveries": 0,
        "delivery_attempts": 0,
        "role_changes": 0,
        "role_versions": 0,
        "labels": 0,
        "notes": 0,
        "stage_changes": 0,
        "saved_searches": 0,
    }


def test_originals_are_left_out_where_they_are_not_kept(database: Database) -> None:
    add(database, ONE, content=None)
    assert rows(database)["originals"] == 0


def test_an_empty_profile_is_kept_too(database: Database) -> None:
    with database.unit_of_work() as unit:
        unit.resumes.add(resume(ONE, profile()))
        assert unit.resumes.get(ONE).fits == ()


def test_erasing_leaves_no_row_in_any_table(database: Database) -> None:
    add(database, ONE)
    with database.unit_of_work() as unit:
        unit.resumes.delete(ONE)
    assert set(rows(database).values()) == {0}


def test_erasing_leaves_everybody_else(database: Database) -> None:
    add(database, ONE)
    before = rows(database)
    add(database, TWO)
    with database.unit_of_work() as unit:
        unit.resumes.delete(TWO)
    assert rows(database) == before


def test_the_same_bytes_are_the_same_under_the_same_external_id_only(database: Database) -> None:
    add(database, ONE, sha256="a" * 64)
    add(database, TWO, sha256="a" * 64, external_id="hr-1")
    with database.unit_of_work() as unit:
        assert unit.resumes.same("a" * 64, None) == ONE
        assert unit.resumes.same("a" * 64, "hr-1") == TWO
        assert unit.resumes.same("a" * 64, "hr-2") is None
        assert unit.resumes.same("b" * 64, None) is None


def test_the_first_of_several_same_ones_is_found(database: Database) -> None:
    add(database, TWO)
    add(database, ONE)
    with database.unit_of_work() as unit:
        assert unit.resumes.same("0" * 64, None) == TWO


def test_a_page_shows_the_newest_first_with_the_best_role(database: Database) -> None:
    add(database, ONE)
    add(database, THREE, external_id="hr-3")
    with database.unit_of_work() as unit:
        unit.resumes.add(resume(TWO, profile()))
        page = unit.lists.page(EVERYBODY, None, 10)
    assert [each.id for each in page] == [THREE, TWO, ONE]
    assert page[0] == ResumeSummary(
        id=THREE,
        external_id="hr-3",
        status="ready",
        stage="new",
        labels=(),
        created_at=CREATED_AT,
        filename="cv.txt",
        total_months=30,
        education_level="diploma",
        best=RoleScore("weaver", 8000),
        fit=None,
    )
    assert page[1].best is None


def test_pages_follow_each_other(database: Database) -> None:
    for each in (ONE, TWO, THREE):
        add(database, each)
    with database.unit_of_work() as unit:
        assert [each.id for each in unit.lists.page(EVERYBODY, None, 2)] == [THREE, TWO]
        assert [each.id for each in unit.lists.page(EVERYBODY, Position(0, TWO), 2)] == [ONE]
        assert unit.lists.page(EVERYBODY, Position(0, ONE), 2) == ()


def test_a_public_id_stands_once(database: Database) -> None:
    add(database, ONE)
    with database.unit_of_work() as unit:
        assert not unit.resumes.add(resume(ONE, person(), fits=FITS))
    assert rows(database)["resumes"] == rows(database)["originals"] == 1


def test_an_identity_stands_once_in_an_organisation(database: Database) -> None:
    first, second = (replace(resume(each, person()), identity="the same") for each in (ONE, TWO))
    with database.unit_of_work() as unit:
        assert unit.resumes.add(first)
        assert not unit.resumes.add(second)
    with database.of(2).unit_of_work() as unit:
        assert unit.resumes.add(second)
