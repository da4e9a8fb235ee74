import base64
import json
from pathlib import Path
from typing import Any

import pytest
from builders import RESUME, multipart
from click.testing import CliRunner
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from matcher.cli import main

MATCH = "/api/v1/match"
JSON_RESUME = {
    "basics": {"name": "Vera Lindqvist", "label": "Senior Data Engineer", "summary": "Builds pipelines."},
    "work": [
        {
            "name": "Brightly Ltd",
            "position": "Data Engineer",
            "startDate": "2020-03",
            "highlights": ["Wrote Python and Apache Airflow jobs over PostgreSQL."],
        }
    ],
    "skills": [{"name": "Tools", "keywords": ["Python", "SQL", "Docker"]}],
}


def by_form(client: FlaskClient, content: bytes, filename: str = "vera.txt", **fields: str) -> TestResponse:
    return client.post(MATCH, **multipart(content, filename, as_of="2024-06", **fields))


def by_json(client: FlaskClient, **body: object) -> TestResponse:
    return client.post(MATCH, json={"as_of": "2024-06", **body})


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def fits(response: TestResponse) -> Any:
    assert response.status_code == 200
    assert response.content_type == "application/json"
    return response.get_json()["fits"]


def test_a_resume_gets_the_same_fits_by_every_door(client: FlaskClient) -> None:
    of_text = fits(by_json(client, text=RESUME.strip()))
    assert of_text[0]["role"] == "data-engineer"
    assert fits(by_form(client, RESUME.encode())) == of_text
    assert fits(by_json(client, content_base64=encoded(RESUME.encode()), filename="vera.txt")) == of_text


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r\n\t", " "])
def test_base64_may_be_broken_into_lines(client: FlaskClient, line_end: str) -> None:
    lines = base64.encodebytes(RESUME.encode()).decode()
    assert lines.count("\n") > 2
    sent = line_end + lines.replace("\n", line_end)
    assert fits(by_json(client, content_base64=sent)) == fits(by_json(client, text=RESUME.strip()))


def test_a_json_resume_gets_the_same_fits_by_every_door(client: FlaskClient) -> None:
    content = json.dumps(JSON_RESUME).encode()
    of_object = fits(by_json(client, json_resume=JSON_RESUME))
    assert of_object[0]["met"]
    assert fits(by_form(client, content, "vera.json")) == of_object
    assert fits(by_json(client, content_base64=encoded(content))) == of_object


def test_the_command_prints_the_body_of_the_api_byte_for_byte(
    client: FlaskClient, tmp_path: Path, taxonomy_folder: Path
) -> None:
    path = tmp_path / "vera.txt"
    path.write_text(RESUME)
    printed = CliRunner(env={"MATCHER_TAXONOMY_DIR": str(taxonomy_folder)}).invoke(
        main, ["match", str(path), "--json", "--as-of", "2024-06"]
    )
    assert by_form(client, RESUME.encode()).data == printed.stdout_bytes


def test_the_same_request_gets_the_same_bytes(client: FlaskClient) -> None:
    assert by_json(client, text=RESUME).data == by_json(client, text=RESUME).data


def test_nothing_is_kept(client: FlaskClient) -> None:
    body = by_json(client, text=RESUME, external_id="hr-1").get_json()
    assert (body["id"], body["created_at"], body["external_id"]) == (None, None, None)
    assert client.get("/api/v1/resumes").get_json()["items"] == []


def test_offsets_count_in_the_text_that_was_sent(client: FlaskClient) -> None:
    text = "Skills\r\n\r\nPython,\x00  SQL 🧵\tJava"
    for skill in by_json(client, text=text).get_json()["profile"]["skills"]:
        for each in skill["mentions"]:
            assert text[each["start"] : each["end"]] == each["surface"]


def test_this_month_is_the_usual_month(client: FlaskClient) -> None:
    body = client.post(MATCH, json={"text": RESUME}).get_json()
    assert body["as_of"] > "2024-06"
    empty = client.post(MATCH, json={"text": RESUME, "as_of": None}).get_json()
    assert empty["as_of"] == body["as_of"]


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\cv\\vera.txt", "vera.txt"),
        ("a\x00b\u202e.txt", "ab.txt"),
        ("x" * 300 + ".txt", "x" * 251 + ".txt"),
        ("\n", "resume"),
    ],
)
def test_a_name_is_only_shown(client: FlaskClient, sent: str, shown: str) -> None:
    body = by_json(client, content_base64=encoded(b"Skills: Python"), filename=sent).get_json()
    assert body["document"]["filename"] == shown


