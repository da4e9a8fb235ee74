from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.extraction.tokens import Tokenizer

TOKENIZER = Tokenizer()
TEXTS = st.text(st.sampled_from("abZ19 C+#./-_,;:'’|•&()\n\t\u00a0\u2003éİßﬁ中🙂@"), max_size=80) | st.text(
    max_size=80
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Node.js and Node JS", ["Node", "js", "and", "Node", "JS"]),
        ("C++/C#,Node.js;React", ["C++", "/", "C#", ",", "Node", "js", ";", "React"]),
        ("•Python|SQL", ["•", "Python", "|", "SQL"]),
        ("R.", ["R", "."]),
        (".NET", [".", "NET"]),
        ("A+ grade, 1+1", ["A+", "grade", ",", "1", "+", "1"]),
        ("issue #12, F#", ["issue", "#", "12", ",", "F#"]),
        ("scikit-learn", ["scikit", "learn"]),
        ("(R&D)", ["(", "R", "&", "D", ")"]),
        ("Oracle 11g", ["Oracle", "11g"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_words_part_where_names_of_skills_do(text: str, words: list[str]) -> None:
    assert list(TOKENIZER.split(text).words) == words


@pytest.mark.parametrize(
    "address", ["https://go.dev/doc", "ruby@perl.org", "www.java.com", "github.com/rust"]
)
def test_addresses_hold_no_words(address: str) -> None:
    tokens = TOKENIZER.split(f"see {address} there")
    assert {"go", "ruby", "java", "rust"}.isdisjoint(tokens.lower)
    assert tokens.words[0] == "see"
    assert tokens.words[-1] == "there"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("JavaPassion", ["Java", "Passion"]),
        ("JavaScript", ["JavaScript"]),
        ("JavaQuux", ["JavaQuux"]),
        ("SkillsJavaScriptPassion", ["Skills", "JavaScript", "Passion"]),
        ("SkillsJavaQuuxPassion", ["SkillsJavaQuuxPassion"]),
        ("(SkillsJava,JavaPassion)", ["(", "Skills", "Java", ",", "Java", "Passion", ")"]),
        ("SQLPassion", ["SQL", "Passion"]),
        ("PassionSQL", ["Passion", "SQL"]),
        ("JavaMy", ["JavaMy"]),
        ("C3Java", ["C3Java"]),
        ("Java" * 12, ["Java" * 12]),
    ],
)
def test_words_that_lost_their_space_part_where_all_are_words(text: str, words: list[str]) -> None:
    known = {"Java", "Passion", "Script", "JavaScript", "Skills", "SQL", "My"}
    assert list(TOKENIZER.split(text, known.__contains__).words) == words


@pytest.mark.parametrize("phrase", ["node.js", "ci/cd", "c++", "don't", "r & d", "plain words", "(learning)"])
def test_a_phrase_splits_like_a_text(phrase: str) -> None:
    assert TOKENIZER.words_of(phrase) == list(TOKENIZER.split(phrase).lower)


def test_a_curly_apostrophe_is_looked_up_as_a_straight_one() -> None:
    assert TOKENIZER.split("don’t").lower == ("don", "'", "t")


@given(TEXTS)
def test_each_word_stands_where_it_says(text: str) -> None:
    tokens = TOKENIZER.split(text)
    for word, start, end in zip(tokens.words, tokens.starts, tokens.ends, strict=True):
        if "ǁ" not in word:
            assert text[start:end] == word
    assert all(end <= start for end, start in zip(tokens.ends, tokens.starts[1:], strict=False))
    assert all(left < right for left, right in pairwise(tokens.starts))


@given(TEXTS)
def test_at_gives_the_word_of_an_offset(text: str) -> None:
    tokens = TOKENIZER.split(text)
    for number, start in enumerate(tokens.starts):
        assert tokens.at(start) == number
    assert tokens.at(0) == 0
