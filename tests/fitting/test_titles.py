import pytest
from builders import extraction, job, months
from hypothesis import example, given
from hypothesis import strategies as st

from matcher.domain.lexicon import Lexicon
from matcher.fitting import resolve_title, title_phrases
from matcher.fitting.titles import title_credits, title_words

ENGINEER, SCIENTIST, LEARNING = "data-engineer", "data-scientist", "machine-learning-engineer"


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Data Engineer", ["data", "engineer"]),
        ("Sr. C++/C# Developer (.NET)", ["sr", "c++", "c#", "developer", ".net"]),
        ("  AI & Node.js ", ["ai", "node.js"]),
        ("— …", []),
    ],
)
def test_words_are_lower_case_without_marks(title: str, words: list[str]) -> None:
    assert title_words(title) == words


def test_phrases_are_all_runs_of_words_the_longest_first() -> None:
    assert title_phrases("Big data Lead") == ("big data lead", "big data", "data lead", "big", "data", "lead")


def test_phrases_have_five_words_at_the_most_and_stand_once() -> None:
    phrases = title_phrases("a b c d e f a")
    assert max(len(phrase.split()) for phrase in phrases) == 5
    assert phrases.count("a") == 1


@given(st.text(max_size=400))
@example("weaver " + "x" * 256)
@example(" ".join(["x" * 100] * 5))
def test_every_phrase_fits_its_column(title: str) -> None:
    assert all(0 < len(phrase) <= 255 for phrase in title_phrases(title))


@pytest.mark.parametrize(
    ("interval", "flags", "credit"),
    [
        (("2022-01", "2024-06"), {"current": True}, 100),
        (("2022-01", "2024-06"), {}, 80),
        (("2010-01", "2019-06"), {}, 80),  # 60 months ago, not more
        (("2010-01", "2019-05"), {}, 50),
        (("2024-01", "2024-06"), {"internship": True, "current": True}, 60),
    ],
)
def test_a_title_is_worth_what_its_time_says(
    interval: tuple[str, str], flags: dict[str, bool], credit: int
) -> None:
    held = job(months(*interval), title="Weaver", **flags)
    assert [(each.words, each.credit) for each in title_credits(extraction(jobs=[held]))] == [
        ("weaver", credit)
    ]


def test_the_best_credit_of_a_phrase_counts() -> None:
    old, new = job(months("2010-01", "2011-01"), title="Weaver"), job(months("2024-01", "2024-06"))
    credits_ = title_credits(extraction(jobs=[old, new], headline="Master Weaver"))
    assert {each.words: each.credit for each in credits_} == {
        "master": 80,
        "master weaver": 80,
        "weaver": 80,
    }


@pytest.mark.parametrize(
    ("title", "shares"),
    [
        ("Data Engineer", {ENGINEER: 100}),
        ("SENIOR data-engineer II", {ENGINEER: 100}),
        ("Data Scientist", {SCIENTIST: 100}),  # the longest phrase, not 'data'
        ("Data Engineer & AI Expert", {ENGINEER: 50, LEARNING: 50}),
        ("AI and Data", {LEARNING: 50, ENGINEER: 50}),  # in the order they are named
        ("Data Analyst", {ENGINEER: 50, SCIENTIST: 50}),
        ("Data data data", {ENGINEER: 100}),
        ("Quant", {SCIENTIST: 50, LEARNING: 50}),
        ("Data Quant", {ENGINEER: 34, SCIENTIST: 33, LEARNING: 33}),
        ("Database Administrator", {}),  # 'data' is a word, not a beginning
        ("Baker", {}),
        ("", {}),
    ],
)
def test_a_title_means_a_role_or_a_blend(lexicon: Lexicon, title: str, shares: dict[str, int]) -> None:
    found = resolve_title(title, lexicon.catalogue)
    assert [(each.role, each.share) for each in found] == list(shares.items())


WORDS = st.sampled_from(["data", "science", "ai", "analyst", "machine", "learning", "quant", "baker", "&"])


@given(st.lists(WORDS, max_size=9).map(" ".join))
def test_shares_sum_to_a_hundred(lexicon: Lexicon, title: str) -> None:
    found = resolve_title(title, lexicon.catalogue)
    assert sum(each.share for each in found) == (100 if found else 0)
    assert len({each.role for each in found}) == len(found)
