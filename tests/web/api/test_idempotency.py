import io
import json
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus

import pytest
from builders import RESUME, multipart
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from matcher.assembly import Rolefit
from matcher.errors import DatabaseAway
from matcher.storage.idempotency_tables import IdempotencyRow

RESUMES = "/api/v1/resumes"
KEY = {"Idempotency-Key": "one-and-only"}
AT_ONCE = 200


def stored(client: FlaskClient) -> int:
    return len(client.get(RESUMES, query_string={"limit": 200}).get_json()["items"])


def test_the_same_request_gets_the_same_answer_and_stores_once(client: FlaskClient) -> None:
    first, again = (client.post(RESUMES, json={"text": RESUME}, headers=KEY) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert (again.data, again.location, again.content_type) == (
        first.data,
        first.location,
        first.content_type,
    )
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert stored(client) == 1


def test_a_form_is_the_same_whatever_its_boundary(client: FlaskClient) -> None:
    for _ in range(2):
        answer = client.post(RESUMES, **multipart(RESUME.encode(), "vera.txt"), headers=KEY)
        assert answer.status_code == 201
    assert stored(client) == 1
    other = client.post(RESUMES, **multipart(RESUME.encode() + b"x", "vera.txt"), headers=KEY)
    assert other.get_json()["type"] == "/problems/idempotency-key-reused"


def test_parts_of_a_form_without_a_name_count_too(client: FlaskClient) -> None:
    nameless = "Content-Disposition: form-data"
    parts = f'{nameless}\r\n\r\n{{}}\r\n--x\r\n{nameless}; filename="cv.txt"\r\n\r\n{{}}'
    for text, kind in (("a", "invalid-input"), ("a", "invalid-input"), ("b", "idempotency-key-reused")):
        body = f"--x\r\n{parts.format('y', text)}\r\n--x--\r\n"
        answer = client.post(RESUMES, data=body, content_type="multipart/form-data; boundary=x", headers=KEY)
        assert (answer.status_code, answer.get_json()["type"]) == (422, f"/problems/{kind}")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (RESUMES, {"text": RESUME + "x"}),
        (RESUMES, {"text": RESUME, "as_of": "2024-06"}),
        ("/api/v1/match", {"text": RESUME}),
    ],
)
def test_another_request_with_the_key_is_refused(
    client: FlaskClient, path: str, body: dict[str, str]
) -> None:
    client.post(RESUMES, json={"text": RESUME}, headers=KEY)
    answer = client.post(path, json=body, headers=KEY)
    assert (answer.status_code, answer.get_json()["type"]) == (422, "/problems/idempotency-key-reused")
    assert stored(client) == 1


def test_a_change_of_another_version_with_the_key_is_another_request(client: FlaskClient) -> None:
    """Else who was told that the résumé changed, and looked at it, would be told so again."""
    location = client.post(RESUMES, json={"text": RESUME}).location
    now = client.get(location).headers["ETag"]
    answers = [
        client.post(f"{location}/notes", json={"text": "Call on Monday"}, headers=KEY | {"If-Match": tag})
        for tag in ('"other"', '"other"', now)
    ]
    assert [answer.status_code for answer in answers] == [412, 412, 422]
    assert answers[2].get_json()["type"] == "/problems/idempotency-key-reused"


