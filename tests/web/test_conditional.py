import pytest
from flask import Flask
from flask.testing import FlaskClient

GZIP = {"Accept-Encoding": "gzip"}
ROLES = "/api/v1/roles"


def test_what_has_not_changed_costs_a_304(client: FlaskClient) -> None:
    first = client.get(ROLES)
    assert first.headers["Cache-Control"] == "private, no-cache"
    again = client.get(ROLES, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == "private, no-cache"
    assert client.get(ROLES, headers={"If-None-Match": '"other"'}).data == first.data


def test_compression_makes_the_tag_weak_and_changes_nothing_else(client: FlaskClient) -> None:
    plain, packed = client.get(ROLES), client.get(ROLES, headers=GZIP)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["ETag"] == f"W/{plain.headers['ETag']}"
    for tag in (plain.headers["ETag"], packed.headers["ETag"]):
        for headers in ({}, GZIP):
            again = client.get(ROLES, headers={**headers, "If-None-Match": tag})
            assert again.status_code == 304
            assert again.headers["ETag"] == (packed if headers else plain).headers["ETag"]


def test_different_answers_have_different_tags(client: FlaskClient) -> None:
    tags = [client.get(f"{ROLES}/{role}").headers["ETag"] for role in ("data-engineer", "data-scientist")]
    assert len(set(tags)) == 2


def test_a_tag_that_no_longer_holds_is_a_problem(client: FlaskClient) -> None:
    held = client.get(ROLES).headers["ETag"]
    assert client.get(ROLES, headers={"If-Match": held}).status_code == 200
    response = client.get(ROLES, headers={"If-Match": '"other"'})
    assert (response.status_code, response.content_type) == (412, "application/problem+json")
    assert response.get_json()["type"] == "/problems/precondition-failed"
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/roles", "/api/v1/nothing", "/healthz", "/api/docs/"])
def test_pages_problems_and_health_are_not_kept(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert (headers["Cache-Control"], "ETag" in headers) == ("no-store", False)


def test_an_answer_to_a_post_has_no_tag(client: FlaskClient) -> None:
    headers = client.post("/api/v1/match", json={"text": "Skills: Python"}).headers
    assert (headers["Cache-Control"], "ETag" in headers) == ("no-store", False)


@pytest.mark.parametrize("path", [ROLES, f"{ROLES}/data-engineer", "/api/v1/openapi.json", "/", "/healthz"])
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_head_tells_what_get_would(client: FlaskClient, path: str, encoding: str) -> None:
    told, got = (ask(path, headers={"Accept-Encoding": encoding}) for ask in (client.head, client.get))
    assert (told.status_code, told.data) == (200, b"")
    for name in ("ETag", "Content-Length", "Content-Type", "Content-Encoding", "Cache-Control", "Vary"):
        assert told.headers.get(name) == got.headers.get(name), name


def test_head_is_everywhere_where_get_is(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        methods = rule.methods or set()
        assert ("HEAD" in methods) == ("GET" in methods), rule
