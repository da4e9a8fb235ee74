import logging
import os
import re
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from uuid import uuid4

import pytest
from conftest import skip_or_fail
from flask import Flask, g, request
from flask.testing import FlaskClient
from limits.errors import StorageError
from redis import Redis
from redis.exceptions import RedisError

from matcher.web import rate_limits
from matcher.web.api.health import health
from matcher.web.errors import register_errors
from matcher.web.rate_limits import register_rate_limits

Make = Callable[..., Flask]
REDIS_URL = "redis://127.0.0.1:6379/0"
NOBODY_LISTENS = "redis://127.0.0.1:1/0"


@pytest.fixture
def limited(bare_app: Make) -> Callable[..., FlaskClient]:
    """Makes a client of an application with a limit, to which X-Key says whose request it is."""

    def make(limit: str | None = "2 per minute", storage: str = "memory://") -> FlaskClient:
        app = bare_app(rate_limit=limit, rate_limit_storage_url=storage)
        register_errors(app)
        app.before_request(tell_principal)
        register_rate_limits(app)
        app.add_url_rule("/api/one", endpoint="one", view_func=lambda: "1")
        app.add_url_rule("/api/other", endpoint="other", view_func=lambda: "2")
        return app.test_client()

    return make


def tell_principal() -> None:
    key = request.headers.get("X-Key")
    if key is not None:
        g.principal = SimpleNamespace(key=key or None)


@pytest.fixture
def redis_server() -> Iterator[tuple[str, str]]:
    """The URL of a Redis server and the name of a caller whose counts are erased at the end."""
    url, caller = os.environ.get("MATCHER_TEST_REDIS_URL", REDIS_URL), uuid4().hex
    with Redis.from_url(url, socket_connect_timeout=1) as server:
        try:
            server.ping()
        except RedisError:
            skip_or_fail("no Redis answers at MATCHER_TEST_REDIS_URL")
        yield url, caller
        for key in server.scan_iter(match=f"*{caller}*"):
            server.delete(key)


def statuses(client: FlaskClient, times: int, path: str = "/api/one", **headers: str) -> list[int]:
    return [client.get(path, headers=headers).status_code for _ in range(times)]


def test_without_a_setting_nothing_is_counted(limited: Callable[..., FlaskClient]) -> None:
    response = limited(None).get("/api/one")
    assert (response.status_code, "RateLimit" in response.headers) == (200, False)


def test_the_headers_tell_what_is_left(limited: Callable[..., FlaskClient]) -> None:
    client = limited("2 per minute; 9 per hour")
    for left in (1, 0):
        headers = client.get("/api/one").headers
        assert headers["RateLimit-Policy"] == '"per-60s";q=2;w=60, "per-3600s";q=9;w=3600'
        told = re.fullmatch(r'"per-60s";r=(\d);t=(\d+), "per-3600s";r=(\d);t=(\d+)', headers["RateLimit"])
        assert told is not None
        minute_left, minute_resets, hour_left, hour_resets = map(int, told.groups())
        assert (minute_left, hour_left) == (left, left + 7)
        assert 1 <= minute_resets <= 60
        assert 1 <= hour_resets <= 3600
        assert "Retry-After" not in headers


def test_what_goes_over_is_a_problem_that_says_when_to_come_back(limited: Callable[..., FlaskClient]) -> None:
    client = limited()
    assert statuses(client, 3) == [200, 200, 429]
    response = client.get("/api/one")
    problem = response.get_json()
    assert (response.status_code, response.content_type) == (429, "application/problem+json")
    assert (problem["type"], problem["title"]) == ("/problems/too-many-requests", "Too Many Requests")
    assert "Retry-After" in problem["detail"]
    assert 1 <= int(response.headers["Retry-After"]) <= 60
    assert response.headers["RateLimit"].startswith('"per-60s";r=0;t=')


def test_all_routes_share_one_count(limited: Callable[..., FlaskClient]) -> None:
    client = limited()
    assert statuses(client, 2) == [200, 200]
    assert statuses(client, 1, "/api/other") == [429]


def test_each_key_has_its_count_and_so_has_each_address(limited: Callable[..., FlaskClient]) -> None:
    client = limited()
    assert statuses(client, 3, **{"X-Key": "a"}) == [200, 200, 429]
    assert statuses(client, 3, **{"X-Key": "b"}) == [200, 200, 429]
    assert statuses(client, 2) == [200, 200]
    assert statuses(client, 1, **{"X-Key": ""}) == [429]  # the local user has no key, only an address
    elsewhere = client.get("/api/one", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert elsewhere.status_code == 200


def test_health_is_never_refused(bare_app: Make) -> None:
    app = bare_app(rate_limit="1 per day")
    register_rate_limits(app)
    app.register_blueprint(health)
    assert statuses(app.test_client(), 3, "/healthz") == [200, 200, 200]


def test_two_processes_count_together_in_redis(
    limited: Callable[..., FlaskClient], redis_server: tuple[str, str]
) -> None:
    url, caller = redis_server
    one, other = limited(storage=url), limited(storage=url)
    assert statuses(one, 1, **{"X-Key": caller}) == [200]
    assert statuses(other, 1, **{"X-Key": caller}) == [200]
    assert statuses(one, 1, **{"X-Key": caller}) == [429]
    assert statuses(other, 1, **{"X-Key": caller}) == [429]


def test_a_redis_that_is_away_is_stood_in_for_by_memory(
    limited: Callable[..., FlaskClient], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        assert statuses(limited(storage=NOBODY_LISTENS), 3) == [200, 200, 429]
    assert "falling back to in-memory" in caplog.text
    assert "127.0.0.1" not in caplog.text


def test_a_redis_that_goes_away_during_a_request_costs_the_headers_alone(
    limited: Callable[..., FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StorageError(ConnectionError("gone"))

    monkeypatch.setattr(rate_limits, "add_limits", fail)
    response = limited().get("/api/one")
    assert (response.status_code, "RateLimit" in response.headers) == (200, False)
