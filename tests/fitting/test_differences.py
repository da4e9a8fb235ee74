from dataclasses import replace
from typing import Any

import pytest
from builders import profiles, requirement, role, roles
from hypothesis import given

from matcher.domain.figures import Figures
from matcher.domain.move import Reason
from matcher.domain.profile import Profile
from matcher.domain.role import ComponentWeights, EducationLevel, Importance, Requirement, Role
from matcher.fitting.differences import differences, paired, reasons
from matcher.fitting.points import points_of

USEFUL = Importance.USEFUL
WEAVING, DYEING = requirement("weaving"), requirement("dyeing")


def figures_of(profile: Profile) -> Figures:
    return Figures(
        {each.skill: (each.credit, each.months) for each in profile.credits},
        {each.words: each.credit for each in profile.titles},
        profile.total_months,
        profile.education_level,
    )


@given(roles(), roles(), profiles())
def test_reasons_sum_to_the_difference_of_the_scores(before: Role, after: Role, profile: Profile) -> None:
    figures = figures_of(profile)
    why = reasons(before, after, figures)
    moved = points_of(after, figures).score - points_of(before, figures).score
    assert sum(each.difference for each in why) == moved
    assert all(each.difference for each in why)


@given(roles(), profiles())
def test_no_change_changes_nothing(asked: Role, profile: Profile) -> None:
    assert reasons(asked, asked, figures_of(profile)) == ()
    assert list(differences(asked, asked)) == []


@given(roles(), roles())
def test_every_requirement_is_paired_once(before: Role, after: Role) -> None:
    pairs = paired(before, after)
    old, new = ([each for each in numbers if each is not None] for numbers in zip(*pairs, strict=True))
    assert sorted(old) == list(range(len(before.requirements)))
    assert sorted(new) == list(range(len(after.requirements)))


def labelled(label: str, *any_of: str) -> Requirement:
    return replace(requirement(*any_of), label=label)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([WEAVING, DYEING], [DYEING, WEAVING], ((1, 0), (0, 1))),
        ([WEAVING], [DYEING], ((None, 0), (0, None))),
        ([labelled("Cloth", "weaving")], [labelled("Cloth", "dyeing")], ((0, 0),)),
        ([labelled("Cloth", "weaving")], [labelled("Yarn", "weaving")], ((0, 0),)),
        # the same skills come before the same label
        (
            [labelled("A", "weaving"), labelled("B", "dyeing")],
            [labelled("A", "dyeing"), labelled("B", "weaving")],
            ((1, 0), (0, 1)),
        ),
        ([WEAVING, WEAVING], [WEAVING], ((0, 0), (1, None))),
    ],
)
def test_requirements_are_known_again(before: Any, after: Any, expected: Any) -> None:
    assert paired(role(*before), role(*after)) == expected


def test_each_kind_of_change_is_named() -> None:
    before = role(WEAVING, DYEING, requirement("felting"), weights=ComponentWeights(60, 20, 10, 10))
    later = (WEAVING, replace(DYEING, importance=USEFUL), requirement("carding"))
    after = role(*later, weights=ComponentWeights(60, 10, 20, 10))
    figures = Figures(
        dict.fromkeys(("weaving", "dyeing", "carding", "felting"), (100, 0)),
        {},
        99,
        EducationLevel.DOCTORATE,
    )
    told = {
        (each.label or each.about): (each.change, each.difference) for each in reasons(before, after, figures)
    }
    assert told == {
        "weaving": ("share", 769),
        "dyeing": ("changed", -1538),
        "carding": ("added", 2769),
        "felting": ("removed", -2000),
        "experience": ("changed", -1000),
        "education": ("changed", 1000),
    }
    assert [(each.about, each.label) for each in differences(before, after)] == [
        ("requirement", "dyeing"),
        ("requirement", "carding"),
        ("requirement", "felting"),
        ("experience", None),
        ("education", None),
    ]
    assert Reason("title", None, "changed", 300, 100).difference == -200
