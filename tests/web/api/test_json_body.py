"""Every route that takes JSON, found in the OpenAPI document, answers alike to what is none."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

ROUTES = [  # held against the document below
    ("patch", "/api/v1/resumes/{resume_id}"),
    ("patch", "/api/v1/webhooks/{webhook_id}"),
    ("post", "/api/v1/keys"),
    ("post", "/api/v1/match"),
    ("post", "/api/v1/resumes"),
    ("post", "/api/v1/resumes/{resume_id}/notes"),
    ("post", "/api/v1/roles"),
    ("post", "/api/v1/roles/draft"),
    ("post", "/api/v1/roles/what-if"),
    ("post", "/api/v1/roles/{role_id}/what-if"),
    ("post", "/api/v1/searches"),
    ("post", "/api/v1/skills"),
    ("post", "/api/v1/webhooks"),
    ("put", "/api/v1/roles/{role_id}"),
    ("put", "/api/v1/searches/{search_id}"),
]
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
ADVICE = "Content-Type: application/json"
Send = Callable[..., TestResponse]


@pytest.fixture(params=ROUTES, ids=" ".join)
def send(request: pytest.FixtureRequest, client: FlaskClient) -> Send:
    """Sends a body of a type to one of the routes; what it is about need not be there."""
    method, route = request.param
    path = re.sub(r"\{\w+\}", "data-engineer", route)

    def sent(data: bytes, content_type: str | None) -> TestResponse:
        return client.open(
            path,
            method=method.upper(),
            input_stream=io.BytesIO(data),
            content_length=len(data),
            content_type=content_type,
            headers={"If-Match": "*"},
        )

    return sent


def test_the_routes_are_those_of_the_document(client: FlaskClient) -> None:
    paths = client.get("/api/v1/openapi.json").get_json()["paths"]
    described: dict[tuple[str, str], Any] = {
        (method, path): operation
        for path, item in paths.items()
        for method, operation in item.items()
        if method != "parameters" and JSON in operation.get("requestBody", {}).get("content", {})
    }
    assert sorted(described) == sorted(ROUTES)
    assert all({"415", "422"} <= described[route]["responses"].keys() for route in ROUTES)


@pytest.mark.parametrize("depth", [100, 900, 930, 950, 970, 990])
@pytest.mark.parametrize(("opened", "closed"), [(b"[", b"]"), (b'{"a":', b"}")])
def test_json_that_is_nested_deeply_breaks_nothing(
    send: Send, depth: int, opened: bytes, closed: bytes
) -> None:
    value = opened * depth + b"1" + closed * depth
    for field in (b"text", b"stage", b"name", b"parameters", b"json_resume", b"weights", b"events"):
        answer = send(b'{"%s": %s}' % (field, value), JSON)
        assert answer.status_code in {422} | ({200, 201} if field == b"json_resume" else set())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"text": ' + b"[" * 3000 + b"]" * 3000 + b"}", "is nested too deeply"),
        (b'{"a":' * 3000, "is nested too deeply"),
        (b"[" * 100_000, "is nested too deeply"),
        (b'{"text": "x"', "is not valid JSON"),
        (b"text=x", "is not valid JSON"),
        (b"\xff\xfe\x00", "is not valid JSON"),
        (b'{"text": 1' + b"0" * 5000 + b"}", "is not valid JSON"),
        (b"[]", "is not a JSON object"),
        (b'"x"', "is not a JSON object"),
        (b"null", "is not a JSON object"),
        (b"", "is missing; send a JSON object"),
    ],
)
def test_what_is_no_json_object_is_told_alike(send: Send, data: bytes, reason: str) -> None:
    answer = send(data, JSON)
    problem = answer.get_json()
    assert (answer.status_code, problem["type"]) == (422, "/problems/invalid-input")
    assert problem["field"] == "body"
    assert problem["reason"].startswith(reason)


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (b'{"text":"x"}', FORM),
        (b'{"text":"x"}', "text/plain"),
        (b'{"text":"x"}', "text/json"),
        (b'{"text":"x"}', None),
        (b"\xff", None),
        (b"", "text/plain"),
        (b"", FORM),
    ],
)
def test_a_body_of_another_type_is_told_alike(send: Send, data: bytes, content_type: str | None) -> None:
    answer = send(data, content_type)
    problem = answer.get_json()
    assert (answer.status_code, problem["type"]) == (415, "/problems/unsupported-media-type")
    assert ADVICE in problem["detail"]


@pytest.mark.parametrize("content_type", [JSON, "application/json; charset=utf-8", "application/hr+json"])
def test_json_is_taken_under_each_of_its_names(send: Send, content_type: str) -> None:
    answer = send(b'{"mood": "fine"}', content_type)
    assert answer.status_code in {404, 422}
    assert answer.get_json().get("field") != "body"
