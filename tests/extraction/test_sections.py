import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.extraction import SectionName
from matcher.extraction.sections import find_sections

TABLES = tomllib.loads((Path(__file__).parents[2] / "skill_taxonomy" / "sections.toml").read_text("utf-8"))
HEADINGS = {name: tuple(phrases) for name, phrases in TABLES["headings"].items()}


def names(text: str) -> list[str]:
    return [section.name.value for section in find_sections(text, HEADINGS)]


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Work Experience", "experience"),
        ("PROFESSIONAL EXPERIENCE:", "experience"),
        ("EMPLOYMENT HISTORY", "experience"),
        ("E X P E R I E N C E", "experience"),
        ("W O R K  E X P E R I E N C E", "experience"),
        ("## Experience", "experience"),
        ("**Experience**", "experience"),
        ("1. Work Experience", "experience"),
        ("II. Work Experience", "experience"),
        ("• EXPERIENCE", "experience"),
        ("=== Experience ===", "experience"),
        ("Experience -", "experience"),
        ("Customer Service Experience", "experience"),
        ("Leadership and Work Experience", "volunteering"),
        ("Internships", "experience"),
        ("Career History", "experience"),
        ("Technical Skills", "skills"),
        ("Skill Set", "skills"),
        ("SKILLSET:", "skills"),
        ("Areas of expertise", "skills"),
        ("Core Competencies: -", "skills"),
        ("Skills & Tools", "skills"),
        ("¥Skills", "skills"),
        ("Education Details", "education"),
        ("EDUCATION", "education"),
        ("Academic Qualifications", "education"),
        ("Education & Certifications", "education"),
        ("Relevant Coursework", "coursework"),
        ("Academic Projects", "projects"),
        ("UNIVERSITY PROJECTS", "projects"),
        ("Certifications & Licenses", "certifications"),
        ("CERTIFICATIONS/LICENSES", "certifications"),
        ("Honors & Awards", "awards"),
        ("Publications", "publications"),
        ("Languages", "languages"),
        ("Volunteer Experience", "volunteering"),
        ("Hobbies", "interests"),
        ("References", "references"),
        ("Professional Summary", "summary"),
        ("Career Objective:", "summary"),
        ("Requirements", "other"),
        ("Nice to have", "other"),
        ("Declaration", "other"),
    ],
)
def test_a_heading_starts_its_section(heading: str, name: str) -> None:
    text = f"Robin Marsh\nLeeds\n{heading}\nSomething stands here\n"
    header, section = find_sections(text, HEADINGS)
    assert (header.name, section.name) == (SectionName.HEADER, SectionName(name))
    assert text[section.body_start : section.end].strip() == "Something stands here"


@pytest.mark.parametrize(
    "line",
    [
        "experience in Java",
        "5 years of experience",
        "Hands-on experience with SQL and skills in testing",
        "experience",
        "Skills.",
        "my skills, education and passion for",
        "Experience Designer",
        "Education Consultant, Brightly Ltd",
        "Project Manager",
        "• Communication Skills",
        "Worked on projects",
        "Experienced in projects and skills",
        "Head of Education",
        "languages and frameworks such as Go",
        "Interests rate swaps",
        "References available on request from",
        "the summary of the project was",
        "NGP Professional Education Group",
    ],
)
def test_a_near_miss_is_no_heading(line: str) -> None:
    assert names(f"Robin Marsh\nI have a lot of\n{line}\nand more besides\n") == ["header"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Skills: Python, SQL", ["skills"]),
        ("TECHNICAL SKILLS - Python, SQL", ["skills"]),
        ("Robin Marsh\nSkills: Python\nEducation: BSc", ["header", "skills", "education"]),
        ("Experience: 5 years", ["header"]),
        ("Experience\nActed as lead\nTools: Git, Jira\nMore", ["experience"]),
        ("Skills\nLanguages: Go, Rust\nTools: Git", ["skills"]),
        (
            "Experience\nA, Jan 2015 - Mar 2016\nSkills: Go\nB, Jan 2012 - Dec 2014",
            ["experience", "skills", "experience"],
        ),
        ("Experience\nA, Jan 2015 - Mar 2016\nSkills: Go\nmore of it", ["experience", "skills"]),
        ("Experience\nA job\nResponsibilities:\nTesting", ["experience"]),
        ("Education\nBSc\n• Relevant Coursework: Algebra", ["education", "coursework"]),
    ],
)
def test_a_heading_on_the_line_of_its_body(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_the_body_of_a_one_line_form_begins_behind_the_colon() -> None:
    text = "Skills: Python, SQL"
    [section] = find_sections(text, HEADINGS)
    assert text[section.body_start :] == "Python, SQL"


FLATTENED = (
    "Skills • Go • SQL • testing of a great many things that fill this line Education Details \n"
    "January 2013 to January 2016 BSc Physics Leeds, Yorkshire Leeds University\n"
    "Data Analyst \n\nData Analyst - Brightly Ltd\nSkill Details \nGO- Exprience - 6 monthsCompany Details \n"
    "company - Brightly Ltd\ndescription - Analysed sales\nProjects\nSales forecast\n"
    "company - Norwood\ndescription - Reports"
)


def test_an_export_without_its_line_breaks() -> None:
    assert names(FLATTENED) == [
        "skills",
        "education",
        "header",
        "skills",
        "experience",
        "projects",
        "experience",
    ]


def test_the_second_header_of_an_export_holds_the_title() -> None:
    sections = find_sections(FLATTENED, HEADINGS)
    assert FLATTENED[sections[2].start : sections[2].end].split("\n", maxsplit=1)[0] == "Data Analyst "


def test_headings_to_the_left_of_their_text() -> None:
    text = "Robin Marsh\nExperience Tester, Norwood Jan 2015 - Mar 2016\nEducation BSc Physics 2012 - 2015\n"
    assert names(text) == ["header", "experience", "education"]


def test_an_unknown_section_is_refused() -> None:
    with pytest.raises(ValueError, match="hobbyhorses"):
        find_sections("", {"hobbyhorses": ("horses",)})


PIECES = [
    "Experience\n",
    "SKILLS:",
    " Go, SQL",
    "\n",
    "Education Details \n",
    "• a",
    "2015",
    "company - ",
    "\r\n",
    "é",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=60))
def test_sections_are_contiguous_and_cover_the_text(text: str) -> None:
    sections = find_sections(text, HEADINGS)
    assert (sections[0].start, sections[-1].end) == (0, len(text))
    assert all(before.end == after.start for before, after in pairwise(sections))
    assert all(section.start <= section.body_start <= section.end for section in sections)
