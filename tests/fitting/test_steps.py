from dataclasses import replace

import pytest
from advice_cases import Skills, case_of, having_learned, people, roles_that_share, score, taxonomies
from builders import mention, profile_skill, requirement, role, skill, taxonomy_of
from hypothesis import example, given
from hypothesis import strategies as st

from matcher.domain.advice import Plan, StepKind
from matcher.domain.fit import Closest
from matcher.domain.profile import ProfileSkill
from matcher.domain.role import ComponentWeights, Importance, Requirement, Role
from matcher.domain.skill import Assertion, Kind
from matcher.fitting.credit import implied_shares
from matcher.fitting.steps import plan

TARGETS = st.integers(1, 10_000)
ONLY_SKILLS = ComponentWeights(100, 0, 0, 0)
LOOM = taxonomy_of(
    skill("spinning"),
    skill("weaving", implies=["spinning"]),
    skill("tapestry", implies=["weaving"]),
    skill("dyeing", related={"printing": 60}),
    skill("printing"),
    skill("carding"),
    skill("felting"),
)


def planned(asked: Role, held: list[ProfileSkill], target: int, skills: Skills = LOOM) -> Plan:
    case = case_of(skills, held, asked)
    return plan(asked, case, score(asked, case), target)


def weaver(*requirements: Requirement) -> Role:
    return role(*requirements, weights=ONLY_SKILLS)


def learned_by(found: Plan) -> list[str]:
    return [step.skill for step in found.steps]


@given(taxonomies(), roles_that_share(), people(), TARGETS)
@example(
    {**LOOM, "weaving": replace(skill("weaving", related={"dyeing": 25}), kind=Kind.PRODUCT)},
    role(
        requirement("carding", "dyeing"),
        requirement("spinning", "weaving", months_asked=1),
        requirement("dyeing", "carding"),
        weights=ComponentWeights(1, 99, 0, 0),
    ),
    [profile_skill("carding", 0), profile_skill("dyeing", 98)],
    99,
)
def test_each_step_is_what_scoring_anew_would_say(
    skills: Skills, asked: Role, held: list[ProfileSkill], target: int
) -> None:
    case = case_of(skills, held, asked)
    before = score(asked, case)
    steps = plan(asked, case, before, target).steps
    for number, step in enumerate(steps, start=1):
        after = score(asked, having_learned(case, asked, [each.skill for each in steps[:number]]))
        assert step.score_after == after
        assert step.gain == after - before > 0
        assert step.gain == sum(raised.gain for raised in step.meets)
        before = after


@given(taxonomies(), roles_that_share(), people(), TARGETS)
def test_the_target_is_reached_if_it_can_be(
    skills: Skills, asked: Role, held: list[ProfileSkill], target: int
) -> None:
    case = case_of(skills, held, asked)
    today = score(asked, case)
    found = plan(asked, case, today, target)
    last = found.steps[-1].score_after if found.steps else today
    assert found.reachable == (last >= target)
    assert found.most == score(asked, having_learned(case, asked, tuple(skills)))
    assert last <= found.most
    if not found.reachable:
        assert last == found.most


@given(taxonomies(), roles_that_share(), people(), TARGETS)
def test_no_step_can_be_left_out(skills: Skills, asked: Role, held: list[ProfileSkill], target: int) -> None:
    case = case_of(skills, held, asked)
    found = plan(asked, case, score(asked, case), target)
    wanted = min(target, found.most)
    for step in found.steps:
        others = [each.skill for each in found.steps if each is not step]
        assert score(asked, having_learned(case, asked, others)) < wanted


@given(taxonomies(), roles_that_share(), people(), TARGETS)
def test_what_is_implied_comes_first(
    skills: Skills, asked: Role, held: list[ProfileSkill], target: int
) -> None:
    order = learned_by(planned(asked, held, target, skills))
    for number, one in enumerate(order):
        assert not implied_shares(one, skills).keys() & set(order[number + 1 :])


@given(taxonomies(), roles_that_share(), people(), TARGETS)
def test_the_order_in_which_skills_are_named_changes_nothing(
    skills: Skills, asked: Role, held: list[ProfileSkill], target: int
) -> None:
    turned = dict(reversed(skills.items()))
    found = planned(asked, held, target, skills)
    assert found == planned(asked, held[::-1], target, turned)


@given(roles_that_share(), people())
def test_who_is_there_has_nothing_to_learn(asked: Role, held: list[ProfileSkill]) -> None:
    skills = taxonomy_of(*(skill(each) for asked_for in asked.requirements for each in asked_for.any_of))
    case = case_of(skills, [each for each in held if each.id in skills], asked)
    today = score(asked, case)
    assert plan(asked, case, today, max(1, today)).steps == () or today == 0


def test_the_greatest_gains_are_enough() -> None:
    asked = weaver(
        requirement("felting", importance=Importance.USEFUL),
        requirement("dyeing"),
        requirement("carding", importance=Importance.IMPORTANT),
    )
    found = planned(asked, [], 9000)
    assert [(each.skill, each.gain, each.score_after) for each in found.steps] == [
        ("dyeing", 6000, 6000),
        ("carding", 3000, 9000),
    ]
    assert found.smallest


