"""Answers that come before a body was read, from a server in a process of its own."""

import json
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse

import pytest
from builders import Run
from serving import Served, free_port, served

MEGABYTE = 1_000_000
SECONDS = 60
RESUMES = "/api/v1/resumes"
SMALL = {"MATCHER_MAX_FILE_BYTES": str(MEGABYTE), "MATCHER_MAX_BATCH_BYTES": str(20 * MEGABYTE)}
ZIP = {"Content-Type": "application/zip"}
BAD_KEY = {"Authorization": "Bearer rolefit_wrong"}


@contextmanager
def serving(environment: dict[str, str], **more: str) -> Iterator[Served]:
    """With one worker: who holds it holds everybody."""
    port = free_port()
    command = [sys.executable, "-m", "matcher", "serve", "--port", str(port), "--workers", "1", "--jobs", "0"]
    with served(command, port, {**environment, **SMALL, **more}) as started:
        yield started


@pytest.fixture
def server(environment: dict[str, str], run: Run) -> Iterator[tuple[Served, dict[str, str]]]:
    """With a key that is good."""
    key = run("keys", "create", "desk").stdout.strip()
    with serving(environment) as started:
        yield started, {"Authorization": f"Bearer {key}"}


def slug_of(response: HTTPResponse) -> str:
    assert response.headers["Content-Type"] == "application/problem+json"
    problem = json.loads(response.read())
    assert problem["status"] == response.status
    return str(problem["type"]).removeprefix("/problems/")


def sent(server: Served, path: str, size: int, headers: dict[str, str], *, chunked: bool = False) -> str:
    """The kind of problem that a client is told which sends the whole body before it reads."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=SECONDS)
    body = iter([b" " * MEGABYTE] * (size // MEGABYTE)) if chunked else b" " * size
    try:
        connection.request("POST", path, body, {"Content-Type": "application/json", **headers})
        return slug_of(connection.getresponse())
    finally:
        connection.close()


def test_who_sends_much_sees_why_it_is_refused(server: tuple[Served, dict[str, str]]) -> None:
    started, good_key = server
    for path, megabytes, headers, chunked, slug in (
        (RESUMES, 12, good_key, False, "request-entity-too-large"),
        ("/api/v1/batches", 25, good_key | ZIP, False, "request-entity-too-large"),
        (RESUMES, 6, BAD_KEY, False, "key-refused"),
        (RESUMES, 6, BAD_KEY, True, "key-refused"),
        (RESUMES, 6, {}, False, "key-missing"),
        ("/api/v1/nowhere", 6, good_key, False, "not-found"),
    ):
        told = sent(started, path, megabytes * MEGABYTE, headers, chunked=chunked)
        assert told == slug, (path, megabytes, chunked)


def test_who_sends_much_too_often_is_told_to_wait(environment: dict[str, str]) -> None:
    with serving(environment, MATCHER_RATE_LIMIT="1 per hour") as started:
        told = [sent(started, RESUMES, 6 * MEGABYTE, {}) for _ in range(2)]
    assert told == ["request-entity-too-large", "too-many-requests"]


@contextmanager
def refused_early(server: Served) -> Iterator[socket.socket]:
    """A connection whose request is answered already, with nearly all of its body still to come."""
    head = f"POST {RESUMES} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {BAD_KEY['Authorization']}\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=SECONDS) as connection:
        connection.sendall(f"{head}Content-Length: {10**12}\r\n\r\n ".encode())
        assert connection.makefile("rb").read().startswith(b"HTTP/1.1 401")
        yield connection


def test_who_stops_in_the_middle_is_let_go(server: tuple[Served, dict[str, str]]) -> None:
    started, _ = server
    with refused_early(started):
        assert started.get("/healthz")[0] == 200


def test_who_never_ends_is_let_go(server: tuple[Served, dict[str, str]]) -> None:
    """What comes too late is answered with a reset."""
    started, _ = server
    with refused_early(started) as connection, pytest.raises(ConnectionError):
        connection.sendall(b" " * MEGABYTE * 200)
    assert started.get("/healthz")[0] == 200
