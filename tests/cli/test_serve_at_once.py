"""One request from two hundred at once, over workers in processes of their own."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from builders import RESUME
from serving import Served, free_port, served

AT_ONCE = 200
CALLERS = 24
RESUMES = "/api/v1/resumes"


@pytest.fixture(params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, environment: dict[str, str]) -> Iterator[Served]:
    if request.param == "postgresql":
        request.getfixturevalue("postgresql_database")
        url = request.getfixturevalue("postgresql_server")
        environment = {**environment, "MATCHER_DATABASE_URL": url}
    port = free_port()
    command = [sys.executable, "-m", "matcher", "serve", "--port", str(port), "--workers", "3", "--jobs", "0"]
    environment = {**environment, "MATCHER_LOG_LEVEL": "error"}  # nobody reads the log until the end
    with served(command, port, environment) as started:
        yield started


def sent_at_once(
    server: Served, body: dict[str, Any], **headers: str
) -> tuple[list[int], list[dict[str, Any]]]:
    with ThreadPoolExecutor(CALLERS) as pool:
        answers = list(pool.map(lambda _: server.post(RESUMES, body, **headers), range(AT_ONCE)))
    return [status for status, _ in answers], [answer for _, answer in answers]


def test_one_idempotency_key_and_then_one_external_id_are_one_resume_each(server: Served) -> None:
    sent = {"text": RESUME, "as_of": "2024-06"}
    statuses, answers = sent_at_once(server, sent, **{"Idempotency-Key": "one-and-only"})
    assert set(statuses) <= {201, 409}
    assert len({answer["id"] for answer in answers if "id" in answer}) == 1

    statuses, answers = sent_at_once(server, {**sent, "external_id": "hr-1"})
    assert (statuses.count(201), statuses.count(200)) == (1, AT_ONCE - 1)
    assert len({answer["id"] for answer in answers}) == 1
    assert server.get(RESUMES)[1].count(b'"filename"') == 2
