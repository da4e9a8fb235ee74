import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.extraction import EducationLevel
from matcher.domain.words import read_job_words
from matcher.extraction.schooling import find_schooling
from matcher.extraction.sections import find_sections

TAXONOMY = Path(__file__).parents[2] / "skill_taxonomy"
HEADINGS = {
    name: tuple(phrases)
    for name, phrases in tomllib.loads((TAXONOMY / "sections.toml").read_text("utf-8"))["headings"].items()
}
WORDS = read_job_words(tomllib.loads((TAXONOMY / "jobs.toml").read_text("utf-8")))


def levels(text: str) -> list[str]:
    return [found.level.value for found in find_schooling(text, find_sections(text, HEADINGS), WORDS)]


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("Ph.D. in Physics, Leeds", "doctorate"),
        ("PhD Chemistry", "doctorate"),
        ("Doctor of Philosophy", "doctorate"),
        ("D.Phil, Oxford", "doctorate"),
        ("Master of Science in Statistics", "master"),
        ("Masters in Computer Science", "master"),
        ("Master's degree, Economics", "master"),
        ("M.Tech (IT)", "master"),
        ("MTech, Pune", "master"),
        ("M. Tech. in VLSI", "master"),
        ("m. tech. in VLSI", "master"),
        ("b.e. civil", "bachelor"),
        ("MCA, Nagpur University", "master"),
        ("M.C.A", "master"),
        ("MBA (Finance)", "master"),
        ("M.Sc Statistics", "master"),
        ("MSc Statistics", "master"),
        ("MS in Computer Science", "master"),
        ("MS Data Science", "master"),
        ("ME Computer Engineering", "master"),
        ("MEng Civil Engineering", "master"),
        ("PGDM Business Analytics", "master"),
        ("Pursuing M.Tech, expected 2026", "master"),
        ("Bachelor of Engineering", "bachelor"),
        ("Bachelors in Commerce", "bachelor"),
        ("B.E. (Mechanical)", "bachelor"),
        ("BE Electronics", "bachelor"),
        ("B.Tech in CSE", "bachelor"),
        ("B Tech Honors", "bachelor"),
        ("BTECH - ECE", "bachelor"),
        ("B.Sc. Physics", "bachelor"),
        ("BSc (Hons) Physics", "bachelor"),
        ("BS in Computer Science", "bachelor"),
        ("B.S Business Administration", "bachelor"),
        ("B.A. History", "bachelor"),
        ("BCA, Kolkata", "bachelor"),
        ("B.Com", "bachelor"),
        ("BBA Marketing", "bachelor"),
        ("Diploma in Mechanical Engineering", "diploma"),
        ("Post Graduate Diploma in Banking", "diploma"),
        ("Associate degree, Bookkeeping", "diploma"),
        ("HSC, State Board", "secondary"),
        ("H.S.C 2009", "secondary"),
        ("S.S.C.", "secondary"),
        ("12th, 81 %", "secondary"),
        ("XII in 2012", "secondary"),
        ("Senior Secondary", "secondary"),
        ("High School", "secondary"),
        ("A-levels: Maths, Physics", "secondary"),
        ("Abitur 2004", "secondary"),
    ],
)
def test_a_degree_has_its_level(line: str, level: str) -> None:
    assert set(levels(f"Robin Marsh\nEducation\n{line}\n")) == {level}


@pytest.mark.parametrize(
    "line",
    [
        "MS Office, MS Excel",
        "MS SQL Server",
        "MS-CIT with 80 %",
        "Boston, MA",
        "Jackson, MS 2014",
        "Certified Scrum Master",
        "Master Data Management",
        "Master thesis on bridges",
        "I want to be an engineer",
        "I left that behind me. Since then I teach",
        "Spark was there; I never used it. I rarely do now",
        "It made me a better writer",
        "M S Ramaiah Institute",
        "M.E.S Hall",
        "March 2014",
        "Quiz Master of the year",
        "mastered six languages",
        "a short course",
        "as a member of the society",
        "masterful work",
        "beach volleyball",
    ],
)
def test_a_near_miss_is_no_degree(line: str) -> None:
    assert levels(f"Robin Marsh\nEducation\n{line}\n") == []


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("Engineer with M.Tech. in IT and seven years of work", ["master"]),
        ("Holds a Master of Science in Geology", ["master"]),
        ("B.E. with three years of testing", ["bachelor"]),
        ("MS Office and master data specialist", []),
        ("An intermediate tester of undergraduate courses", []),
    ],
)
def test_without_an_education_part_a_degree_is_read_from_the_summary(
    summary: str, expected: list[str]
) -> None:
    assert levels(f"Robin Marsh\nSummary\n{summary}\n") == expected


def test_degrees_in_a_job_are_not_the_persons() -> None:
    assert levels("Robin Marsh\nExperience\nTaught Ph.D. students and Master of Science classes\n") == []


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("B.Sc. in Computer Science, Leeds University", "Computer Science"),
        ("Bachelor of Engineering in Civil Engineering", "Civil Engineering"),
        ("M.Tech (VLSI)", "VLSI"),
        ("MSc Statistics from Leeds University", "Statistics"),
        ("B.S. Physics Expected May 2026", "Physics"),
        ("January 2014 B.E Electronics Pune, Maharashtra Pune University", "Electronics"),
        ("MBA\nLeeds University", None),
        ("MBA, Harrow School of Business", None),
        ("MBA Information Technology Norwood Manor University", "Information Technology"),
        ("BSc (Hons) Computer Networks, Leeds, 2014", "Computer Networks"),
        ("Bachelor of Engineering (BE) Electronics", "Electronics"),
        ("Laurea (Master of Science) in Computer Engineering, Torino", "Computer Engineering"),
        ("Bachelor of Science Information Technology Nagpur, Maharashtra", "Information Technology"),
        ("Master of Engineering Management", "Engineering Management"),
        ("B.E. Civil Engineering Civil Engineering Pune, Maharashtra", "Civil Engineering"),
        ("BSc Marine Biology Galway, Ireland", "Marine Biology"),
        ("B.Tech (CSE) Norwood University", "CSE"),
        ("BComm Economics, Cork", "Economics"),
        ("MCA Pune, Maharashtra", None),
        ("Ph.D. preferred", None),
        ("High School, Leeds", None),
        ("XII in 2012 from Leeds", None),
        ("B.Tech Norwood Institute", None),
    ],
)
def test_the_field_of_study(line: str, field: str | None) -> None:
    text = f"Education\n{line}\n"
    [found] = find_schooling(text, find_sections(text, HEADINGS), WORDS)
    assert found.field == field


@given(st.text(alphabet="BMEScTehPDaster. -'\n,in0129", max_size=80))
def test_offsets_lie_in_the_text_and_no_level_is_none(text: str) -> None:
    text = f"Education\n{text}"
    for found in find_schooling(text, find_sections(text, HEADINGS), WORDS):
        assert 0 < found.start_offset < found.end_offset <= len(text)
        assert found.level is not EducationLevel.NONE


def test_letters_that_only_look_like_a_degree_in_another_case_are_none() -> None:
    assert levels("Education\nXİİ.") == []
