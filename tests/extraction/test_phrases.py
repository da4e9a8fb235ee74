import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.extraction.phrases import Phrases

WORDS = st.lists(st.sampled_from("abc"), max_size=12)
TABLE = Phrases([(["a"], "one"), (["a", "b"], "two"), (["b", "c", "a"], "three"), (["a"], "late")])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a", [("one", 0, 1)]),
        ("a b", [("one", 0, 1), ("two", 0, 2)]),
        ("c b a", [("one", 2, 3)]),
        ("b c a", [("three", 0, 3), ("one", 2, 3)]),
        ("b c", []),
        ("", []),
    ],
)
def test_finds_overlapping_phrases(text: str, found: list[tuple[str, int, int]]) -> None:
    assert [(at.value, at.first, at.last) for at in TABLE.find(text.split())] == found


def test_the_longest_at_a_word_wins_and_hides_what_it_overlaps() -> None:
    found = [(at.value, at.first) for at in TABLE.longest(["a", "b", "c", "a"])]
    assert found == [("two", 0), ("one", 3)]


def test_an_earlier_entry_goes_first_and_get_wants_the_whole() -> None:
    assert TABLE.get(["a"]) == "one"
    assert TABLE.get(["b", "c"]) is None


@given(WORDS, st.lists(WORDS.filter(bool), max_size=5))
def test_agrees_with_looking_everywhere(words: list[str], phrases: list[list[str]]) -> None:
    table = Phrases((phrase, True) for phrase in phrases)
    expected = {
        (first, first + len(phrase))
        for phrase in phrases
        for first in range(len(words))
        if words[first : first + len(phrase)] == phrase
    }
    assert {(at.first, at.last) for at in table.find(words)} == expected
