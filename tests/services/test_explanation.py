from collections.abc import Callable

import pytest

from matcher.domain.analysis import Analysis
from matcher.domain.lexicon import Lexicon
from matcher.errors import InvalidInput
from matcher.services.explanation import explain, skill_called

TEXT = """Vera Lindqvist

Work Experience
Data Engineer, Brightly Ltd
March 2020 - Present
• Led the go to market of an Apache Spark platform.
• We go live weekly; Go Getter award.

Skills
Python, Go, SQL
"""


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("go", "go"),
        ("Golang", "go"),
        ("GOLANG", "go"),
        ("apache spark", "apache-spark"),
        ("py-spark", "apache-spark"),
        ("C++", "cplusplus"),
    ],
)
def test_a_skill_is_known_by_id_name_and_alias(lexicon: Lexicon, words: str, found: str) -> None:
    assert skill_called(words, lexicon).id == found


@pytest.mark.parametrize(
    ("words", "near"),
    [("Pyton", "Python"), ("tensor", "TensorFlow"), ("airflw", "Airflow")],
)
def test_an_unknown_one_is_answered_with_near_names(lexicon: Lexicon, words: str, near: str) -> None:
    with pytest.raises(InvalidInput, match=near):
        skill_called(words, lexicon)


@pytest.mark.parametrize("words", ["", "--", "qqqqqqqq"])
def test_what_is_near_to_nothing_is_only_not_known(lexicon: Lexicon, words: str) -> None:
    with pytest.raises(InvalidInput) as told:
        skill_called(words, lexicon)
    assert told.value.reason == f"{words!r} is not known"


def explained(analyse_text: Callable[..., Analysis], lexicon: Lexicon, skill: str) -> list[tuple[str, bool]]:
    body = explain(analyse_text(TEXT), lexicon.taxonomy.skills[skill], lexicon)
    for place in body["places"]:
        assert TEXT[place["start"] : place["end"]] == place["surface"]
        assert place["surface"] in place["line"]
        assert place["why"]
    return [(place["line"], place["taken"]) for place in body["places"]]


def test_every_place_is_told_whether_it_was_taken_or_left(
    analyse_text: Callable[..., Analysis], lexicon: Lexicon
) -> None:
    assert explained(analyse_text, lexicon, "go") == [
        ("• Led the go to market of an Apache Spark platform.", False),
        ("• We go live weekly; Go Getter award.", False),
        ("• We go live weekly; Go Getter award.", False),
        ("Python, Go, SQL", True),
    ]
    assert explained(analyse_text, lexicon, "r") == []


def test_each_is_given_its_reason_and_section(
    analyse_text: Callable[..., Analysis], lexicon: Lexicon
) -> None:
    body = explain(analyse_text(TEXT), lexicon.taxonomy.skills["go"], lexicon)
    first, *_, last = body["places"]
    assert (first["why"], first["section"]) == ('counts only when it is written "Go"', "experience")
    assert (last["why"], last["section"]) == ("an item of a skills list", "skills")
    assert (first["match"], last["match"], last["assertion"]) == (None, "exact", "held")


def test_a_part_of_a_longer_name_says_whose_it_is(
    analyse_text: Callable[..., Analysis], lexicon: Lexicon
) -> None:
    text = "Skills\nPython, R language, SQL, R, Java"
    body = explain(analyse_text(text), lexicon.taxonomy.skills["r"], lexicon)
    assert [(place["surface"], place["taken"]) for place in body["places"]] == [
        ("R language", True),
        ("R", True),
    ]
    programming = explain(
        analyse_text("Skills\nC plus plus, computer programming"),
        lexicon.taxonomy.skills["programming"],
        lexicon,
    )
    assert [place["surface"] for place in programming["places"]] == ["computer programming"]
