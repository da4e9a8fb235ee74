import json
from pathlib import Path
from typing import Any

import pytest
from builders import RESUME, Run

BAD_LINES = [
    "no json",
    "[1, 2]",
    '"text"',
    "{}",
    '{"text": 5}',
    '{"text": ""}',
    '{"text": "Python", "as_of": "soon"}',
    '{"file": "/nowhere/cv.pdf"}',
    '{"file": "/"}',
    '{"file": "a\\u0000b"}',
    '{"file": "\\ud800"}',
    "[" * 100_000,
    '{"id": ',
]


def lines(*requests: dict[str, Any]) -> str:
    return "".join(json.dumps(request) + "\n" for request in requests)


def told(run: Run, command: str, stdin: str | bytes) -> tuple[int, list[dict[str, Any]]]:
    result = run(command, stdin=stdin)
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def test_what_a_resume_says_is_told_in_the_agreed_fields(run: Run) -> None:
    code, (answer,) = told(run, "extract", lines({"id": 7, "text": RESUME, "as_of": "2024-06"}))
    assert code == 0
    assert answer["id"] == 7
    assert answer["total_months"] == 78
    assert answer["education_level"] == "master"
    assert [(each["level"], each["field"]) for each in answer["education"]] == [("master", "Statistics")]
    assert answer["jobs"] == [
        {"title": "Data Engineer", "start": "2020-03", "end": "2024-06"},
        {"title": "Data Analyst", "start": "2017-01", "end": "2019-02"},
    ]
    skills = {skill["id"]: skill for skill in answer["skills"]}
    assert {"id", "name", "surfaces", "mentions", "months", "last_used"} <= set(skills["python"])
    assert (skills["python"]["name"], skills["python"]["surfaces"]) == ("Python", ["Python"])
    assert (skills["python"]["months"], skills["python"]["last_used"]) == (52, "2024-06")
    assert [each["section"] for each in skills["python"]["mentions"]] == ["experience", "skills"]
    assert [set(each) for each in skills["python"]["mentions"]] == [
        {"start", "end", "section", "assertion"}
    ] * 2
    assert skills["go"]["mentions"][0]["assertion"] == "wished"
    assert skills["apache-kafka"]["mentions"][0]["assertion"] == "negated"


@pytest.mark.parametrize(
    "text",
    [
        "Skills\r\nPython,  SQL\r\n\r\n\r\nJava",
        "  Skills:   Python\tSQL \r Java  ",
        "Skills\n\u00a0Python\u200b, ﬁne SQL\x0c Java \u2028",
        "Skills 🧵🧶\nPython, SQL, Java",
        "Skills\nPython\x00SQL\x00Java\ud800",
    ],
)
def test_offsets_count_in_the_text_that_was_sent(run: Run, text: str) -> None:
    code, (answer,) = told(run, "extract", lines({"id": "a", "text": text}))
    assert code == 0
    quoted = {
        skill["id"]: {text[each["start"] : each["end"]] for each in skill["mentions"]}
        for skill in answer["skills"]
    }
    assert quoted == {"python": {"Python"}, "sql": {"SQL"}, "java": {"Java"}}


def test_roles_are_ranked_the_best_first(run: Run) -> None:
    code, (answer,) = told(run, "rank", lines({"id": "a", "text": RESUME, "as_of": "2024-06"}))
    assert code == 0
    assert set(answer) == {"id", "roles", "scores"}
    assert answer["roles"][0] == "Data Engineer"
    assert len(answer["roles"]) == 3
    assert answer["scores"] == sorted(answer["scores"], reverse=True)


def test_a_file_gives_what_its_text_gives(run: Run, resume_file: Path) -> None:
    requests = lines(
        {"id": 1, "file": str(resume_file), "as_of": "2024-06"},
        {"id": 1, "text": RESUME, "as_of": "2024-06"},
    )
    code, (of_file, of_text) = told(run, "rank", requests)
    assert code == 0
    assert of_file == of_text


@pytest.mark.parametrize("command", ["extract", "rank"])
def test_bad_lines_are_told_and_the_stream_goes_on(run: Run, command: str) -> None:
    good = json.dumps({"id": "good", "text": "Skills\nPython"})
    code, answers = told(run, command, "\n".join([*BAD_LINES, "", "  ", good]))
    assert code == 1
    assert len(answers) == len(BAD_LINES) + 1
    for answer in answers[:-1]:
        assert set(answer) == {"id", "error"}
        assert answer["error"]
    assert answers[-1]["id"] == "good"
    assert "error" not in answers[-1]


def test_a_bad_line_keeps_its_id(run: Run, torn_file: Path) -> None:
    requests = lines({"id": "torn", "file": str(torn_file)}, {"id": ["odd", "\ud800"], "text": ""})
    _, answers = told(run, "extract", requests)
    assert [answer["id"] for answer in answers] == ["torn", ["odd", "\ud800"]]
    assert answers[0]["error"].startswith("The file is damaged")


def test_bytes_that_are_no_text_stop_nothing(run: Run) -> None:
    stdin = b'\xff\xfe\n{"id": "caf\xe9", "text": "Skills: Python"}\n'
    code, answers = told(run, "extract", stdin)
    assert code == 1
    assert [answer["id"] for answer in answers] == [None, "caf\ufffd"]
    assert answers[1]["skills"][0]["id"] == "python"


def test_nothing_sent_is_nothing_told(run: Run) -> None:
    assert told(run, "extract", "") == (0, [])
