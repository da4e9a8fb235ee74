from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.web.pages.evidence import quote, quotes, words_after, words_before


def mention(text: str, surface: str, **other: Any) -> dict[str, Any]:
    start = text.index(surface)
    end = start + len(surface)
    return {"start": start, "end": end, "page": 2, "section": "experience", "why": "a name", **other}


LONG = "Supercalifragilistic beginnings stand here for quite a long while before the word Python comes"


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("Wrote Python", "Wrote "),
        ("Python", ""),
        # the words of another paragraph or list item are no evidence
        ("Summary of it all\n\nWrote Python", "Wrote "),
        ("• Ran things\n• Wrote Python", "Wrote "),
        ("• Wrote Python", "Wrote "),
        ("- Ran\n- Wrote Python", "Wrote "),
        # near-miss: a line that goes on, and a dash inside a line
        ("Wrote services\nin Python", "Wrote services in "),
        ("Team lead - Python", "Team lead - "),
        (LONG, "…stand here for quite a long while before the word "),
    ],
)
def test_what_stands_before(text: str, before: str) -> None:
    assert words_before(text, text.index("Python")) == before


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Python jobs", " jobs"),
        ("Python", ""),
        ("Python, SQL", ", SQL"),
        ("Python jobs\n\nEducation", " jobs"),
        ("Python jobs\n• Moved house", " jobs"),
        ("Python jobs\nfor reports", " jobs for reports"),
        ("Python " + "word " * 30, " word" * 11 + "…"),
    ],
)
def test_what_stands_after(text: str, after: str) -> None:
    assert words_after(text, len("Python")) == after


def test_a_word_longer_than_the_reach_is_cut() -> None:
    assert words_before("x" * 99 + "Go", 99) == "…" + "x" * 60
    assert words_after("Go" + "x" * 99, 2) == "x" * 60 + "…"


def test_a_quote_carries_its_place_and_reason() -> None:
    text = "Wrote Apache\nAirflow jobs"
    quoted = quote(text, mention(text, "Apache\nAirflow"))
    assert (quoted.before, quoted.surface, quoted.after) == ("Wrote ", "Apache Airflow", " jobs")
    assert (quoted.page, quoted.section, quoted.why) == (2, "experience", "a name")


def test_spans_that_are_no_mention_are_left_out() -> None:
    text = "Python and SQL"
    python = mention(text, "Python")
    assert [each.surface for each in quotes(text, [python, {"start": 11, "end": 14}], [python])] == ["Python"]


@given(st.text(), st.data())
def test_a_quote_is_made_of_the_text_alone(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    before, after = words_before(text, start), words_after(text, end)
    assert before.removeprefix("…").strip() in " ".join(text[:start].split())
    assert after.removesuffix("…").strip() in " ".join(text[end:].split())
    assert len(before) <= 62
    assert len(after) <= 62
