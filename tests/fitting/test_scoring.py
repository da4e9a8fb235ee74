from dataclasses import replace

import pytest
from builders import SKILL_IDS, credit, profile, profiles, requirement, role, roles, taxonomy_of
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.extraction import EducationLevel
from matcher.domain.profile import Profile, TitleCredit
from matcher.domain.role import ComponentWeights, Importance, Role
from matcher.fitting.closeness import Closeness
from matcher.fitting.relations import Relations
from matcher.fitting.scoring import (
    Scored,
    credit_for,
    education_points,
    experience_points,
    requirement_points,
    score_role,
    title_points,
)

NO_RELATIONS = Relations(taxonomy_of())
LEVELS = EducationLevel


def scored(asked: Role, of: Profile) -> Scored:
    return score_role(asked, of, Closeness(of, NO_RELATIONS))


def in_full(of: Profile, skill: str) -> Profile:
    """As if `skill` were known as well as can be, for as long as anybody asks."""
    others = [each for each in of.credits if each.skill != skill]
    return replace(of, credits=(*others, credit(skill, 100, 10_000)))


@given(roles(), profiles())
def test_components_sum_to_the_score(asked: Role, of: Profile) -> None:
    found = scored(asked, of)
    assert found.score == sum(component.points for component in found.components)
    assert 0 <= found.score <= 10_000


@given(roles(), profiles())
def test_met_points_sum_to_the_component_of_skills(asked: Role, of: Profile) -> None:
    found = scored(asked, of)
    assert found.components[0].name == "skills"
    assert found.components[0].points == sum(each.points for each in found.met)


@given(roles(), profiles())
def test_every_requirement_is_met_or_missing(asked: Role, of: Profile) -> None:
    found = scored(asked, of)
    told = [each.requirement for each in (*found.met, *found.missing)]
    assert sorted(told) == sorted(each.label for each in asked.requirements)


@given(roles(), profiles())
def test_a_gain_is_what_full_credit_adds_to_the_digit(asked: Role, of: Profile) -> None:
    found = scored(asked, of)
    gains = {each.requirement: each.gain for each in (*found.met, *found.missing)}
    for each in asked.requirements:
        assert scored(asked, in_full(of, each.any_of[0])).score == found.score + gains[each.label]


@given(roles(), profiles())
def test_no_component_is_over_its_weight(asked: Role, of: Profile) -> None:
    for component in scored(asked, of).components:
        assert 0 <= component.points <= component.weight * 100
        assert 0 <= component.score <= 10_000


@given(roles(), profiles(), st.sampled_from(SKILL_IDS))
def test_learning_something_never_lowers_the_score(asked: Role, of: Profile, skill: str) -> None:
    assert scored(asked, in_full(of, skill)).score >= scored(asked, of).score


@given(roles())
def test_the_perfect_candidate_has_a_hundred_points(asked: Role) -> None:
    perfect = profile(
        credits_=[credit(skill, 100, 10_000) for skill in SKILL_IDS],
        titles=[TitleCredit(words, 100) for words in asked.titles],
        total_months=10_000,
        education_level=LEVELS.DOCTORATE,
    )
    untitled = 0 if asked.titles else asked.weights.title * 100
    assert scored(asked, perfect).score == 10_000 - untitled


def test_requirement_points_go_by_importance_and_sum_to_the_weight_of_skills() -> None:
    asked = role(
        requirement("weaving"),
        requirement("dyeing", importance=Importance.IMPORTANT),
        requirement("felting", importance=Importance.USEFUL),
    )
    assert requirement_points(asked) == (4200, 2100, 700)


@given(roles())
def test_requirement_points_sum_to_the_weight_of_skills(asked: Role) -> None:
    assert sum(requirement_points(asked)) == asked.weights.skills * 100


@pytest.mark.parametrize(
    ("asked", "known", "rated"),
    [(None, 0, 81), (None, 90, 81), (24, 0, 41), (24, 12, 61), (24, 23, 79), (24, 24, 81), (24, 240, 81)],
)
def test_credit_is_halved_where_months_are_asked_for_and_none_known(
    asked: int | None, known: int, rated: int
) -> None:
    assert credit_for(requirement("weaving", months_asked=asked), 81, known) == rated


def test_any_one_of_the_skills_meets_a_requirement_by_the_best_credit() -> None:
    asked = role(requirement("weaving", "felting", months_asked=10))
    (met,) = scored(asked, profile(credits_=[credit("weaving", 90, 0), credit("felting", 60, 10)])).met
    assert (met.skill, met.credit) == ("felting", 60)


def test_met_and_missing_come_in_order_of_weight() -> None:
    asked = role(
        requirement("felting", importance=Importance.USEFUL),
        requirement("weaving"),
        requirement("carding", importance=Importance.USEFUL),
        requirement("dyeing", importance=Importance.IMPORTANT),
    )
    found = scored(asked, profile(credits_=[credit("felting", 90), credit("weaving", 20)]))
    assert [each.requirement for each in found.met] == ["weaving", "felting"]
    assert [each.requirement for each in found.missing] == ["dyeing", "carding"]


@pytest.mark.parametrize(("months", "points"), [(0, 0), (1, 42), (18, 750), (36, 1500), (90, 1500)])
def test_experience_counts_in_proportion(months: int, points: int) -> None:
    assert experience_points(role(requirement("weaving")), months) == points


def test_experience_that_is_not_asked_for_is_given_in_full() -> None:
    assert experience_points(role(requirement("weaving"), experience_months=0), 0) == 1500


@pytest.mark.parametrize(
    ("level", "points"),
    [
        (LEVELS.DOCTORATE, 2000),
        (LEVELS.MASTER, 2000),
        (LEVELS.BACHELOR, 1400),
        (LEVELS.DIPLOMA, 800),
        (LEVELS.SECONDARY, 400),
        (LEVELS.NONE, 200),
    ],
)
def test_each_level_under_the_wish_costs(level: EducationLevel, points: int) -> None:
    weights = ComponentWeights(80, 0, 20, 0)
    assert education_points(role(weights=weights, level=LEVELS.MASTER), level) == points


def test_no_degree_at_all_gives_nothing_where_a_doctorate_is_asked_for() -> None:
    assert education_points(role(level=LEVELS.DOCTORATE), LEVELS.NONE) == 0


def test_only_titles_of_the_role_count() -> None:
    titles = [TitleCredit("dyer", 100), TitleCredit("weaver", 50)]
    found = scored(role(requirement("weaving")), profile(titles=titles))
    assert found.components[3].points == title_points(role(), 50) == 500
    assert '"weaver"' in found.components[3].why


def test_a_component_without_weight_has_neither_score_nor_points() -> None:
    weights = ComponentWeights(100, 0, 0, 0)
    found = scored(role(requirement("weaving"), weights=weights), profile(total_months=99))
    assert [(each.score, each.points) for each in found.components] == [(0, 0)] * 4
