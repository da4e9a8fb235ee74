from collections.abc import Callable
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.domain.extraction import Extraction
from matcher.domain.skill import Assertion

RESUME = """Vera Lindqvist
Data Engineer

Summary
Builds pipelines. No experience with Kafka. Keen to learn Rust.

Work Experience
Data Engineer, Brightly Ltd
March 2020 - Present
Wrote Python and Airflow jobs.

Skills
Python (4 years), SQL, Docker, FooBase

Education
Master of Science in Statistics
"""


def test_everything_is_read(extract: Callable[[str], Extraction]) -> None:
    extraction = extract(RESUME)
    said = {(m.skill, m.assertion) for m in extraction.mentions}
    assert {
        ("python", Assertion.HELD),
        ("apache-kafka", Assertion.NEGATED),
        ("rust", Assertion.WISHED),
    } <= said
    assert [each.surface for each in extraction.unrecognised] == ["FooBase"]
    assert [each.months for each in extraction.stated] == [48]
    assert len(extraction.jobs) == 1
    assert len(extraction.schooling) == 1
    assert extraction.headline == "Data Engineer"


def test_an_empty_text_says_nothing(extract: Callable[[str], Extraction]) -> None:
    extraction = extract("")
    assert (extraction.mentions, extraction.declined, extraction.jobs) == ((), (), ())


ODD = ["Go", "go", "R&D", "C++", "Node.js", "Pyhton", "Kafak", "•", ",", "/", "(", "\n", "\n\n", "\t"]
SPACES_AND_LETTERS = ["\u00a0", "\u2003", "\u2028", "\r\n", "é", "İ", "ﬁ", "ß", "中", "🙂", "\u200b", "\x1c"]
WORDS = st.sampled_from([*RESUME.split(), *ODD, *SPACES_AND_LETTERS])


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(WORDS | st.text(max_size=4), max_size=40).map(" ".join) | st.text(max_size=100))
def test_what_is_quoted_stands_where_it_says(extract: Callable[[str], Extraction], text: str) -> None:
    extraction = extract(text)
    for each in (*extraction.mentions, *extraction.declined, *extraction.unrecognised):
        assert text[each.start : each.end] == each.surface
    assert all(left.end <= right.start for left, right in pairwise(extraction.mentions))
    assert extract(text) == extraction