REFUSED = [
    ({"text": "Python", "as_of": "2024"}, "as_of"),
    ({"text": "Python", "as_of": "2024-13"}, "as_of"),
    ({"text": "Python", "as_of": 202406}, "as_of"),
    ({"text": "Python", "shoe_size": 43}, "shoe_size"),
    ({"text": "Python", "json_resume": {}}, "body"),
    ({"text": "Python", "content_base64": "AAAA"}, "body"),
    ({"as_of": "2024-06"}, "body"),
    ({"text": None}, "body"),
    ({}, "body"),
    ([], "body"),
    ("Python", "body"),
    (None, "body"),
    ({"text": 5}, "text"),
    ({"text": ["Python"]}, "text"),
    ({"text": "Python \ud800"}, "text"),
    ({"text": "Python", "filename": 5}, "filename"),
    ({"text": "Python", "external_id": 5}, "external_id"),
    ({"text": "Python", "external_id": "x" * 256}, "external_id"),
    ({"text": "Python", "external_id": "a\x00b"}, "external_id"),
    ({"text": "Python", "external_id": "\ud800"}, "external_id"),
    ({"content_base64": "not base64"}, "content_base64"),
    ({"content_base64": "é"}, "content_base64"),
    ({"content_base64": "AAAA="}, "content_base64"),
    ({"content_base64": "AA=AAAA="}, "content_base64"),
    ({"content_base64": "AAA\n"}, "content_base64"),
    ({"content_base64": "AAAA\u00a0"}, "content_base64"),
    ({"content_base64": "AAAA\u2028AAAA"}, "content_base64"),
    ({"content_base64": "AAAA\x00"}, "content_base64"),
    ({"content_base64": "AAAA-_=="}, "content_base64"),
    ({"content_base64": "data:text/plain;base64,AAAA"}, "content_base64"),
    ({"content_base64": {}}, "content_base64"),
    ({"json_resume": "{}"}, "json_resume"),
    ({"json_resume": []}, "json_resume"),
    ({"json_resume": {"employment": [{"position": "Cook"}]}}, "json_resume"),
]


@pytest.mark.parametrize(("body", "field"), REFUSED)
def test_a_field_that_cannot_be_used_is_named(client: FlaskClient, body: object, field: str) -> None:
    response = client.post(MATCH, data=json.dumps(body), content_type="application/json")
    problem = response.get_json()
    assert (response.status_code, response.content_type) == (422, "application/problem+json")
    assert (problem["type"], problem["field"]) == ("/problems/invalid-input", field)
    assert problem["detail"] == f"{field}: {problem['reason']}"


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b"",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"text": 1' + b"0" * 5000 + b"}",
        b'{"text": "a", "text": NaN}',
    ],
)
def test_malformed_json_is_refused(client: FlaskClient, data: bytes) -> None:
    response = client.post(MATCH, data=data, content_type="application/json")
    assert (response.status_code, response.content_type) == (422, "application/problem+json")


def test_a_form_without_a_file_is_refused(client: FlaskClient) -> None:
    response = client.post(MATCH, data={"as_of": "2024-06"}, content_type="multipart/form-data")
    assert response.status_code == 422
    assert response.get_json()["field"] == "file"


def test_a_request_without_a_body_is_told_what_to_send(client: FlaskClient) -> None:
    response = client.post(MATCH)
    assert response.status_code == 422
    assert response.get_json()["field"] == "body"
    assert "part 'file'" in response.get_json()["reason"]


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/xml", "application/pdf", "application/x-www-form-urlencoded"]
)
def test_a_body_that_is_neither_json_nor_a_form_is_refused(client: FlaskClient, kind: str) -> None:
    response = client.post(MATCH, data="Python", content_type=kind)
    assert (response.status_code, response.content_type) == (415, "application/problem+json")
    problem = response.get_json()
    assert problem["type"] == "/problems/unsupported-media-type"
    assert "part 'file'" in problem["detail"]


@pytest.mark.parametrize(
    ("content", "filename", "status", "slug"),
    [
        (b"\x1f\x8b\x08" + b"\x00" * 60, "cv.gz", 415, "unknown-type"),
        (b"\x7fELF" + b"\x00" * 60, "cv.pdf", 415, "unknown-type"),
        (b"%PDF-1.7\n1 0 obj\n<<", "cv.pdf", 422, "damaged"),
        (b"", "cv.txt", 422, "empty"),
        (b"  \n", "cv.txt", 422, "empty"),
        (b"Python " * 60_000, "cv.txt", 422, "too-much-text"),
        (b"x" * 10_000_001, "cv.txt", 413, "too-large"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_why(
    client: FlaskClient, content: bytes, filename: str, status: int, slug: str
) -> None:
    for response in (
        by_form(client, content, filename),
        by_json(client, content_base64=encoded(content), filename=filename),
    ):
        problem = response.get_json()
        assert (response.status_code, problem["type"]) == (status, f"/problems/{slug}")
        assert response.content_type == "application/problem+json"
        assert problem["detail"].endswith(".")
        assert "filename" not in problem


@pytest.mark.parametrize("depth", [900, 970, 985])
def test_json_that_is_nested_deeply_breaks_nothing(client: FlaskClient, depth: int) -> None:
    data = b'{"json_resume": ' + b'{"a":' * depth + b"1" + b"}" * depth + b"}"
    response = client.post(MATCH, data=data, content_type="application/json")
    assert response.status_code in {200, 422}


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x"])
def test_a_request_far_over_the_limit_is_not_read(client: FlaskClient, kind: str) -> None:
    response = client.post(MATCH, data=b"x" * 15_000_000, content_type=kind)
    assert (response.status_code, response.content_type) == (413, "application/problem+json")
    assert response.get_json()["type"] == "/problems/request-entity-too-large"
