import tomllib
from pathlib import Path

import pytest

from matcher.domain.words import read_job_words
from matcher.extraction.headline import find_headline
from matcher.extraction.sections import find_sections

TAXONOMY = Path(__file__).parents[2] / "skill_taxonomy"
HEADINGS = {
    name: tuple(phrases)
    for name, phrases in tomllib.loads((TAXONOMY / "sections.toml").read_text("utf-8"))["headings"].items()
}
WORDS = read_job_words(tomllib.loads((TAXONOMY / "jobs.toml").read_text("utf-8")))


@pytest.mark.parametrize(
    ("header", "headline"),
    [
        ("Robin Marsh\nSenior Data Analyst\nLeeds", "Senior Data Analyst"),
        ("Robin Marsh\nTest Engineer - Brightly Ltd\nLeeds", "Test Engineer"),
        ("Robin Marsh\nSoftware Architect · Team Lead", "Software Architect"),
        ("Product Designer\nRobin Marsh", "Product Designer"),
        ("Robin Marsh\nWorking as Escalation Engineer with Brightly", "Escalation Engineer"),
        ("Robin Marsh\nQA Engineer in Brightly", "QA Engineer"),
        ("Robin Marsh\nLeeds\nrobin@example.com", None),
        ("Robin Marsh\nI am an engineer who likes long walks and writes about them", None),
        ("Robin Marsh\n• Led a team as manager", None),
        ("Robin Marsh\nengineer.robin@example.com", None),
    ],
)
def test_the_headline_is_the_title_in_the_header(header: str, headline: str | None) -> None:
    text = f"{header}\nExperience\nHead of Testing, Norwood\n"
    assert find_headline(text, find_sections(text, HEADINGS), WORDS) == headline


def test_an_export_names_the_title_before_its_skills() -> None:
    text = (
        "Education Details \nBSc Physics\nData Science \n\nData Science - Brightly\n"
        "Skill Details \nSQL- 6 months\n"
    )
    assert find_headline(text, find_sections(text, HEADINGS), WORDS) == "Data Science"
