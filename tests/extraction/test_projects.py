import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.extraction import Project
from matcher.domain.month import Month
from matcher.domain.words import read_job_words
from matcher.extraction.jobs import find_jobs
from matcher.extraction.projects import find_projects
from matcher.extraction.sections import find_sections

TAXONOMY = Path(__file__).parents[2] / "skill_taxonomy"
HEADINGS = {
    name: tuple(phrases)
    for name, phrases in tomllib.loads((TAXONOMY / "sections.toml").read_text("utf-8"))["headings"].items()
}
WORDS = read_job_words(tomllib.loads((TAXONOMY / "jobs.toml").read_text("utf-8")))
AS_OF = Month(2022, 6)


def projects(text: str) -> tuple[Project, ...]:
    sections = find_sections(text, HEADINGS)
    return find_projects(text, sections, find_jobs(text, sections, AS_OF, WORDS), AS_OF, WORDS.dates)


def told(text: str) -> list[tuple[str, str]]:
    """The interval of each project, and what stands in it of the two tools."""
    return [
        (
            f"{each.interval.start} {each.interval.end}",
            " ".join(
                tool for tool in ("Python", "Java") if tool in text[each.start_offset : each.end_offset]
            ),
        )
        for each in projects(text)
    ]


SHOP, BANK = ("2020-01 2020-04", "Python"), ("2019-09 2019-12", "Java")


@pytest.mark.parametrize(
    "text",
    [
        "Projects\nShop (Jan 2020 - Apr 2020)\n- Wrote Python\nBank (Sep 2019 - Dec 2019)\n- Wrote Java\n",
        "Projects\nPython shop\nJan 2020 - Apr 2020\nSells bread\nJava bank\nSep 2019 - Dec 2019\nLends\n",
        "Projects\nJan 2020 - Apr 2020: a shop in Python\nSep 2019 - Dec 2019: a bank in Java\n",
        (
            "Projects\nProject: Shop\nSells bread\nTools: Python\nDuration: Jan 2020 - Apr 2020\n"
            "Project: Bank\nLends bread\nTools: Java\nDuration: Sep 2019 - Dec 2019\n"
        ),
    ],
)
def test_the_same_projects_in_every_layout(text: str) -> None:
    assert told(text) == [SHOP, BANK]


@pytest.mark.parametrize(
    "text",
    [
        "Projects\nShop, Python\n",
        "Projects\nShop (2019 - 2020), Python\n",
        "Projects\nShop (May 2019), Python\n",
        "Projects\nShop (Jan 2030 - Apr 2031), Python\n",
        "Education\nThesis (Jan 2020 - Apr 2020), Python\n",
        "Projects\nClient: Brightly Ltd\nDuration: Mar 2019 - Present\nRole: Test Engineer\nPython\n",
    ],
)
def test_what_is_undated_or_a_job_is_no_dated_project(text: str) -> None:
    assert projects(text) == ()


PIECES = [
    "Projects\n",
    "Shop ",
    "(Jan 2020 - Apr 2020)",
    "\n",
    "- Python ",
    "2019 - 2020 ",
    "Education\n",
    "•",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_projects_lie_in_the_text_and_share_nothing(text: str) -> None:
    found = projects(text)
    assert all(0 <= each.start_offset <= each.end_offset <= len(text) for each in found)
    assert all(left.end_offset <= right.start_offset for left, right in pairwise(found))


def test_a_part_with_dates_without_end_is_cut() -> None:
    assert len(projects("Projects\n" + "Shop (Jan 2020 - Apr 2020)\n" * 3_000)) == 100
