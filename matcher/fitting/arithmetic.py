"""Exact division of integers, so that parts sum to their whole and every machine gets the same digits."""

from collections.abc import Sequence


def rounded(numerator: int, denominator: int) -> int:
    """The quotient, halves up; both are 0 or more, the denominator above 0."""
    return (2 * numerator + denominator) // (2 * denominator)


def shared_out(whole: int, weights: Sequence[int]) -> tuple[int, ...]:
    """`whole` split in proportion to `weights`; the parts sum to it (largest remainder, earlier first)."""
    total = sum(weights)
    if total == 0:
        return (0,) * len(weights)
    parts = [whole * weight // total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(whole * weights[i] % total), i))
    for index in by_remainder[: whole - sum(parts)]:
        parts[index] += 1
    return tuple(parts)
