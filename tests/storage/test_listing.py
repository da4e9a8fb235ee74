from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise
from typing import Any

import pytest
from builders import CREATED_AT, credit, profile, profile_skill, requirement, role
from builders import new_resume as resume
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.domain.extraction import EducationLevel
from matcher.domain.fit import Fit, Versions
from matcher.domain.month import Month
from matcher.domain.profile import Through, TitleCredit
from matcher.domain.review import Author, Stage
from matcher.domain.search import (
    BEST_FIRST,
    EVERYBODY,
    Facet,
    Figure,
    Position,
    Range,
    ResumeFilter,
    Search,
    SkillMonths,
    SkillSince,
    Sort,
    SortKey,
)
from matcher.domain.stored import Answered, NewResume
from matcher.services.candidates import role_query
from matcher.storage import Database

ANNA, BORIS, CLEO = (f"01J000000000000000000000{end}" for end in ("0A", "0B", "0C"))
NAMES = {ANNA: "anna", BORIS: "boris", CLEO: "cleo"}
WEAVER = role(requirement("weaving"), requirement("dyeing", "felting"), titles=["weaver"])
DESK = Author("desk", "0123456789ab")


def fit(role_id: str, rank: int, score: int) -> Fit:
    return Fit(role_id, role_id, rank, score, (), (), (), Versions("1", "f" * 64, 1))


def with_points(new: NewResume, *points: float) -> NewResume:
    body = {"components": [{"points": each} for each in points]}
    return replace(new, fits=tuple(Answered(each.fit, body) for each in new.fits))


def anna() -> NewResume:
    weaving = replace(profile_skill("weaving", 90, 48), last_used=Month(2024, 6))
    person = profile(
        skills=[weaving],
        credits_=[
            credit("weaving", 90, 48),
            replace(credit("textiles", 81, 48, Through.IMPLIED), by="weaving"),
            replace(credit("felting", 40, 48, Through.RELATED), by="weaving"),
        ],
        titles=[TitleCredit("master weaver", 80), TitleCredit("weaver", 80)],
        total_months=60,
        education_level=EducationLevel.MASTER,
    )
    new = resume(ANNA, person, fits=[fit("weaver", 1, 8000), fit("dyer", 2, 1250)])
    return with_points(new, 60.25, 15, 5, 0)


def boris() -> NewResume:
    dyeing = replace(profile_skill("dyeing", 60, 6), last_used=Month(2019, 1))
    person = profile(
        skills=[dyeing],
        credits_=[credit("dyeing", 60, 6), credit("weaving", 40)],
        titles=[TitleCredit("dyer", 60)],
        total_months=6,
    )
    new = resume(BORIS, person, fits=[fit("dyer", 1, 4000), fit("weaver", 2, 3000)], external_id="hr-7")
    return with_points(replace(new, created_at=CREATED_AT + timedelta(days=1)), 40, 0, 0, 0)


def cleo() -> NewResume:
    return replace(resume(CLEO, profile()), created_at=CREATED_AT + timedelta(days=2))


@pytest.fixture
def stored(database: Database) -> Database:
    with database.unit_of_work() as unit:
        for new in (anna(), boris(), cleo()):
            unit.resumes.add(new)
    with database.unit_of_work() as unit:
        unit.reviews.put_labels(ANNA, ["local"], DESK, CREATED_AT)
        unit.reviews.put_labels(ANNA, ["call back"], DESK, CREATED_AT)
        unit.reviews.put_labels(BORIS, ["local"], DESK, CREATED_AT)
        unit.reviews.change_stage(BORIS, Stage.SHORTLISTED, None, DESK, CREATED_AT)
    return database


def within(figure: Figure, least: int | None, most: int | None = None) -> dict[str, Any]:
    return {"figures": ((figure, Range(least, most)),)}


