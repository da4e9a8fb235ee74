import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builders import RESUME
from databases import NewDatabase
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from matcher import errors
from matcher.assembly import Rolefit
from matcher.errors import (
    Damaged,
    InvalidSetting,
    NotCopied,
    OpenToAll,
    RoleArchived,
    RolefitError,
    UnknownSkill,
)
from matcher.settings import Settings
from matcher.storage import upgrade
from matcher.web import create_app
from matcher.web.errors import TABLE, kind_of

OVERHEARD = "Vera Lindqvist lives at 12 Foundry Lane"


class Leaky:
    """An analyst that fails, quoting what it was given."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def analyse_document(self, *_: object) -> None:
        raise self._error


class Torn(Damaged):
    """A kind of damage that the table does not name."""


@pytest.fixture
def failing(taxonomy_folder: Path, new_database: NewDatabase) -> Iterator[Callable[[Exception], FlaskClient]]:
    """Gives a client of an application whose analyst raises the error."""
    rolefit = Rolefit(Settings(new_database(), taxonomy_dir=taxonomy_folder))
    upgrade(rolefit.database)

    def client_of(error: Exception) -> FlaskClient:
        rolefit.__dict__["analyst"] = Leaky(error)
        return create_app(rolefit).test_client()

    yield client_of
    rolefit.close()


@pytest.mark.parametrize(
    ("path", "method", "status", "slug"),
    [
        ("/api/v1/nothing", "GET", 404, "not-found"),
        ("/api/nothing", "GET", 404, "not-found"),
        ("/api/v1/match", "GET", 405, "method-not-allowed"),
        ("/api/v1/resumes", "DELETE", 405, "method-not-allowed"),
        ("/api/v1/skills/own", "POST", 405, "method-not-allowed"),
        ("/healthz", "POST", 405, "method-not-allowed"),
    ],
)
def test_errors_of_http_are_problems_too(
    client: FlaskClient, path: str, method: str, status: int, slug: str
) -> None:
    response = client.open(path, method=method)
    problem = response.get_json()
    assert (response.status_code, response.content_type) == (status, "application/problem+json")
    assert list(problem) == ["type", "title", "status", "detail", "request_id"]
    assert (problem["type"], problem["status"]) == (f"/problems/{slug}", status)
    if status == 405:
        assert method not in response.headers["Allow"]


@pytest.mark.parametrize(
    ("path", "body", "detail"),
    [
        ("/api/v1/resumes?limit=0", None, "limit: Must be greater than or equal to 1 and less than or"),
        (
            "/api/v1/searches",
            {"name": "a", "parameters": {"score_min": 5}},
            "parameters.score_min.value: Not",
        ),
        (
            "/api/v1/webhooks",
            {"url": "https://hr.example/", "events": ["x"]},
            "events.0: Must be one of: resume",
        ),
        ("/api/v1/webhooks", {"url": "https://hr.example/"}, "events: Missing data"),
        ("/api/v1/webhooks", {}, "url: Missing data for required field.; events: Missing data"),
    ],
)
def test_the_detail_names_each_parameter_and_what_it_should_be(
    client: FlaskClient, path: str, body: object, detail: str
) -> None:
    problem = (client.get(path) if body is None else client.post(path, json=body)).get_json()
    assert problem["type"] == "/problems/unprocessable-entity"
    assert problem["detail"].startswith(detail)


@pytest.mark.parametrize(
    ("path", "method", "words"),
    [("/api/v1/nothing", "GET", "/api/docs"), ("/api/v1/match", "GET", "header Allow")],
)
def test_the_detail_of_an_error_of_http_says_what_to_do(
    client: FlaskClient, path: str, method: str, words: str
) -> None:
    assert words in client.open(path, method=method).get_json()["detail"]


def test_a_file_that_is_missing_is_told_with_both_ways_to_send_it(client: FlaskClient) -> None:
    detail = client.post("/api/v1/resumes", data='{"text": "Loom"}').get_json()["detail"]
    assert "part 'file'" in detail
    assert "Content-Type: application/json" in detail


@pytest.mark.parametrize(
    "error",
    [RuntimeError(OVERHEARD), KeyError(OVERHEARD), InvalidSetting("MATCHER_X", OVERHEARD)],
)
def test_an_unknown_error_tells_nothing_and_logs_no_text(
    failing: Callable[[Exception], FlaskClient], caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    client = failing(error)
    with caplog.at_level(logging.DEBUG):
        response = client.post("/api/v1/match", json={"text": f"{RESUME} {OVERHEARD}"})
    assert (response.status_code, response.content_type) == (500, "application/problem+json")
    assert response.get_json() == {
        "type": "/problems/internal-error",
        "title": "Something went wrong here",
        "status": 500,
        "detail": "Something went wrong here",
        "request_id": response.headers["X-Request-Id"],
    }
    told = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(told) == 1
    assert type(error).__name__ in told[0].getMessage()
    assert response.headers["X-Request-Id"] in told[0].getMessage()
    for record in caplog.records:
        logged = f"{record.getMessage()} {record.args} {record.exc_text} {record.exc_info}"
        assert "Vera" not in logged
        assert "Foundry" not in logged


def test_an_error_of_the_tree_is_told_by_the_nearest_kind(
    failing: Callable[[Exception], FlaskClient],
) -> None:
    client = failing(Torn("cv.pdf", "it is torn"))
    response = client.post("/api/v1/match", json={"text": RESUME})
    assert response.status_code == 422
    assert response.get_json() == {
        "type": "/problems/damaged",
        "title": "The file is damaged",
        "status": 422,
        "detail": str(Damaged("cv.pdf", "it is torn")),
        "reason": "it is torn",
        "request_id": response.headers["X-Request-Id"],
    }


def test_every_error_about_a_request_has_a_kind_of_its_own() -> None:
    ours = {RolefitError, InvalidSetting, NotCopied, OpenToAll}
    told_as_another = {RoleArchived, UnknownSkill}  # in words of their own
    tree = {
        each
        for each in vars(errors).values()
        if isinstance(each, type) and issubclass(each, RolefitError) and each not in ours | told_as_another
    }
    assert set(TABLE) == tree
    slugs = [kind.slug for kind in TABLE.values()]
    assert len(set(slugs)) == len(slugs)
    for each in TABLE:
        assert kind_of(each.__new__(each)) is TABLE[each]


def test_answers_are_private_and_safe_to_show(client: FlaskClient) -> None:
    for path, keeping in (
        ("/api/v1/roles", "private, no-cache"),
        ("/api/v1/nothing", "no-store"),
        ("/healthz", "no-store"),
    ):
        headers = client.get(path).headers
        assert headers["Cache-Control"] == keeping
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'self'" in headers["Content-Security-Policy"]


def test_health_and_readiness(client: FlaskClient, rolefit: Rolefit) -> None:
    assert client.get("/healthz").get_json() == {"status": "alive"}
    ready = client.get("/readyz")
    assert (ready.status_code, ready.content_type) == (200, "application/json")
    assert ready.get_json() == {
        "status": "ready",
        "database": "ready",
        "migrations": "ready",
        "taxonomy": rolefit.lexicon.taxonomy.digest,
    }


def test_a_database_that_does_not_answer_is_not_ready(app: Flask, tmp_path: Path) -> None:
    rolefit: Rolefit = app.extensions["rolefit"]
    away = Rolefit(
        Settings(
            database_url=f"sqlite:///{tmp_path}/missing/x.sqlite3",
            taxonomy_dir=rolefit.settings.taxonomy_dir,
        )
    )
    away.__dict__.update(analyst=rolefit.analyst, lexicon=rolefit.lexicon)
    client = create_app(away).test_client()
    assert client.get("/healthz").status_code == 200
    response = client.get("/readyz")
    assert (response.status_code, response.content_type) == (503, "application/problem+json")
    assert response.get_json()["type"] == "/problems/service-unavailable"
    assert response.get_json()["errors"] == {"database": response.get_json()["detail"]}


@pytest.mark.parametrize(
    ("revision", "ready"),
    [
        (None, False),
        ("0001", False),
        ("9999", True),  # upgraded by a later version, which this one is served beside
    ],
)
def test_a_database_without_the_tables_of_this_version_is_not_ready(
    app: Flask, new_database: NewDatabase, revision: str | None, *, ready: bool
) -> None:
    rolefit: Rolefit = app.extensions["rolefit"]
    behind = Rolefit(Settings(new_database(), taxonomy_dir=rolefit.settings.taxonomy_dir))
    upgrade(behind.database)
    with behind.database.engine.begin() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
        if revision is not None:
            connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": revision})
    behind.__dict__.update(analyst=rolefit.analyst, lexicon=rolefit.lexicon)
    response = create_app(behind).test_client().get("/readyz")
    behind.close()
    assert response.status_code == (200 if ready else 503)
    if not ready:
        assert list(response.get_json()["errors"]) == ["migrations"]
        assert "matcher db upgrade" in response.get_json()["detail"]
