from collections.abc import Callable

import pytest

from matcher.domain.extraction import Match, Mention, SectionName
from matcher.domain.skill import Assertion
from matcher.extraction.layout import Layout
from matcher.extraction.lists import find_stated, find_unrecognised

FILLERS = frozenset({"english", "etc"})


def mention(text: str, surface: str, assertion: Assertion = Assertion.HELD) -> Mention:
    start = text.index(surface)
    end = start + len(surface)
    return Mention("s", surface, start, end, 1, SectionName.SKILLS, Match.EXACT, assertion, "")


@pytest.mark.parametrize(
    ("line", "unknown"),
    [
        ("Python, FooBase, QuuxDB", ["FooBase", "QuuxDB"]),
        ("Python, FooBase, English, etc", ["FooBase"]),
        ("Python | FooBase | bar baz", ["FooBase"]),
        ("Python, FooBase", []),
        ("Python, FooBase, This item is quite a long sentence", ["FooBase"]),
        ("Python, 2019, ...", []),
        ("Tools: Python, FooBase, Quux", ["FooBase", "Quux"]),
    ],
)
def test_unknown_items_of_lists(laid_out: Callable[[str], Layout], line: str, unknown: list[str]) -> None:
    text = f"Skills\n{line}"
    found = find_unrecognised(laid_out(text), [mention(text, "Python")], FILLERS)
    assert [each.surface for each in found] == unknown
    assert all(text[each.start : each.end] == each.surface for each in found)


def test_prose_has_no_unknown_items(laid_out: Callable[[str], Layout]) -> None:
    assert find_unrecognised(laid_out("Summary\nSaw Rome, FooBase, Quux"), [], FILLERS) == ()


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Python (3 years)", 36),
        ("Python - 6 months", 6),
        ("Python: 1.5 yrs", 18),
        ("Python- Exprience - 24 months", 24),
        ("Python (2+ years)", 24),
        ("Python (Less than 1 year)", None),
        ("Python 3 on 6 servers", None),
        ("Python for many years", None),
    ],
)
def test_a_duration_behind_a_skill(text: str, months: int | None) -> None:
    stated = find_stated(text, [mention(text, "Python")])
    assert [each.months for each in stated] == ([] if months is None else [months])


def test_what_is_not_held_has_no_duration() -> None:
    text = "Python (3 years)"
    assert find_stated(text, [mention(text, "Python", Assertion.NEGATED)]) == ()