def test_one_skill_for_two_requirements_spares_one() -> None:
    asked = weaver(requirement("carding", "felting"), requirement("felting", "dyeing"))
    found = planned(asked, [profile_skill("printing")], 10_000)
    assert learned_by(found) == ["felting"]
    assert [raised.requirement for raised in found.steps[0].meets] == [
        "carding or felting",
        "felting or dyeing",
    ]


def test_the_requirement_that_names_a_skill_is_told_first() -> None:
    asked = weaver(
        requirement("weaving", importance=Importance.USEFUL), requirement("spinning"), requirement("felting")
    )
    (step,) = planned(asked, [profile_skill("felting", 100)], 8000).steps
    assert [(each.requirement, each.gain) for each in step.meets] == [("weaving", 769), ("spinning", 3924)]


def test_the_ground_comes_before_what_stands_on_it() -> None:
    asked = weaver(requirement("tapestry"), requirement("spinning"), requirement("weaving"))
    found = planned(asked, [], 10_000)
    assert learned_by(found) == ["spinning", "weaving", "tapestry"]
    assert found.steps[-1].builds_on == ("weaving",)


def test_the_closest_of_a_choice_is_taken() -> None:
    asked = weaver(requirement("carding", "dyeing"))
    (step,) = planned(asked, [profile_skill("printing", 30)], 10_000).steps
    assert (step.skill, step.closest) == ("dyeing", Closest("printing", 60))
    (step,) = planned(asked, [], 10_000).steps
    assert (step.skill, step.closest) == ("carding", None)


def test_a_sibling_is_not_close_enough_to_choose_by() -> None:
    asked = weaver(requirement("carding", "tapestry"))
    skills = {**LOOM, **taxonomy_of(skill("braiding", implies=["weaving"]))}
    (step,) = planned(asked, [profile_skill("braiding")], 10_000, skills).steps
    assert step.skill == "carding"


def test_what_is_wished_for_is_taken_where_it_costs_nothing() -> None:
    wished = ProfileSkill("felting", 0, None, None, None, (mention("felting", assertion=Assertion.WISHED),))
    denied = ProfileSkill("felting", 0, None, None, None, (mention("felting", assertion=Assertion.NEGATED),))
    asked = weaver(requirement("carding", "felting"))
    assert learned_by(planned(asked, [wished], 10_000)) == ["felting"]
    assert learned_by(planned(asked, [denied], 10_000)) == ["carding"]


def test_wishes_do_not_make_the_way_longer() -> None:
    wished = ProfileSkill("felting", 0, None, None, None, (mention("felting", assertion=Assertion.WISHED),))
    asked = weaver(requirement("carding", "felting"), requirement("carding"))
    assert learned_by(planned(asked, [wished], 5000)) == ["felting"]
    assert learned_by(planned(asked, [wished], 10_000)) == ["carding"]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (6500, [("felting", StepKind.LEARN)]),  # deepening carding alone would do as well
        (9000, [("felting", StepKind.LEARN), ("carding", StepKind.DEEPEN)]),
    ],
)
def test_known_skills_are_deepened_only_where_new_ones_fall_short(
    target: int, expected: list[tuple[str, StepKind]]
) -> None:
    asked = weaver(requirement("carding"), requirement("felting", importance=Importance.IMPORTANT))
    found = planned(asked, [profile_skill("carding", 65)], target)
    assert [(step.skill, step.kind) for step in found.steps] == expected


def test_a_skill_met_through_another_is_deepened() -> None:
    (step,) = planned(weaver(requirement("spinning")), [profile_skill("weaving")], 10_000).steps
    assert (step.skill, step.kind) == ("spinning", StepKind.DEEPEN)


def test_a_relative_is_learned_anew() -> None:
    (step,) = planned(weaver(requirement("dyeing")), [profile_skill("printing")], 10_000).steps
    assert (step.skill, step.kind) == ("dyeing", StepKind.LEARN)


def test_a_rare_skill_is_not_learned_for_what_it_stands_on() -> None:
    asked = weaver(requirement("spinning"), requirement("weaving"), requirement("carding", "tapestry"))
    found = planned(asked, [], 10_000)
    assert "tapestry" not in learned_by(found)


def test_months_are_told_where_a_role_asks_for_them() -> None:
    asked = weaver(requirement("carding", months_asked=24), requirement("felting"))
    steps = {step.skill: step for step in planned(asked, [], 10_000).steps}
    assert (steps["carding"].months, steps["felting"].months) == (24, None)


def test_what_skills_cannot_reach_is_said() -> None:
    asked = role(requirement("carding"), weights=ComponentWeights(60, 40, 0, 0))
    found = planned(asked, [], 8000)
    assert (found.reachable, found.most, learned_by(found)) == (False, 6000, ["carding"])