FILTERS = [
    ({}, "anna boris cleo"),
    ({"skills_all": ("weaving",)}, "anna boris"),
    ({"skills_all": ("weaving", "dyeing")}, "boris"),
    ({"skills_all": ("textiles",)}, "anna"),  # implied is had
    ({"skills_all": ("felting",)}, ""),  # close to is not had
    ({"skills_any": ("dyeing", "textiles")}, "anna boris"),
    ({"skills_none": ("dyeing",)}, "anna cleo"),
    ({"skills_none": ("felting",)}, "anna boris cleo"),
    ({"months": (SkillMonths("weaving", 48),)}, "anna"),
    ({"months": (SkillMonths("weaving", 49),)}, ""),
    ({"months": (SkillMonths("weaving", 0),)}, "anna boris"),
    ({"used_since": (SkillSince("weaving", Month(2024, 6)),)}, "anna"),
    ({"used_since": (SkillSince("weaving", Month(2024, 7)),)}, ""),
    ({"used_since": (SkillSince("textiles", Month(2024, 6)),)}, "anna"),
    ({"used_since": (SkillSince("dyeing", Month(2019, 1)),)}, "boris"),
    ({"missing": (("dyeing",),)}, "anna cleo"),
    ({"missing": (("dyeing", "felting"),)}, "cleo"),  # closeness is some credit
    ({"title": "weaver"}, "anna"),
    ({"title": "master weaver"}, "anna"),
    ({"title": "master"}, ""),
    ({"education_min": EducationLevel.BACHELOR}, "anna"),
    ({"education_min": EducationLevel.NONE}, "anna boris cleo"),
    ({"total_months": Range(6, 59)}, "boris"),
    ({"total_months": Range(None, 6)}, "boris cleo"),
    ({"labels": ("local",)}, "anna boris"),
    ({"labels": ("call back", "none such")}, "anna"),
    ({"stages": (Stage.SHORTLISTED,)}, "boris"),
    ({"stages": (Stage.NEW, Stage.HIRED)}, "anna cleo"),
    ({"external_id": "hr-7"}, "boris"),
    ({"external_id": "HR-7"}, ""),
    ({"external_id": "hr"}, ""),
    ({"created_from": CREATED_AT + timedelta(days=1)}, "boris cleo"),
    ({"created_before": CREATED_AT + timedelta(days=1)}, "anna"),
    ({"skills_all": ("weaving",), "labels": ("local",), "stages": (Stage.NEW,)}, "anna"),
]


@pytest.mark.parametrize(("wanted", "found"), FILTERS)
def test_a_filter_finds_those_for_whom_it_holds_in_both_lists(
    stored: Database, wanted: dict[str, Any], found: str
) -> None:
    search = replace(EVERYBODY, wanted=ResumeFilter(**wanted))
    best_first = replace(BEST_FIRST, wanted=search.wanted)
    with stored.unit_of_work() as unit:
        resumes = unit.lists.page(search, None, 10)
        candidates = unit.candidates.ranked(role_query(WEAVER), None, 10, best_first)
        totals = [
            unit.lists.counted(search, (), 5).total,
            unit.candidates.counted(role_query(WEAVER), best_first, (), 5).total,
        ]
    for each in (resumes, candidates):
        assert sorted(NAMES[item.id] for item in each) == found.split()
    assert totals == [len(found.split())] * 2


@pytest.mark.parametrize(
    ("figures", "found"),
    [
        (within(Figure.SCORE, 4001), "anna"),
        (within(Figure.SCORE, 4000), "anna boris"),
        (within(Figure.SCORE, None, 4000), "boris cleo"),
        (within(Figure.SKILLS_POINTS, 6025), "anna"),
        (within(Figure.SKILLS_POINTS, 6026), ""),
        (within(Figure.EXPERIENCE_POINTS, 0, 0), "boris"),
        (within(Figure.TITLE_POINTS, 0), "anna boris"),
    ],
)
def test_figures_are_those_of_the_best_fit(stored: Database, figures: dict[str, Any], found: str) -> None:
    with stored.unit_of_work() as unit:
        items = unit.lists.page(replace(EVERYBODY, wanted=ResumeFilter(**figures)), None, 10)
    assert sorted(NAMES[item.id] for item in items) == found.split()


@pytest.mark.parametrize("figure", Figure)
def test_figures_of_a_role_are_those_of_its_candidates(stored: Database, figure: Figure) -> None:
    query = role_query(WEAVER)
    with stored.unit_of_work() as unit:
        for least in range(0, 8000, 500):
            wanted = ResumeFilter(**within(figure, least))
            of_candidates = unit.candidates.ranked(query, None, 10, replace(BEST_FIRST, wanted=wanted))
            search = replace(BEST_FIRST, wanted=wanted, role=WEAVER.id, facets=tuple(Facet))
            found = unit.lists.page(search, None, 10, query)
            assert [(each.id, each.fit and each.fit.score) for each in found] == [
                (each.id, each.score) for each in of_candidates
            ]
            total = unit.lists.counted(search, (), 5, query).total
            assert total == len(found) == unit.candidates.counted(query, search, (), 5).total


def test_figures_of_candidates_are_those_of_the_role_as_it_is(stored: Database) -> None:
    with stored.unit_of_work() as unit:
        everybody = unit.candidates.ranked(role_query(WEAVER), None, 10)
        for figure, name in ((Figure.SCORE, "score"), (Figure.SKILLS_POINTS, "skill_points")):
            for least in {getattr(each, name) for each in everybody}:
                search = replace(BEST_FIRST, wanted=ResumeFilter(**within(figure, least)))
                found = unit.candidates.ranked(role_query(WEAVER), None, 10, search)
                assert found == tuple(each for each in everybody if getattr(each, name) >= least)


