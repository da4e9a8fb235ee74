"""Also of vetoes and surroundings, which only answer through the verdicts."""

from collections.abc import Callable

import pytest

from matcher.domain.extraction import Declined, Mention

Find = Callable[[str], tuple[tuple[Mention, ...], tuple[Declined, ...]]]


@pytest.mark.parametrize(
    ("text", "surface", "why"),
    [
        ("Tools: Go, Ada", "Go", "an item of a skills list"),
        ("Tools: Go 1.2, Ada", "Go", "an item of a skills list"),
        ("knows Python, Go and Ada", "Go", 'beside the skill "Python"'),
        ("knows Python, Rust, Go", "Go", 'beside the skill "Rust"'),
        ("wrote Go code", "Go", 'beside "code"'),
        ("programming in R at night", "R", 'beside "in"'),
        ("experience with Ruby at night", "Ruby", 'beside "experience with"'),
        ("we moved all of it towards Ruby", "Ruby", "written as a name inside a sentence"),
        (
            "Product Management experience with Product Management",
            "Product Management",
            'beside "experience with"',
        ),
        ("experience with mobile networks", "mobile networks", 'beside "experience with"'),
        ("Mobile Networks grew", "Mobile Networks", 'a name of the skill: "Mobile networks"'),
        ("trained neural networks", "neural networks", 'a name of the skill: "Neural networks"'),
        ("scripts in python ran", "python", 'beside "scripts in"'),
        ("we wrote python, java and sql", "java", 'beside the skill "python"'),
        ("Pythn ran there", "Pythn", 'a misspelling of "Python"'),
        (
            "as it was told of old, years with rust, mysql and java lay behind it",
            "rust",
            "among other products in a row",
        ),
        ("of old they wrote a great many things (rust, go, java) there", "go", 'beside the skill "java"'),
        ("Introduced Ruby at night", "Ruby", 'beside "introduced"'),
    ],
)
def test_taken(find_mentions: Find, text: str, surface: str, why: str) -> None:
    mentions, _ = find_mentions(text)
    assert why in {mention.why for mention in mentions if mention.surface == surface}


@pytest.mark.parametrize(
    ("text", "surface", "why"),
    [
        ("willing to go anywhere", "go", 'part of a common phrase: "to go"'),
        ("worked in R&D", "R", 'part of a common phrase: "R&D"'),
        (
            "the toolsSpring into action",
            "Spring",
            "an ordinary word here: nothing around it speaks for the skill",
        ),
        (
            "an approachSpring began",
            "Spring",
            "an ordinary word here: nothing around it speaks for the skill",
        ),
        ("met Pythn Lindqvist", "Pythn", "an ordinary word here: nothing around it speaks for the skill"),
        (
            "as told, the lot of rust and iron, go, see",
            "go",
            "an ordinary word here: nothing around it speaks for the skill",
        ),
        ("left in Spring 2019", "Spring", 'followed by a year: "2019"'),
        ("against all that rust", "rust", "an ordinary word here: nothing around it speaks for the skill"),
        ("met with Ruby Marsh", "Ruby", "an ordinary word here: nothing around it speaks for the skill"),
        ("sold Oracle Corp shares", "Oracle", 'part of the name of a company: "Oracle"'),
        ("my wife teaches Python", "Python", 'said of somebody else: after "my wife"'),
        (
            "collaborate with Product Management",
            "Product Management",
            "an ordinary word here: nothing around it speaks for the skill",
        ),
        (
            "repaired mobile networks",
            "mobile networks",
            "common words inside a sentence: no list and no cue speaks for a skill",
        ),
        (
            "fed a python once",
            "python",
            "common words inside a sentence: no list and no cue speaks for a skill",
        ),
        (
            "a high-performance computing centre",
            "performance computing",
            'its first word belongs to "high-performance"',
        ),
    ],
)
def test_left(find_mentions: Find, text: str, surface: str, why: str) -> None:
    mentions, declined = find_mentions(text)
    assert surface not in {mention.surface for mention in mentions}
    assert why in {left.why for left in declined if left.surface == surface}


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Wrote services in Go and Rust", {"Go", "Rust"}),
        ("Go and see", set()),
        ("References\nRuby, Leeds", set()),
        ("Rust, Go\nmachine learning platform of ours", {"machine learning"}),
        ("r and js are letters", set()),
        ("JS, R", {"JS", "R"}),
        ("They switched to Go", {"Go"}),
        ("machine\nlearning there", {"machine\nlearning"}),
        ("machine\n\nlearning there", set()),
    ],
)
def test_near_misses_beside_hits(find_mentions: Find, text: str, held: set[str]) -> None:
    mentions, _ = find_mentions(text)
    assert {mention.surface for mention in mentions} == held
