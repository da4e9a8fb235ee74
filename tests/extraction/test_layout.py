from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.extraction import Section, SectionName
from matcher.extraction.layout import Layout, lay_out


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        ("Skills\nPython", True),
        ("Experience\nTools: Python, Go", True),
        ("Experience\n• Programming languages: Go", True),
        ("Experience\nTechnologies:\nPython Go", True),
        ("Experience\nDuties: Python and Go", False),
        ("Experience\nUsed Python and Go", False),
        ("Experience\nTools: Go\n\nUsed Python", False),
    ],
)
def test_lists_of_skills(laid_out: Callable[[str], Layout], text: str, *, lists: bool) -> None:
    assert laid_out(text).lists_skills(len(text) - 1) is lists


@pytest.mark.parametrize(
    ("line", "is_list"),
    [
        ("Python, Go, Rust", True),
        ("Python | Go | Rust", True),
        ("Python, Go", False),
        ("We wrote Python at night, then slept for a week, and ate well on the way home", False),
    ],
)
def test_a_list_is_short_items(line: str, *, is_list: bool) -> None:
    assert lay_out(line, (), frozenset()).is_list(0) is is_list


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("One. Two here. Three", "Two here."),
        ("One; Two here", "Two here"),
        ("One\n\nTwo here", "Two here"),
        ("One\n• Two here", "• Two here"),
        ("One\nTwo here", "Two here"),
        ("Node.js Two here", "Node.js Two here"),
        ("a line that was wrapped as it came near its margin\nTwo here", None),
    ],
)
def test_sentences_end_at_marks_blank_lines_bullets_and_short_lines(text: str, sentence: str | None) -> None:
    start, end = lay_out(text, (), frozenset()).sentence_at(text.index("Two"))
    assert text[start:end].strip() == (sentence or text)


@pytest.mark.parametrize(
    ("text", "is_list"),
    [
        ("so they said of all the tools there are (hive, pig, X) in it", True),
        ("so they said of all the tools there are (if X is one of them) in it", False),
        ("so they said of all (hive, pig, sqoop) the tools there are, X in it", False),
        ("so they said of all the tools there are (hive, pig, X in it", False),
    ],
)
def test_brackets_may_hold_a_list(text: str, *, is_list: bool) -> None:
    assert lay_out(text, (), frozenset()).is_list(text.index("X")) is is_list


def test_without_sections_all_is_other() -> None:
    assert lay_out("Python", (), frozenset()).section_at(3) is SectionName.OTHER


@given(st.text(st.sampled_from("aB .;\n•:-"), max_size=60))
def test_lines_and_sentences_cover_the_text(text: str) -> None:
    layout = lay_out(text, (), frozenset())
    for offset in range(len(text)):
        for start, end in (layout.line_at(offset), layout.sentence_at(offset)):
            assert start <= offset < end


@pytest.mark.parametrize(
    ("text", "torn"),
    [
        ("Machine learning", False),
        ("Machine\nlearning", False),
        ("Machine\n \nlearning", True),
    ],
)
def test_a_blank_line_tears_a_name(text: str, *, torn: bool) -> None:
    assert lay_out(text, (), frozenset()).is_torn(0, len(text)) is torn


def test_a_heading_is_no_part_of_a_name() -> None:
    text = "Training\ndata and more"
    sections = (Section(SectionName.COURSEWORK, 0, 9, len(text)),)
    assert lay_out(text, sections, frozenset()).is_torn(0, 13)
    assert not lay_out(text, sections, frozenset()).is_torn(9, 17)
