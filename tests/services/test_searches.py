from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.extraction import EducationLevel
from matcher.domain.lexicon import Lexicon
from matcher.domain.month import Month
from matcher.domain.review import Stage
from matcher.domain.search import (
    BEST_FIRST,
    EVERYBODY,
    Facet,
    Figure,
    Phrases,
    Range,
    ResumeFilter,
    SkillMonths,
    SkillSince,
    Sort,
    SortKey,
)
from matcher.errors import InvalidInput, NotFound
from matcher.services.roles import role_named
from matcher.services.searches import (
    CANDIDATE_PARAMETERS,
    RESUME_PARAMETERS,
    candidate_search,
    cursor_behind,
    position_from,
    resume_search,
)

KEYS = ("id", "score", "best")


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("given_", "wanted"),
    [
        ({}, {}),
        ({"skills_all": " "}, {}),
        ({"q": "looms -dyer"}, {"text": (Phrases(("looms",), ("dyer",)),)}),
        ({"skills_all": "python,sql"}, {"skills_all": ("python", "sql")}),
        ({"skills_all": " Python , python,, PYTHON "}, {"skills_all": ("python",)}),
        ({"skills_any": "apache spark"}, {"skills_any": ("apache-spark",)}),
        ({"skills_none": "sql"}, {"skills_none": ("sql",)}),
        (
            {"months": "python:24,sql:0"},
            {"months": (SkillMonths("python", 24), SkillMonths("sql", 0))},
        ),
        ({"used_since": "python:2023-01"}, {"used_since": (SkillSince("python", Month(2023, 1)),)}),
        ({"missing": "python"}, {"missing": (("python",),)}),
        ({"title": " Senior  Data-Engineer"}, {"title": "senior data engineer"}),
        ({"education_min": "bachelor"}, {"education_min": EducationLevel.BACHELOR}),
        ({"total_months_min": "12"}, {"total_months": Range(12, None)}),
        ({"total_months_min": "12", "total_months_max": "12"}, {"total_months": Range(12, 12)}),
        ({"score_min": "0.01"}, {"figures": ((Figure.SCORE, Range(1, None)),)}),
        (
            {"title_points_max": "5", "score_min": "70"},
            {"figures": ((Figure.SCORE, Range(7000)), (Figure.TITLE_POINTS, Range(None, 500)))},
        ),
        ({"external_id": " hr:Ä,7 "}, {"external_id": "hr:Ä,7"}),
        ({"label": "Call  Back,local"}, {"labels": ("call back", "local")}),
        ({"stage": "new,hired"}, {"stages": (Stage.NEW, Stage.HIRED)}),
        ({"created_from": "2024-03-31"}, {"created_from": day("2024-03-31")}),
        ({"created_to": "2024-03-31"}, {"created_before": day("2024-04-01")}),
        ({"created_to": "2024-03-31T10:00:00Z"}, {"created_before": day("2024-03-31T10:00:01")}),
        ({"created_from": "2024-03-31T10:00:00 02:00"}, {"created_from": day("2024-03-31T08:00:00")}),
        ({"created_from": "2024-03-31T10:00"}, {"created_from": day("2024-03-31T10:00")}),
    ],
)
def test_parameters_are_read(given_: dict[str, str], wanted: dict[str, object], lexicon: Lexicon) -> None:
    assert resume_search(given_, lexicon, KEYS).wanted == ResumeFilter(**wanted)  # type: ignore[arg-type]


def test_what_is_not_said_is_as_usual(lexicon: Lexicon) -> None:
    assert resume_search({}, lexicon, KEYS) == EVERYBODY
    role = role_named("data-engineer", lexicon)
    assert candidate_search({}, lexicon, role, KEYS).sort == BEST_FIRST.sort


def test_order_facets_fields_and_role_are_read(lexicon: Lexicon) -> None:
    given_ = {"sort": "-total_months", "facets": "skills,stage", "fields": "best,id", "role": "data-engineer"}
    search = resume_search(given_, lexicon, KEYS)
    assert search.sort == Sort(SortKey.TOTAL_MONTHS, descending=True)
    assert search.facets == (Facet.SKILLS, Facet.STAGE)
    assert search.fields == ("id", "best")
    assert search.role == "data-engineer"


