import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.search import Phrases
from matcher.services.search_words import alternatives_from


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", ()),
        ("  ", ()),
        ('"" - -- "-" ?', ()),
        ("looms", (Phrases(("looms",)),)),
        ("looms weaver", (Phrases(("looms", "weaver")),)),
        ('"master weaver"', (Phrases(("master weaver",)),)),
        ('"master weaver', (Phrases(("master weaver",)),)),
        ("-dyer looms", (Phrases(("looms",), ("dyer",)),)),
        ('-"master weaver"', (Phrases((), ("master weaver",)),)),
        ("client-server", (Phrases(("client server",)),)),
        ("looms OR dyer -felt", (Phrases(("looms",)), Phrases(("dyer",), ("felt",)))),
        ("OR looms OR", (Phrases(("looms",)),)),
        ("looms or dyer", (Phrases(("looms", "or", "dyer")),)),
        ("-OR", (Phrases((), ("OR",)),)),
        ("C++ C# C", (Phrases(("Cplusplus", "Csharp", "C")),)),
        ("c++11", (Phrases(("cplusplus 11",)),)),
        ("— looms", (Phrases(("looms",)),)),
        ("a\x00b", (Phrases(("a b",)),)),
        ("\ud800", ()),
    ],
)
def test_words_are_read_as_people_mean_them(typed: str, read: tuple[Phrases, ...]) -> None:
    assert alternatives_from(typed) == read


@given(st.text())
def test_no_phrase_holds_a_mark_that_a_database_would_read(typed: str) -> None:
    for each in alternatives_from(typed):
        for phrase in (*each.held, *each.absent):
            assert not set(phrase) & set("\"'*()-+:^{}&|!<>\\")
            assert phrase.isprintable()
            assert any(map(str.isalnum, phrase))