def test_a_request_that_is_refused_is_refused_again(client: FlaskClient) -> None:
    answers = [client.post(RESUMES, json={"text": ""}, headers=KEY) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {422}
    assert answers[0].data == answers[1].data


def test_while_the_first_is_under_way_the_second_is_told_so(client: FlaskClient, rolefit: Rolefit) -> None:
    parts = (f"{RESUMES}?".encode(), b"application/json", b'{"text": ""}')
    assert rolefit.idempotency.claim("one-and-only", parts) is None
    answer = client.post(RESUMES, data=b'{"text": ""}', content_type="application/json", headers=KEY)
    assert (answer.status_code, answer.get_json()["type"]) == (409, "/problems/idempotency-key-in-use")


@pytest.mark.parametrize("key", ["", "x" * 256, "a\tb"])
def test_a_key_that_is_none_is_refused(client: FlaskClient, key: str) -> None:
    answer = client.post(RESUMES, json={"text": RESUME}, headers={"Idempotency-Key": key})
    assert (answer.status_code, answer.get_json()["field"]) == (422, "Idempotency-Key")


def test_an_answer_about_an_erased_resume_is_not_given_again(client: FlaskClient) -> None:
    first = client.post(RESUMES, json={"text": RESUME}, headers=KEY)
    client.delete(first.location)
    again = client.post(RESUMES, json={"text": RESUME}, headers=KEY)
    assert (again.status_code, b"Vera" in again.data) == (404, False)
    problem = again.get_json()
    assert problem["type"] == "/problems/idempotency-answer-gone"
    assert "send the request with another Idempotency-Key" in problem["detail"]
    assert stored(client) == 0
    other = client.post(RESUMES, json={"text": RESUME}, headers={"Idempotency-Key": "another"})
    assert (other.status_code, stored(client)) == (201, 1)


def kept_bodies(rolefit: Rolefit) -> list[bytes | None]:
    with rolefit.process.database.engine.connect() as connection:
        return list(connection.execute(select(IdempotencyRow.body)).scalars())


@pytest.mark.parametrize("path", ["/api/v1/match", "/api/v1/roles/draft"])
def test_what_only_reads_is_done_again_and_its_answer_kept_nowhere(
    client: FlaskClient, rolefit: Rolefit, path: str
) -> None:
    first, again = (client.post(path, json={"text": RESUME}, headers=KEY) for _ in range(2))
    assert first.status_code == again.status_code < 500
    assert first.get_json().get("fits") == again.get_json().get("fits")
    assert "Idempotency-Replayed" not in again.headers
    assert kept_bodies(rolefit) == [None]


def test_a_batch_may_be_as_large_with_a_key_as_without(client: FlaskClient) -> None:
    line = json.dumps({"text": "x" * 380_000}).encode() + b"\n"
    body = line * 45
    assert len(body) > client.application.config["MAX_CONTENT_LENGTH"]
    for headers in ({}, KEY):
        answer = client.post(
            "/api/v1/batches", data=body, content_type="application/x-ndjson", headers=headers
        )
        assert (answer.status_code, answer.get_json()["total"]) == (202, 45)


def test_a_batch_of_many_files_is_taken_with_a_key(client: FlaskClient) -> None:
    files = [("file", FileStorage(io.BytesIO(b"Skills: Python"), f"{n}.txt")) for n in range(1100)]
    boundary, data = encode_multipart(MultiDict(files))
    for _ in range(2):
        answer = client.post(
            "/api/v1/batches",
            data=data,
            content_type=f"multipart/form-data; boundary={boundary}",
            headers=KEY,
        )
        assert (answer.status_code, answer.get_json()["total"]) == (202, 1100)
    assert len(client.get("/api/v1/batches").get_json()["items"]) == 1


def test_an_answer_that_cannot_be_kept_is_given_all_the_same(
    client: FlaskClient, rolefit: Rolefit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise DatabaseAway

    monkeypatch.setattr(rolefit.idempotency, "answer", away)
    assert client.post(RESUMES, json={"text": RESUME}, headers=KEY).status_code == 201


def test_pages_take_no_notice(client: FlaskClient) -> None:
    for text in ("Skills: Python", "Skills: SQL"):
        assert client.post("/", data={"text": text}, headers=KEY).status_code == 303
    assert stored(client) == 2


def test_two_hundred_at_once_store_one(app: Flask, client: FlaskClient) -> None:
    def post(_: int) -> int:
        return app.test_client().post(RESUMES, json={"text": RESUME}, headers=KEY).status_code

    with ThreadPoolExecutor(16) as pool:
        statuses = list(pool.map(post, range(AT_ONCE)))
    assert set(statuses) <= {HTTPStatus.CREATED, HTTPStatus.CONFLICT}
    assert HTTPStatus.CREATED in statuses
    assert stored(client) == 1
