import re

import pytest
from builders import mention

from matcher.domain.extraction import Mention
from matcher.domain.skill import Assertion
from matcher.extraction.stuffing import find_stuffing

SKILLS = [f"tool{number}" for number in range(200)]
PROSE = "Wrote reports for the board and led a team of four people in Oslo. "


def read(text: str, assertion: Assertion = Assertion.HELD) -> list[Mention]:
    found = re.finditer(r"tool\d+", text)
    return [mention(each[0], start=each.start(), assertion=assertion) for each in found]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (PROSE * 9 + "tool1, tool1, tool1, tool1, tool1, tool1", "stands 6 times in a row"),
        ("Ran tool1 and tool2 with much care in town. " * 20, "is named 20 times in a text of 180 words"),
        (PROSE.join([", ".join(SKILLS[:16])] * 2), "stands in the text twice"),
        (
            PROSE + "; ".join(SKILLS[:60]),
            "60 skills are listed without a break, in 60 of the text's 74 words",
        ),
        (PROSE * 50 + "\n".join(SKILLS[:120]), "120 skills are listed without a break"),
    ],
)
def test_stuffing_is_said_once(text: str, said: str) -> None:
    (warning,) = find_stuffing(text, read(text))
    assert warning.code == "keyword-stuffing"
    assert said in warning.detail


@pytest.mark.parametrize(
    "text",
    [
        "",
        PROSE,
        PROSE * 9 + "tool1, tool1, tool1, tool1, tool1",
        PROSE * 9 + "tool1 mail, tool1 text, tool1 call, tool1 mail, tool1 text, tool1 call",  # a family
        f"Ran tool1 and tool2. {PROSE}" * 40,  # named in every job
        PROSE.join([", ".join(SKILLS[:15])] * 9),  # the same tools in every job
        PROSE * 9 + ", ".join(SKILLS[:59]),
        PROSE * 50 + ", ".join(SKILLS[:119]),  # a long list in a long text
        PROSE.join([", ".join(SKILLS[:50]), ", ".join(SKILLS[50:100])]),  # two lists, broken by prose
    ],
)
def test_dense_texts_pass(text: str) -> None:
    assert list(find_stuffing(text, read(text))) == []


def test_what_is_not_held_is_no_stuffing() -> None:
    text = "No tool1. " * 30
    assert list(find_stuffing(text, read(text, Assertion.NEGATED))) == []
