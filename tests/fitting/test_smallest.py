from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.advice import StepKind
from matcher.fitting import smallest
from matcher.fitting.prospects import Prospect
from matcher.fitting.smallest import added_by, points_with, smallest_set, without_needless

REQUIREMENTS = 4
POINTS = st.tuples(*[st.integers(0, 9)] * REQUIREMENTS)
NOTHING = (0,) * REQUIREMENTS


def prospect(name: str, points: tuple[int, ...]) -> Prospect:
    return Prospect(name, StepKind.LEARN, wished=False, closest=None, points=points)


@st.composite
def offers(draw: st.DrawFn) -> list[Prospect]:
    return [prospect(f"p{n}", points) for n, points in enumerate(draw(st.lists(POINTS, max_size=7)))]


def added(prospects: tuple[Prospect, ...] | list[Prospect]) -> int:
    return sum(points_with(NOTHING, prospects))


@given(offers(), st.integers(0, 100))
def test_no_smaller_set_is_enough(offered: list[Prospect], per_cent: int) -> None:
    needed = added(offered) * per_cent // 100
    chosen = smallest_set(offered, NOTHING, needed)
    assert chosen.smallest
    assert added(chosen.prospects) >= needed
    for fewer in range(len(chosen.prospects)):
        assert all(added(each) < needed for each in combinations(offered, fewer))


def test_greed_alone_would_take_one_too_many() -> None:
    offered = [
        prospect("both", (6, 6, 0, 0)),
        prospect("left", (9, 0, 0, 0)),
        prospect("right", (0, 9, 0, 0)),
    ]
    chosen = smallest_set(offered, NOTHING, 18)
    assert sorted(each.skill for each in chosen.prospects) == ["left", "right"]


def test_of_equal_gains_the_first_is_taken() -> None:
    offered = [prospect("first", (5, 0, 0, 0)), prospect("second", (5, 0, 0, 0))]
    assert smallest_set(offered, NOTHING, 5).prospects == (offered[0],)


def test_nothing_is_needed_for_nothing() -> None:
    assert smallest_set([prospect("one", (1, 0, 0, 0))], NOTHING, 0) == smallest.Chosen((), smallest=True)


def test_a_search_that_is_given_up_says_so() -> None:
    offered = [
        prospect("both", (6, 6, 0, 0)),
        prospect("left", (9, 0, 0, 0)),
        prospect("right", (0, 9, 0, 0)),
    ]
    chosen = smallest_set(offered, NOTHING, 18, branches=0)
    assert not chosen.smallest
    assert added(chosen.prospects) >= 18


@given(offers(), st.integers(0, 100))
def test_needless_ones_are_left_out_and_no_others(offered: list[Prospect], per_cent: int) -> None:
    needed = added(offered) * per_cent // 100
    kept = without_needless(offered, NOTHING, needed)
    assert added(kept) >= needed
    for each in kept:
        assert added([other for other in kept if other is not each]) < needed


@given(offers(), POINTS, POINTS)
def test_what_comes_later_adds_no_more(
    offered: list[Prospect], some: tuple[int, ...], more: tuple[int, ...]
) -> None:
    together = tuple(map(max, some, more))
    assert all(added_by(each, together) <= added_by(each, some) for each in offered)