def test_what_a_role_asks_for_with_a_skill_is_missing_as_a_whole(lexicon: Lexicon) -> None:
    role = role_named("data-engineer", lexicon)
    choice = next(each.any_of for each in role.requirements if len(each.any_of) > 1)
    search = candidate_search({"missing": choice[0]}, lexicon, role, KEYS)
    assert search.wanted.missing == (choice,)


REFUSED = [
    ("skill_all", "python"),
    ("cursor", "x"),
    ("skills_all", "no such skill"),
    ("skills_all", "."),
    ("skills_all", "\ud800"),
    ("skills_all", ",".join(f"s{number}" for number in range(31))),
    ("q", "x" * 2001),
    ("months", "python"),
    ("months", "python:"),
    ("months", "python:-1"),
    ("months", "python:1.5"),
    ("months", "python:٣"),
    ("months", "python:1201"),
    ("months", f"python:{'9' * 1000}"),
    ("used_since", "python:2023"),
    ("used_since", "python:2023-13"),
    ("missing", "no such skill"),
    ("title", "one two three four five six"),
    ("title", "\u0438\u043d\u0436\u0435\u043d\u0435\u0440"),
    ("title", "!!!"),
    ("external_id", "a\x00b"),
    ("education_min", "guru"),
    ("education_min", "bachelor,master"),
    ("total_months_min", "many"),
    ("score_min", "101"),
    ("score_min", "-1"),
    ("score_min", "1.005"),
    ("score_min", "nan"),
    ("score_min", "inf"),
    ("score_min", "1e400"),
    ("score_min", "1e999999"),
    ("label", "a\x00b"),
    ("label", "a/b"),
    ("label", "x" * 51),
    ("stage", "lost"),
    ("created_from", "yesterday"),
    ("created_to", "9999-12-31"),
    ("created_from", "0001-01-01T00:00:00+14:00"),
    ("sort", "name"),
    ("sort", "--score"),
    ("facets", "names"),
    ("fields", "secret"),
]


@pytest.mark.parametrize(("name", "value"), REFUSED)
def test_what_cannot_be_used_is_named(name: str, value: str, lexicon: Lexicon) -> None:
    role = role_named("data-engineer", lexicon)
    with pytest.raises(InvalidInput) as raised:
        resume_search({name: value}, lexicon, KEYS)
    assert raised.value.field == name
    with pytest.raises(InvalidInput):
        candidate_search({name: value}, lexicon, role, KEYS)


def test_a_range_that_holds_nothing_is_refused(lexicon: Lexicon) -> None:
    with pytest.raises(InvalidInput, match="score_min"):
        resume_search({"score_min": "50", "score_max": "49.99"}, lexicon, KEYS)


def test_a_role_is_named_in_the_address_of_its_candidates_alone(lexicon: Lexicon) -> None:
    with pytest.raises(NotFound, match="baker"):
        resume_search({"role": "baker"}, lexicon, KEYS)
    with pytest.raises(InvalidInput, match="role"):
        candidate_search({"role": "data-engineer"}, lexicon, role_named("data-engineer", lexicon), KEYS)


@given(st.dictionaries(st.sampled_from(RESUME_PARAMETERS), st.text(max_size=30)))
def test_nothing_that_can_be_sent_is_an_error_of_another_kind(lexicon: Lexicon, sent: dict[str, str]) -> None:
    with suppress(InvalidInput, NotFound):
        resume_search(sent, lexicon, KEYS)


def test_a_cursor_goes_with_its_search_alone(lexicon: Lexicon) -> None:
    search = resume_search({"q": "looms", "sort": "score"}, lexicon, KEYS)
    cursor = cursor_behind(search, 7000, "01J")
    found = position_from(cursor, search)
    assert found is not None
    assert (found.value, found.id) == (7000, "01J")
    sparse = resume_search({"q": "looms", "sort": "score", "fields": "id", "facets": "skills"}, lexicon, KEYS)
    assert position_from(cursor, sparse) == found
    for other in ({"q": "looms"}, {"q": "loom", "sort": "score"}, {"q": "looms", "sort": "-score"}):
        with pytest.raises(InvalidInput, match="cursor"):
            position_from(cursor, resume_search(other, lexicon, KEYS))


def test_every_parameter_of_candidates_is_one_of_resumes() -> None:
    assert {*CANDIDATE_PARAMETERS, "role"} == set(RESUME_PARAMETERS)
