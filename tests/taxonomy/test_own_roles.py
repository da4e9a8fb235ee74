import logging
from dataclasses import replace
from typing import Any

import pytest

from matcher.domain.lexicon import Lexicon
from matcher.errors import InvalidRole
from matcher.services.role_body import body_of
from matcher.taxonomy import check_own_role, own_role, set_apart_from_carried, with_own_roles

Json = dict[str, Any]


@pytest.fixture
def body(lexicon: Lexicon) -> Json:
    return body_of(lexicon.catalogue.roles["data-engineer"])


@pytest.fixture
def own(body: Json) -> Json:
    return {**body, "id": "stream-engineer", "title": "Stream Engineer", "titles": ["stream engineer"]}


def problems(body: Json, lexicon: Lexicon) -> list[tuple[str, str]]:
    with pytest.raises(InvalidRole) as raised:
        check_own_role(own_role(body), lexicon)
    return [(each.place, each.message) for each in raised.value.problems]


def test_a_carried_role_edited_in_nothing_is_the_carried_role(lexicon: Lexicon, body: Json) -> None:
    assert with_own_roles(lexicon, [body]) is lexicon


def test_an_own_role_changes_no_distinction_of_others(lexicon: Lexicon, own: Json) -> None:
    roles = with_own_roles(lexicon, [own]).catalogue.roles
    assert {name: role for name, role in roles.items() if name != "stream-engineer"} == dict(
        lexicon.catalogue.roles
    )


def test_two_own_roles_are_each_set_apart_as_if_alone(lexicon: Lexicon, own: Json) -> None:
    twin = {**own, "id": "twin", "titles": []}
    roles = with_own_roles(lexicon, [own, twin]).catalogue.roles
    assert roles["twin"].requirements == roles["stream-engineer"].requirements
    assert roles["twin"] == set_apart_from_carried(own_role(twin), lexicon.catalogue)


def test_what_an_edit_leaves_keeps_its_distinction(lexicon: Lexicon, body: Json) -> None:
    before = lexicon.catalogue.roles["data-engineer"]
    body["requirement"][0]["importance"] = "useful"
    after = with_own_roles(lexicon, [{**body, "version": 3}]).catalogue.roles["data-engineer"]
    assert [each.distinction for each in after.requirements] == [
        each.distinction for each in before.requirements
    ]


def test_titles_of_own_roles_mean_them(lexicon: Lexicon, body: Json, own: Json) -> None:
    words = with_own_roles(lexicon, [own]).catalogue.title_words
    assert words["stream engineer"] == ("stream-engineer",)
    changed = with_own_roles(lexicon, [{**body, "version": 3, "titles": ["plumber of data"]}])
    assert changed.catalogue.title_words["plumber of data"] == ("data-engineer",)
    assert "etl developer" in lexicon.catalogue.title_words
    assert "etl developer" not in changed.catalogue.title_words


def test_an_archived_role_ranks_no_more_and_no_title_means_it(lexicon: Lexicon, own: Json) -> None:
    left = with_own_roles(lexicon, [own], frozenset({"stream-engineer", "data-engineer"})).catalogue
    assert left.roles.keys() == lexicon.catalogue.roles.keys() - {"data-engineer"}
    assert not any("data-engineer" in named for named in left.title_words.values())
    assert all(left.title_words.values())


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"weights": {"skills": 75, "experience": 12, "education": 8, "title": 6}}, "weights"),
        ({"titles": ["data engineer"]}, "titles"),
        ({"titles": ["Stream Engineer"]}, "titles"),
        ({"titles": ["front-end developer"]}, "titles"),
        ({"titles": ["x" * 101]}, "titles"),
        ({"id": "x" * 81}, "id"),
        ({"title": "x" * 101}, "title"),
        ({"definition": "x" * 5001}, "definition"),
        ({"definition": "a\x00b"}, "definition"),
        ({"outlook": "\ud800"}, "outlook"),
        ({"tips": ["x"] * 201}, "tips"),
        ({"experience_months": 1201}, "experience_months"),
        ({"interview": [{"question": "How?", "skills": ["weaving"]}]}, "weaving"),
    ],
)
def test_what_no_own_role_may_be(lexicon: Lexicon, own: Json, change: Json, place: str) -> None:
    assert place in {place for place, _ in problems({**own, **change}, lexicon)}


def test_everything_wrong_is_told_in_one_go(lexicon: Lexicon, own: Json) -> None:
    wrong = {
        **own,
        "titles": ["Data"],
        "experience_months": 5000,
        "tools": [{"kind": "x", "skills": ["loom"]}],
    }
    assert [place for place, _ in problems(wrong, lexicon)] == ["experience_months", "titles", "loom"]
    shapeless = {"id": "X Y", "requirement": [{"label": "", "any_of": []}], "mood": 1, "tools": 7}
    assert {place for place, _ in problems(shapeless, lexicon)} >= {
        "id",
        "mood",
        "tools",
        "requirements 0 label",
        "requirements 0 any_of",
        "requirements 0 importance",
        "weights",
    }


def test_what_fits_no_more_is_left_out_and_logged(
    lexicon: Lexicon, own: Json, caplog: pytest.LogCaptureFixture
) -> None:
    skills = {name: skill for name, skill in lexicon.taxonomy.skills.items() if name not in {"sql", "java"}}
    poorer = replace(lexicon, taxonomy=replace(lexicon.taxonomy, skills=skills))
    with caplog.at_level(logging.WARNING):
        roles = with_own_roles(poorer, [own, {"id": "old", "mood": 1}]).catalogue.roles
    assert roles["stream-engineer"].requirements[0].any_of == ("python",)
    assert "old" not in roles
    assert len(caplog.records) == 2
