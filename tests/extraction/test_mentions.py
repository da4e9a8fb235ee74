from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.domain.extraction import Declined, Match, Mention, SectionName
from matcher.domain.skill import Assertion

Find = Callable[[str], tuple[tuple[Mention, ...], tuple[Declined, ...]]]


@pytest.mark.parametrize(
    ("text", "skill", "match", "assertion"),
    [
        ("Apache Kafka", "kafka", Match.EXACT, Assertion.HELD),
        ("Kafka", "kafka", Match.ALIAS, Assertion.HELD),
        ("Kafak", "kafka", Match.MISSPELLING, Assertion.HELD),
        ("mysql5", "mysql", Match.EXACT, Assertion.HELD),
        ("Core-Java", "java", Match.ALIAS, Assertion.HELD),
        ("no experience with Kafka", "kafka", Match.ALIAS, Assertion.NEGATED),
        ("keen to learn Kafka", "kafka", Match.ALIAS, Assertion.WISHED),
    ],
)
def test_a_mention(find_mentions: Find, text: str, skill: str, match: Match, assertion: Assertion) -> None:
    ((mention,), _) = find_mentions(text)
    assert (mention.skill, mention.match, mention.assertion) == (skill, match, assertion)
    assert (mention.page, mention.section) == (1, SectionName.SUMMARY)
    assert mention.why


def test_the_longest_surface_wins(find_mentions: Find) -> None:
    ((mention,), _) = find_mentions("Core Java")
    assert mention.surface == "Core Java"


def test_a_word_shared_by_a_list_is_shared(find_mentions: Find) -> None:
    mentions, _ = find_mentions("Regression and integration testing")
    assert [mention.skill for mention in mentions] == ["regression-testing", "integration-testing"]
    assert mentions[0].surface == "Regression"


def test_why_quotes_the_cue(find_mentions: Find) -> None:
    ((mention,), _) = find_mentions("keen to learn Kafka")
    assert mention.why.endswith('; after "keen to learn"')


PIECES = [
    *("Python", "java", "Go", "go", "R", "R&D", "Kafka", "kafak", "Mobile networks", "my-sql", "JavaPython"),
    *(
        "no experience with",
        "keen to learn",
        "my wife",
        "Ltd",
        "Dr",
        "at",
        "12",
        "Street",
        "and",
        "Skills",
        "Tools:",
    ),
    *(
        ",",
        ".",
        "•",
        "\n",
        "\n\n",
        "\t",
        "\u00a0",
        "\u2003",
        "(",
        ")",
        "/",
        "é",
        "İ",
        "ﬁ",
        "中",
        "🙂",
        "ß",
        "’",
    ),
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=25).map(" ".join) | st.lists(
    st.sampled_from(PIECES), max_size=25
).map("".join)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_mentions_are_apart_and_the_same_each_time(find_mentions: Find, text: str) -> None:
    mentions, declined = find_mentions(text)
    assert find_mentions(text) == (mentions, declined)
    assert all(left.end <= right.start for left, right in pairwise(mentions))
    assert all(each.surface.strip() and each.why for each in (*mentions, *declined))
