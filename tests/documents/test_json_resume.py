import json
from collections.abc import Callable

import pytest

from matcher.documents.json_resume import resume_to_text
from matcher.documents.sniff import MOST_LEVELS, json_resume_in
from matcher.domain.document import Document

Read = Callable[..., Document]
RESUME = {
    "basics": {
        "name": "Mira Kestrel",
        "label": "Engineer",
        "email": "mira@kestrel.example",
        "summary": "Ships software for ships.",
        "location": {"city": "Tromsø"},
        "profiles": [{"network": "GitHub", "url": "https://git.example/mira"}],
    },
    "work": [
        {
            "name": "Northern Lines",
            "position": "Senior engineer",
            "startDate": "2020-01",
            "endDate": "2023-05",
            "highlights": ["Moved the booking system"],
        },
        {"company": "Fjord Bank", "position": "Engineer", "startDate": "2023-06"},
    ],
    "education": [
        {"institution": "Harbour College", "area": "Computing", "studyType": "Bachelor", "endDate": "2019"}
    ],
    "skills": [{"name": "Back end", "level": "Expert", "keywords": ["Python", "Kafka"]}, "Sailing"],
    "certificates": [{"name": "Boat licence", "issuer": "The port", "date": "2018-01-01"}],
    "languages": [{"language": "Finnish", "fluency": "Native"}],
    "projects": [
        {"name": "Tide tables", "description": "A program", "keywords": ["Rust"], "startDate": "2021"}
    ],
    "meta": None,
}
EXPECTED = """Mira Kestrel
Engineer
mira@kestrel.example | Tromsø
GitHub: https://git.example/mira

Summary
Ships software for ships.

Work Experience
Company - Northern Lines
Title - Senior engineer
2020-01 - 2023-05
• Moved the booking system

Company - Fjord Bank
Title - Engineer
2023-06 - Present

Projects
Tide tables
2021 - Present
A program
Technologies: Rust

Education
Bachelor in Computing
Harbour College
2019

Skills
• Back end (Expert): Python, Kafka
• Sailing

Certifications
Certificate: Boat licence
Issuer: The port
2018-01-01

Languages
Finnish: Native"""


def test_sections_read_like_any_resume(read: Read) -> None:
    document = read(json.dumps(RESUME).encode())
    assert document.text == EXPECTED
    assert document.media_type == "application/json"


def test_sections_of_the_wrong_shape_are_passed_over(read: Read) -> None:
    odd = {
        "basics": ["no"],
        "work": {"position": "Cook"},
        "skills": [None, 7, {"keywords": "Go"}],
        "education": "none",
    }
    assert "Cook" in read(json.dumps(odd).encode()).text


def test_broken_json_is_read_as_text(read: Read) -> None:
    document = read(b'{"basics": {"name": "Mira Kestrel"}')
    assert (document.media_type, "Mira Kestrel" in document.text) == ("text/plain", True)


@pytest.mark.parametrize(
    ("dates", "period"),
    [
        ({"startDate": "2019", "endDate": "2019"}, "2019-01 - 2019-12"),
        ({"startDate": "2019-03-05", "endDate": "2020"}, "2019-03-05 - 2020-12"),
        ({"startDate": "2019"}, "2019-01 - Present"),
        ({"startDate": 2019, "endDate": "2020-02"}, "2019-01 - 2020-02"),
        ({"endDate": "2020-02"}, "2020-02"),
    ],
)
def test_years_of_jobs_are_told_by_their_months(dates: dict[str, object], period: str) -> None:
    text = resume_to_text({"work": [{"name": "Acme", "position": "Cook", **dates}]})
    assert text == f"Work Experience\nCompany - Acme\nTitle - Cook\n{period}"


@pytest.mark.parametrize(
    ("resume", "is_one"),
    [
        ({"work": [{"position": "Cook"}]}, True),
        ({"skills": [{"name": "Python"}], "meta": {}, "own": 7}, True),
        ({"basics": {}}, True),
        ({"work": [], "skills": []}, True),
        ({"work": []}, False),
        ({"work": "Cook"}, False),
        ({"skills": ["Python"]}, False),
        ({"employment": [{"position": "Cook"}]}, False),
        ({"meta": {}}, False),
        ({}, False),
    ],
)
def test_one_section_with_entries_makes_a_json_resume(resume: dict[str, object], is_one: bool) -> None:  # noqa: FBT001
    assert (json_resume_in(json.dumps(resume).encode()) is not None) == is_one


def test_what_is_nested_deeper_than_any_resume_is_none() -> None:
    def nested(levels: int) -> bytes:
        return b'{"basics": {}, "x": ' + b"[" * levels + b"]" * levels + b"}"

    assert json_resume_in(nested(MOST_LEVELS - 1)) is not None
    assert json_resume_in(nested(MOST_LEVELS)) is None
