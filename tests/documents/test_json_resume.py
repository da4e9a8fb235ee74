import json
from collections.abc import Callable

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
Senior engineer, Northern Lines
2020-01 - 2023-05
• Moved the booking system

Engineer, Fjord Bank
2023-06 - Present

Projects
Tide tables
2021 - Present
A program
Rust

Education
Bachelor in Computing
Harbour College
2019

Skills
Back end (Expert): Python, Kafka
Sailing

Certifications
Boat licence, The port
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
