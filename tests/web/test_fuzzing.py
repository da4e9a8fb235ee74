"""Schemathesis makes requests up from the OpenAPI document and holds every answer against it.

It finds operations, bodies and the links between them in the document, so that a new route needs nothing
here. `make fuzz` sends many more.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from databases import KIND
from flask import Flask
from sqlalchemy import text
from werkzeug.serving import WSGIRequestHandler, make_server

from matcher.assembly import Rolefit
from matcher.domain.access import ALL_SCOPES, Scope
from matcher.jobs.performing import Performer
from matcher.settings import Settings
from matcher.storage import Database
from matcher.web import create_app

MANY = os.environ.get("MATCHER_FUZZ_EXAMPLES")
EXAMPLES = MANY or "1"
SCENARIOS = MANY or "8"
FEWEST_LINKS_FOLLOWED = 20  # each of them is followed once in api/test_operation_links.py
MORE_WALKS = range(10 if MANY else 0)  # what is stored meanwhile ends one along the links before its time
# What one walk archives, or erases behind an answer that is given again, the next one may ask for.
AVAILABLE_OR_NOT = {"exclude-checks": "ensure_resource_availability"}
HOOKS = Path(__file__).parents[1] / "fuzzing_hooks.py"
CONFIGURATION = f"""
[checks.missing_required_header]
expected-statuses = [400, 401, 403, 406, 415, 422, 428]  # 428 is RFC 6585's, for a change without If-Match

[checks.negative_data_rejection]  # 412: RFC 9110 has conditions looked at before the body is
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 412, 415, 422, 428, 429]

[checks.positive_data_acceptance]
expected-statuses = ["2xx", 401, 403, 404, 409, 412]

[phases.stateful]
max-steps = 30
generation.max-examples = {SCENARIOS}
inference.algorithms = []  # the document's own links alone
"""
ONCE = """
[[operations]]  # the body of post_role again, in 370 ways each
include-operation-id = ["put_role", "post_what_if_added"]
phases.coverage.enabled = false
"""


@pytest.fixture(params=["sqlite", "postgresql"] if MANY else [KIND])
def url(request: pytest.FixtureRequest) -> str:
    if request.param == "postgresql":
        request.getfixturevalue("postgresql_database")
        found: str = request.getfixturevalue("postgresql_server")
        return found
    database: Database = request.getfixturevalue("sqlite_database")
    return str(database.engine.url)


@pytest.fixture
def rolefit(taxonomy_folder: Path, url: str) -> Iterator[Rolefit]:
    service = Rolefit(Settings(url, taxonomy_dir=taxonomy_folder))
    yield service
    service.close()


def lasting_key(app: Flask, rolefit: Rolefit, scopes: frozenset[Scope]) -> str:
    """A key that stays good, though the requests find it in the list of keys and revoke it."""
    made = rolefit.access.create("fuzzing", scopes)
    again = text("UPDATE api_keys SET revoked_at = NULL WHERE prefix = :prefix AND revoked_at IS NOT NULL")

    @app.before_request
    def restore() -> None:
        with rolefit.process.database.engine.begin() as connection:
            connection.execute(again, {"prefix": made["prefix"]})

    hooks = app.before_request_funcs[None]
    hooks.insert(0, hooks.pop())
    key: str = made["key"]
    return key


class QuietHandler(WSGIRequestHandler):
    """Leaves the report to Schemathesis, which has the requests that matter."""

    def log_request(self, *_: object) -> None: ...


@contextmanager
def performed(rolefit: Rolefit) -> Iterator[None]:
    """What requests leave for workers is done meanwhile; nothing is sent out of the machine."""
    over, worker = Event(), Performer(rolefit)

    def perform() -> None:
        while not over.is_set():
            if not worker.perform_next():
                over.wait(0.2)

    thread = Thread(target=perform)
    thread.start()
    yield
    over.set()
    thread.join()


@contextmanager
def served(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=QuietHandler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def fuzz(rolefit: Rolefit, folder: Path, scopes: frozenset[Scope], **options: str) -> str:
    """What Schemathesis reports, which has found nothing."""
    app = create_app(rolefit)
    (folder / "schemathesis.toml").write_text(CONFIGURATION + ("" if MANY else ONCE))
    options = {"header": f"Authorization: Bearer {lasting_key(app, rolefit, scopes)}", **options}
    call = [sys.executable, "-m", "schemathesis.cli", "run", "--continue-on-failure", "--no-color"]
    call += [] if MANY else ["--generation-deterministic"]
    call += [
        "--request-timeout=60",
        "--warnings=off",
        *(f"--{name}={value}" for name, value in options.items()),
    ]
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": str(HOOKS)}
    with performed(rolefit), served(app) as address:
        call.append(f"{address}/api/v1/openapi.json")
        run = subprocess.run(call, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def test_no_request_breaks_the_server_and_no_answer_the_document(rolefit: Rolefit, tmp_path: Path) -> None:
    report = fuzz(rolefit, tmp_path, ALL_SCOPES, **{"max-examples": EXAMPLES})
    links = re.search(r"API Links: +(\d+) covered / (\d+) selected", report)
    assert links is not None, report
    assert int(links[1]) >= FEWEST_LINKS_FOLLOWED, report
    for seed in MORE_WALKS:
        fuzz(rolefit, tmp_path, ALL_SCOPES, phases="stateful", seed=str(seed), **AVAILABLE_OR_NOT)


def test_a_key_that_may_only_read_is_answered_as_the_document_says(rolefit: Rolefit, tmp_path: Path) -> None:
    few = {"phases": "fuzzing", "mode": "positive", "max-examples": "20" if MANY else "1"}
    fuzz(rolefit, tmp_path, frozenset({Scope.RESUMES_READ}), **few)
