from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.fitting.arithmetic import rounded, shared_out

WEIGHTS = st.lists(st.integers(0, 1000), max_size=12)


@pytest.mark.parametrize(
    ("numerator", "denominator", "quotient"),
    [(0, 7, 0), (1, 2, 1), (1, 3, 0), (2, 3, 1), (5, 10, 1), (4, 10, 0), (15, 10, 2), (25, 10, 3), (9, 3, 3)],
)
def test_halves_are_rounded_up(numerator: int, denominator: int, quotient: int) -> None:
    assert rounded(numerator, denominator) == quotient


@given(st.integers(0, 10**9), st.integers(1, 10**6))
def test_rounding_is_never_off_by_more_than_a_half(numerator: int, denominator: int) -> None:
    off = rounded(numerator, denominator) - Fraction(numerator, denominator)
    assert -Fraction(1, 2) < off <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("whole", "weights", "parts"),
    [
        (100, [1, 1, 1], (34, 33, 33)),
        (100, [1, 1], (50, 50)),
        (7000, [6, 6, 3, 1], (2625, 2625, 1313, 437)),
        (10, [0, 3], (0, 10)),
        (10, [0, 0], (0, 0)),
        (10, [], ()),
        (0, [2, 3], (0, 0)),
    ],
)
def test_the_greatest_remainder_gets_what_is_left(
    whole: int, weights: list[int], parts: tuple[int, ...]
) -> None:
    assert shared_out(whole, weights) == parts


@given(st.integers(0, 10_000), WEIGHTS)
def test_parts_sum_to_the_whole(whole: int, weights: list[int]) -> None:
    assert sum(shared_out(whole, weights)) == (whole if any(weights) else 0)


@given(st.integers(0, 10_000), WEIGHTS.filter(any))
def test_each_part_is_less_than_one_off_its_proportion(whole: int, weights: list[int]) -> None:
    for part, weight in zip(shared_out(whole, weights), weights, strict=True):
        assert abs(part - Fraction(whole * weight, sum(weights))) < 1
