"""Texts made to take long: twice as much of one may take about twice as long, and not four times."""

import gc
import time
from collections.abc import Callable

import pytest

from matcher.domain.extraction import Extraction
from matcher.extraction.tokens import Tokenizer, Tokens

_MOST_FOR_TWICE, _MOST_FOR_FOUR_TIMES = 3.5, 8
_CHARACTERS, _RUNS = 7_000, 2
_TOO_SHORT_TO_TELL = 0.05  # seconds

PATTERNS = {
    "camel case": "Aa",
    "blanks": " ",
    "empty lines": "\n",
    "commas": ",",
    "short items": "a,",
    "labels": "x" * 60 + ":",
    "one skill": "Python ",
    "one skill in a list": "Python, ",
    "unknown items": "Foobarix, ",
    "bullets": "• ",
    "one long line": "the quick team delivered great results with clients and ",
    "brackets": "(",
    "figures": "7",
    "dashes": "-",
    "pluses": "+",
    "initials": "A.",
    "ambiguous skill": "Go ",
    "ambiguous skill in a list": "Go, ",
    "skill and numbers": "Go 1 1 1 ",
    "companies": "Some Foo Ltd, ",
    "inline headings": "Skills: a\nHobbies: b\n",
    "header lines": "A - B - C - D\n",
    "headed jobs": "Experience\nFoo Ltd - Jan 2015 - Feb 2016\n",
    "jobs without a title": "Foo | Bar\nJan 2015 - Feb 2016\n",
}


def _seconds(extract: Callable[[str], object], text: str) -> float:
    def once() -> float:
        start = time.process_time()
        extract(text)
        return time.process_time() - start

    gc.collect()
    return min(once() for _ in range(_RUNS))


def _filled(pattern: str, characters: int) -> str:
    return (pattern * (characters // len(pattern) + 1))[:characters]


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS.keys())
def test_time_grows_with_the_text(extract: Callable[[str], Extraction], pattern: str) -> None:
    once = _seconds(extract, _filled(pattern, _CHARACTERS))
    twice = _seconds(extract, _filled(pattern, 2 * _CHARACTERS))
    assert twice <= max(_MOST_FOR_TWICE * once, _TOO_SHORT_TO_TELL)


def _headlines_and_jobs(characters: int) -> str:
    header = _filled("A - B - C - D\n", characters)
    jobs = _filled("Foo Ltd\nJan 2015 - Feb 2016\n\n", characters)
    return f"{header}\nExperience\n{jobs}"


def test_every_header_line_is_read_once_for_all_jobs(extract: Callable[[str], Extraction]) -> None:
    once, many = (_seconds(extract, _headlines_and_jobs(count * _CHARACTERS)) for count in (1, 4))
    assert many <= _MOST_FOR_FOUR_TIMES * once


@pytest.mark.parametrize("sign", "+#(")
def test_a_row_of_signs_is_split_in_time(sign: str) -> None:
    def split(text: str) -> Tokens:
        return Tokenizer().split(text)  # one that has not kept what it did with the same text before

    once, many = (_seconds(split, sign * count * 10 * _CHARACTERS) for count in (1, 4))
    assert many <= _MOST_FOR_FOUR_TIMES * once


def test_a_chain_of_ambiguous_skills_before_a_plain_one_is_read_to_its_start(
    extract: Callable[[str], Extraction],
) -> None:
    mentions = extract("Summary\nworked with " + "Go, " * 5_000 + "Java").mentions
    assert [mention.skill for mention in mentions].count("go") in (0, 5_000)


def test_numbers_behind_a_skill_are_no_endless_descent(extract: Callable[[str], Extraction]) -> None:
    assert extract("Skills\nJava, Go" + " 1" * 5_000).mentions
