import pytest
from advice_cases import Skills, taxonomies
from builders import profile, profile_skill, skill, taxonomy_of
from hypothesis import given

from matcher.domain.fit import Closest
from matcher.fitting.closeness import Closeness
from matcher.fitting.relations import Relations

CRAFT = taxonomy_of(
    skill("jacquard", implies=["weaving"], related={"dobby": 70}),
    skill("dobby", related={"peg-loom": 50}),
    skill("peg-loom"),
    skill("weaving"),
    skill("tapestry", implies=["weaving"]),
    skill("lace"),
)


def closest(wanted: str, *held: tuple[str, int]) -> Closest | None:
    of = profile(skills=[profile_skill(each, credit) for each, credit in held])
    return Closeness(of, Relations(CRAFT)).closest([wanted])


@pytest.mark.parametrize(
    ("wanted", "held", "strength"),
    [
        ("jacquard", "dobby", 70),
        ("dobby", "jacquard", 70),  # written on one side, it holds for both
        ("jacquard", "peg-loom", 35),  # a relative of a relative
        ("tapestry", "jacquard", 20),  # both are weaving
        ("jacquard", "tapestry", 20),
    ],
)
def test_relatives_and_siblings_are_near(wanted: str, held: str, strength: int) -> None:
    assert closest(wanted, (held, 50)) == Closest(held, strength)


@pytest.mark.parametrize("held", ["lace", "jacquard"])
def test_strangers_and_the_skill_itself_are_not_near(held: str) -> None:
    assert closest("jacquard", (held, 50)) is None


def test_what_is_not_held_is_not_near() -> None:
    assert closest("jacquard", ("dobby", 0)) is None
    assert closest("gone-from-the-taxonomy", ("dobby", 50)) is None


def test_the_strongest_wins_then_the_best_known_then_the_first_id() -> None:
    assert closest("jacquard", ("peg-loom", 99), ("dobby", 1)) == Closest("dobby", 70)
    of = profile(skills=[profile_skill("jacquard", 40), profile_skill("dobby", 60)])
    near = Closeness(of, Relations(CRAFT))
    assert near.closest(["tapestry", "peg-loom"]) == Closest("dobby", 50)
    even = taxonomy_of(skill("a", related={"c": 50}), skill("b", related={"c": 50}), skill("c"))
    for credits_, winner in (((40, 60), "b"), ((60, 40), "a"), ((50, 50), "a")):
        held = profile(skills=[profile_skill(each, n) for each, n in zip("ab", credits_, strict=True)])
        assert Closeness(held, Relations(even)).closest(["c"]) == Closest(winner, 50)


@given(taxonomies())
def test_nearness_holds_for_both_sides(skills: Skills) -> None:
    relations = Relations(skills)
    near = {(one, other): strength for one in skills for other, strength in relations.near(one).items()}
    assert near == {(other, one): strength for (one, other), strength in near.items()}
