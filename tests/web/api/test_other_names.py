from io import BytesIO
from typing import Any

import pytest
from builders import RESUME
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

ONE_FILE = ("/api/v1/match", "/api/v1/resumes", "/api/v1/roles/draft")
BATCHES = "/api/v1/batches"
LINE = b'{"text": "Knows SQL"}\n'
JSON_LINES = "application/x-ndjson"


def file(name: str = "vera.txt") -> FileStorage:
    return FileStorage(BytesIO(RESUME.encode()), name)


def post_form(client: FlaskClient, path: str, **parts: Any) -> TestResponse:
    boundary, data = encode_multipart(parts)
    return client.post(path, data=data, content_type=f"multipart/form-data; boundary={boundary}")


def refused_field(answer: TestResponse) -> Any:
    assert answer.status_code == 422, answer.get_json()
    problem = answer.get_json()
    assert problem["type"] == "/problems/invalid-input"
    return problem["field"]


@pytest.mark.parametrize("path", ["/api/v1/match", "/api/v1/resumes", BATCHES])
@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"label": "a"}, "label"),
        ({"externalid": "hr-1"}, "externalid"),
        ({"text": ""}, "text"),
        ({"filename": "vera.txt"}, "filename"),
        ({"File": file()}, "File"),
        ({"file[]": file()}, "file[]"),
        ({"as_of": file()}, "as_of"),
        ({"as_of": ["2024-06", "2025-06"]}, "as_of"),
        ({"file": [file(), "Knows SQL"]}, "file"),
        ({"as_of": "2024-06"}, None),
        ({"labels": ["a", "b,c"]}, None),
    ],
)
def test_a_part_that_would_be_lost_is_named(
    client: FlaskClient, path: str, more: dict[str, Any], field: str | None
) -> None:
    answer = post_form(client, path, **{"file": file(), **more})
    if field is None:
        assert answer.status_code in {200, 201, 202}
    else:
        assert refused_field(answer) == field


def test_a_part_without_a_name_is_told(client: FlaskClient) -> None:
    lines = ("--x", "Content-Disposition: form-data", "", "Knows SQL", "--x--", "")
    for path in (*ONE_FILE, BATCHES):
        answer = client.post(path, data="\r\n".join(lines), content_type="multipart/form-data; boundary=x")
        assert refused_field(answer) == "body"


@pytest.mark.parametrize("path", ONE_FILE)
def test_a_second_file_is_refused_where_one_is_taken(client: FlaskClient, path: str) -> None:
    assert refused_field(post_form(client, path, file=[file(), file("ilse.txt")])) == "file"
    assert client.get("/api/v1/resumes").get_json()["items"] == []
    assert post_form(client, BATCHES, file=[file(), file("ilse.txt")]).get_json()["total"] == 2


@pytest.mark.parametrize("field", ["external_id", "as_of", "labels"])
def test_an_external_id_belongs_to_one_resume(client: FlaskClient, field: str) -> None:
    """And none of these to an advert."""
    sent = {"file": file(), field: "2024-06"}
    assert post_form(client, "/api/v1/resumes", **sent).status_code == 201
    assert refused_field(post_form(client, "/api/v1/roles/draft", **sent | {"file": file()})) == field
    assert refused_field(client.post("/api/v1/roles/draft", json={"text": "SQL", field: "2024-06"})) == field
    batch = post_form(client, BATCHES, **sent | {"file": file()})
    assert batch.status_code == (422 if field == "external_id" else 202)


@pytest.mark.parametrize("path", ONE_FILE)
@pytest.mark.parametrize("name", ["labels", "external_id", "as_of", "file", ""])
def test_nothing_about_one_document_stands_in_the_address(client: FlaskClient, path: str, name: str) -> None:
    query = {name: "2024-06"}
    assert refused_field(client.post(path, json={"text": RESUME}, query_string=query)) == name
    assert refused_field(post_form(client, f"{path}?{name}=2024-06", file=file())) == name


@pytest.mark.parametrize(
    ("query", "of_lines", "of_a_form"),
    [
        ("as_of=nonsense", "as_of", "as_of"),
        ("as_of=2024-06", "as_of", "as_of"),
        ("label=a", "label", "label"),
        ("external_id=hr-1", "external_id", "external_id"),
        ("labels=a&labels=b,c", None, None),
        ("", None, None),
    ],
)
def test_a_parameter_of_a_batch_that_would_be_lost_is_named(
    client: FlaskClient, query: str, of_lines: str | None, of_a_form: str | None
) -> None:
    lines = client.post(f"{BATCHES}?{query}", data=LINE, content_type=JSON_LINES)
    form = post_form(client, f"{BATCHES}?{query}", file=file())
    for answer, field in ((lines, of_lines), (form, of_a_form)):
        if field is None:
            assert answer.status_code == 202
        else:
            assert refused_field(answer) == field


def test_a_name_that_could_be_shown_nowhere_breaks_nothing(client: FlaskClient) -> None:
    assert refused_field(client.post("/api/v1/match?%00%ff=1", json={"text": "SQL"})) is not None
