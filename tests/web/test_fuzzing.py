"""Schemathesis makes requests up from the OpenAPI document and holds every answer against it.

It finds operations, bodies and links between them by itself, so that a new route needs nothing here.
`make fuzz` sends many more.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.serving import WSGIRequestHandler, make_server

from matcher.assembly import Rolefit
from matcher.domain.access import ALL_SCOPES
from matcher.settings import Settings
from matcher.storage import Database
from matcher.web import create_app

MANY = os.environ.get("MATCHER_FUZZ_EXAMPLES")
EXAMPLES = MANY or "2"
HOOKS = Path(__file__).parents[1] / "fuzzing_hooks.py"
CONDITIONS_MISSING = """[checks.missing_required_header]
expected-statuses = [400, 401, 403, 406, 415, 422, 428]
"""  # 428 is what RFC 6585 has for a change without If-Match
NOT_CHECKED = (
    "positive_data_acceptance",  # no schema says which bytes are a résumé, which text is a cursor
    "allow_header_conformance",  # /roles/draft is a name that /roles/{role_id} takes too
)


@pytest.fixture(params=["sqlite", "postgresql"] if MANY else ["sqlite"])
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


def lasting_key(app: Flask, rolefit: Rolefit) -> str:
    """A key that stays good, though the requests find it in the list of keys and revoke it."""
    made = rolefit.access.create("fuzzing", ALL_SCOPES)
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


@pytest.fixture
def served(rolefit: Rolefit) -> Iterator[tuple[str, str]]:
    app = create_app(rolefit)
    key = lasting_key(app, rolefit)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=QuietHandler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", key
    server.shutdown()
    thread.join()
    server.server_close()


def test_no_request_breaks_the_server_and_no_answer_the_document(
    served: tuple[str, str], tmp_path: Path
) -> None:
    address, key = served
    options = {
        "--header": f"Authorization: Bearer {key}",
        "--max-examples": EXAMPLES,
        "--exclude-checks": ",".join(NOT_CHECKED),
        "--request-timeout": "60",
        "--warnings": "off",
    }
    call = [sys.executable, "-m", "schemathesis.cli", "run", f"{address}/api/v1/openapi.json"]
    call += ["--continue-on-failure", "--no-color", *([] if MANY else ["--generation-deterministic"])]
    call += [word for option in options.items() for word in option]
    (tmp_path / "schemathesis.toml").write_text(CONDITIONS_MISSING)
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": str(HOOKS)}
    run = subprocess.run(call, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "Stateful" in run.stdout
