from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import Unauthorized

from matcher.web.cross_origin import register_cross_origin
from matcher.web.errors import register_errors

HR = "https://hr.example"


@pytest.fixture
def make(bare_app: Callable[..., Flask]) -> Callable[..., FlaskClient]:
    def client(*origins: str) -> FlaskClient:
        app = bare_app(cors_origins=origins)
        register_errors(app)
        register_cross_origin(app)
        app.add_url_rule("/api/v1/roles", endpoint="roles", view_func=lambda: "{}")
        app.add_url_rule("/", endpoint="page", view_func=lambda: "page")
        return app.test_client()

    return client


def preflight(client: FlaskClient, origin: str, path: str = "/api/v1/roles") -> dict[str, str]:
    headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    return dict(client.options(path, headers=headers).headers)


def test_a_named_origin_may_read_and_sees_the_headers_it_needs(make: Callable[..., FlaskClient]) -> None:
    response = make("https://other.example", HR).get("/api/v1/roles", headers={"Origin": HR})
    assert response.headers["Access-Control-Allow-Origin"] == HR
    assert response.headers["Vary"] == "Origin"
    shown = set(response.headers["Access-Control-Expose-Headers"].split(", "))
    assert shown >= {"ETag", "Link", "Location", "RateLimit", "RateLimit-Policy", "Retry-After"}
    assert "X-Request-Id" in shown
    assert "Access-Control-Allow-Credentials" not in response.headers


def test_problems_can_be_read_too(make: Callable[..., FlaskClient]) -> None:
    response = make(HR).get("/api/v1/nothing", headers={"Origin": HR})
    assert (response.status_code, response.headers["Access-Control-Allow-Origin"]) == (404, HR)


def test_a_preflight_is_answered_ahead_of_whatever_asks_for_a_key(bare_app: Callable[..., Flask]) -> None:
    app = bare_app(cors_origins=(HR,))
    register_cross_origin(app)

    @app.before_request
    def refuse() -> None:
        raise Unauthorized

    answered = preflight(app.test_client(), HR)
    assert answered["Access-Control-Allow-Origin"] == HR
    assert set(answered["Access-Control-Allow-Methods"].split(", ")) >= {"GET", "POST", "DELETE"}
    sent = set(answered["Access-Control-Allow-Headers"].split(", "))
    assert sent >= {"Authorization", "Idempotency-Key", "If-Match", "Content-Type"}


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://hr.example",
        "https://hr.example:8443",
        "https://hr.example.evil.example",
        "https://evilhr.example",
        "https://HR.example",
        "null",
        "",
    ],
)
def test_any_other_origin_is_told_nothing(make: Callable[..., FlaskClient], origin: str) -> None:
    client = make(HR)
    read = client.get("/api/v1/roles", headers={"Origin": origin})
    for headers in (dict(read.headers), preflight(client, origin)):
        assert not [name for name in headers if name.startswith("Access-Control-")]
        assert headers["Vary"] == "Origin"


def test_pages_are_never_shared(make: Callable[..., FlaskClient]) -> None:
    client = make(HR)
    read = client.get("/", headers={"Origin": HR})
    for headers in (dict(read.headers), preflight(client, HR, "/")):
        assert not [name for name in headers if name.startswith("Access-Control-")]


def test_it_is_off_unless_origins_are_set(client: FlaskClient) -> None:
    response = client.get("/api/v1/roles", headers={"Origin": HR})
    assert "Access-Control-Allow-Origin" not in response.headers
    assert "Access-Control-Allow-Origin" not in preflight(client, HR)
