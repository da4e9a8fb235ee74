from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from matcher.assembly import Rolefit
from matcher.domain.access import ALL_SCOPES
from matcher.storage.base import Base

KEYS = "/api/v1/keys"
READER = {"name": "reader", "scopes": ["resumes:read"]}


@pytest.fixture
def admin(client: FlaskClient, rolefit: Rolefit) -> FlaskClient:
    key = rolefit.access.create("desk", ALL_SCOPES)["key"]
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {key}"
    return client


def everything_stored(rolefit: Rolefit) -> Iterator[str]:
    with rolefit.process.database.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            yield from (str(tuple(row)) for row in connection.execute(select(table)))


def test_a_key_is_told_once(admin: FlaskClient) -> None:
    made = admin.post(KEYS, json=READER)
    assert made.status_code == 201
    body = made.get_json()
    assert body["key"].startswith(f"rolefit_{body['prefix']}_")
    listed = admin.get(KEYS)
    assert {each["name"] for each in listed.get_json()["items"]} == {"reader", "desk"}
    assert body["key"] not in listed.text
    revoked = admin.delete(f"{KEYS}/{body['prefix']}")
    assert (revoked.status_code, body["key"] in revoked.text) == (200, False)
    assert revoked.get_json()["revoked_at"]
    assert admin.get(f"{KEYS}/{body['prefix']}").status_code == 405


def test_the_secret_is_kept_nowhere_whatever_the_request_asks_to_be_kept(
    admin: FlaskClient, rolefit: Rolefit
) -> None:
    header = {"Idempotency-Key": "one-and-only"}
    made = admin.post(KEYS, json=READER, headers=header)
    secret = made.get_json()["key"].split("_", 2)[2]
    assert not [row for row in everything_stored(rolefit) if secret in row]
    again = admin.post(KEYS, json=READER, headers=header)
    assert (again.status_code, again.get_json()["type"]) == (404, "/problems/idempotency-answer-gone")
    assert len(admin.get(KEYS).get_json()["items"]) == 2
    other = admin.post(KEYS, json={**READER, "name": "other"}, headers=header)
    assert other.get_json()["type"] == "/problems/idempotency-key-reused"


def told_by(schema: Any, components: dict[str, Any]) -> set[str]:
    """The names of the fields that an answer has."""
    if "$ref" in schema:
        schema = components[schema["$ref"].rsplit("/", 1)[-1]]
    return set(schema.get("properties", {}))


def test_no_answer_that_tells_a_secret_is_kept(app: Flask, client: FlaskClient) -> None:
    """By the names that secrets go by, so that a route of tomorrow is held to it too."""
    document = client.get("/api/v1/openapi.json").get_json()
    components = document["components"]["schemas"]
    telling = []
    for path, item in document["paths"].items():
        answers = item.get("post", {}).get("responses", {}).values()
        bodies = [each.get("content", {}).get("application/json", {}).get("schema", {}) for each in answers]
        if any({"key", "secret"} & told_by(body, components) for body in bodies):
            rule = path.replace("{", "").replace("}", "")
            endpoint, _ = app.url_map.bind("localhost").match(rule, method="POST")
            telling.append((path, getattr(app.view_functions[endpoint], "tells_a_secret", False)))
    assert (KEYS, True) in telling
    assert not [path for path, is_marked in telling if not is_marked]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": "desk"},
        {"scopes": ["admin"]},
        {"name": "", "scopes": ["admin"]},
        {"name": "x" * 256, "scopes": ["admin"]},
        {"name": "a\x00b", "scopes": ["admin"]},
        {"name": "a\ud800", "scopes": ["admin"]},
        {"name": 7, "scopes": ["admin"]},
        {"name": "desk", "scopes": []},
        {"name": "desk", "scopes": ["everything"]},
        {"name": "desk", "scopes": "admin"},
        {"name": "desk", "scopes": ["admin"], "expires_at": "2000-01-01T00:00:00Z"},
        {"name": "desk", "scopes": ["admin"], "expires_at": "2999-01-01T00:00:00"},
        {"name": "desk", "scopes": ["admin"], "expires_at": "soon"},
        {"name": "desk", "scopes": ["admin"], "expires_at": "9999-12-31T23:59:59-14:00"},
        {"name": "desk", "scopes": ["admin"], "expires_at": "0001-01-01T00:00:00+14:00"},
        {"name": "desk", "scopes": ["admin"], "key": "rolefit_my_own"},
        {"name": "desk", "scopes": ["admin"], "organisation": "other"},
        [],
    ],
)
def test_what_is_no_key_is_refused(admin: FlaskClient, body: Any) -> None:
    answer = admin.post(KEYS, json=body)
    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    assert len(admin.get(KEYS).get_json()["items"]) == 1


def test_a_key_that_ends_says_when(admin: FlaskClient) -> None:
    body = {**READER, "expires_at": "2999-01-01T09:00:00+09:00"}
    assert admin.post(KEYS, json=body).get_json()["expires_at"] == "2999-01-01T00:00:00Z"


@pytest.mark.parametrize("prefix", ["nobody", "%00", "%FF", "x" * 2000, "..", "%F0%9F%98%80"])
def test_what_is_no_prefix_is_not_found(admin: FlaskClient, prefix: str) -> None:
    assert admin.delete(f"{KEYS}/{prefix}").status_code == 404