@pytest.mark.parametrize("key", SortKey)
@pytest.mark.parametrize("descending", [True, False])
def test_pages_in_any_order_cover_everybody_once(stored: Database, key: SortKey, *, descending: bool) -> None:
    search = Search(sort=Sort(key, descending))
    values = {
        SortKey.CREATED: lambda item: item.id,
        SortKey.SCORE: lambda item: item.best.score if item.best else 0,
        SortKey.TOTAL_MONTHS: lambda item: item.total_months,
        SortKey.EDUCATION: lambda item: EducationLevel(item.education_level).rank,
    }
    seen: list[Any] = []
    with stored.unit_of_work() as unit:
        after = None
        while page := unit.lists.page(search, after, 1):
            seen += page
            value = 0 if key is SortKey.CREATED else values[key](page[0])
            after = Position(value, page[0].id)
    assert len(seen) == len({item.id for item in seen}) == 3
    for one, other in pairwise(map(values[key], seen)):
        assert one >= other if descending else one <= other


def test_facets_count_those_found(stored: Database) -> None:
    search = replace(EVERYBODY, wanted=ResumeFilter(skills_all=("weaving",)), facets=tuple(Facet))
    with stored.unit_of_work() as unit:
        of_all = unit.lists.counted(search, ("weaver", "dyer"), 2)
        of_role = unit.candidates.counted(role_query(WEAVER), search, ("weaver", "dyer"), 2)
    assert of_all == of_role
    assert of_all.total == 2
    assert of_all.values == {
        Facet.SKILLS: (("weaving", 2), ("dyeing", 1)),
        Facet.EDUCATION: (("none", 1), ("master", 1)),
        Facet.LABEL: (("local", 2), ("call back", 1)),
        Facet.STAGE: (("new", 1), ("shortlisted", 1)),
        Facet.TITLE: (("dyer", 1), ("weaver", 1)),
    }


def test_another_organisation_finds_none_of_it(stored: Database) -> None:
    every = [replace(EVERYBODY, wanted=ResumeFilter(**wanted), facets=tuple(Facet)) for wanted, _ in FILTERS]
    with stored.of(2).unit_of_work() as unit:
        for search in every:
            assert unit.lists.page(search, None, 10) == ()
            counted = unit.lists.counted(search, ("weaver",), 5)
            assert counted.total == 0
            assert not any(counted.values.values())


def test_a_label_of_another_organisation_is_not_counted(stored: Database) -> None:
    with stored.of(2).unit_of_work() as unit:
        unit.resumes.add(replace(boris(), id="0" * 26))
        unit.reviews.put_labels("0" * 26, ["theirs"], DESK, CREATED_AT)
        found = unit.lists.counted(replace(EVERYBODY, facets=(Facet.LABEL,)), (), 5)
    assert found.values[Facet.LABEL] == (("theirs", 1),)


def test_postings_of_the_version_before_count_as_had_and_are_read_again(stored: Database) -> None:
    with stored.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE skill_postings SET through = NULL WHERE skill = 'felting'")
        connection.exec_driver_sql("UPDATE readings SET taxonomy = 'now'")
    with stored.unit_of_work() as unit:
        search = replace(EVERYBODY, wanted=ResumeFilter(skills_all=("felting",)))
        assert [item.id for item in unit.lists.page(search, None, 10)] == [ANNA]
        assert unit.readings.outdated_ids("now") == (ANNA,)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=8), st.integers(1, 3))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pages_go_on_behind_where_they_ended_while_rows_arrive(
    sqlite_database: Database, people: list[tuple[int, int]], limit: int
) -> None:
    """Who was there at the start is seen once, whatever comes in between two pages."""
    search = Search(sort=Sort(SortKey.TOTAL_MONTHS, descending=True))
    seen: list[str] = []
    with sqlite_database.unit_of_work() as unit:
        first = [(f"{number:026d}", months) for number, (months, _) in enumerate(people)]
        for resume_id, months in first:
            unit.resumes.add(resume(resume_id, profile(total_months=months)))
        after, late = None, iter(people)
        while page := unit.lists.page(search, after, limit):
            seen += [item.id for item in page]
            after = Position(page[-1].total_months, page[-1].id)
            for _, months in islice(late, 1):
                unit.resumes.add(resume(f"{len(seen) + 100:026d}", profile(total_months=months)))
        for item in unit.lists.page(EVERYBODY, None, 200):
            unit.resumes.delete(item.id)
    assert len(seen) == len(set(seen))
    assert {resume_id for resume_id, _ in first} <= set(seen)


def test_created_at_is_compared_in_utc(stored: Database) -> None:
    moment = datetime(2024, 6, 15, 9, 30, tzinfo=UTC)
    with stored.unit_of_work() as unit:
        search = replace(EVERYBODY, wanted=ResumeFilter(created_from=moment, created_before=moment))
        assert unit.lists.page(search, None, 5) == ()
