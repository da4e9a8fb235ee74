"""What is logged of requests, over every route: enough to run the service, nothing about anybody."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from builders import multipart
from databases import NewDatabase
from flask import Flask, g
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from matcher.assembly import Process, Rolefit
from matcher.domain.access import ALL_SCOPES
from matcher.domain.analysis import Analysis
from matcher.domain.document import Document
from matcher.domain.month import Month
from matcher.logs import log_handler, set_up_logs
from matcher.services.analysis import Analyst
from matcher.settings import Settings
from matcher.storage import upgrade
from matcher.web import create_app
from matcher.web.access import COOKIE

MARK = "Zanzibaria"
HEADERS = {"X-Api-Key": MARK, "User-Agent": MARK, "Referer": MARK}
JSON_BODIES: tuple[Any, ...] = (
    {"text": f"{MARK} Verhagen\nData Engineer at {MARK}\nSkills: Python, {MARK}", "external_id": MARK},
    {"text": MARK, MARK: MARK},
    {"content_base64": MARK, "filename": f"{MARK}.pdf"},
    {"json_resume": {"basics": {"name": MARK}, "skills": [{"name": MARK}]}},
    {"id": MARK.lower(), "name": MARK, "kind": MARK, "domain": MARK},
    [MARK],
)
FILES = (
    f"{MARK}\nSkills: Python, {MARK}".encode(),
    f"%PDF-1.7\n1 0 obj\n<<{MARK}".encode(),
    b"\x00\x01\x02" + MARK.encode(),
    b"",
)


class Leaky(Analyst):
    """Fails with what it read in the message of its error."""

    def __init__(self) -> None:
        pass

    def analyse_document(self, document: Document, as_of: Month) -> Analysis:  # noqa: ARG002
        raise RuntimeError(document.text)


@pytest.fixture(scope="module")
def rolefit(rolefit: Rolefit, new_database: NewDatabase) -> Iterator[Rolefit]:
    """The service over a database of the test's own, which every route may change."""
    settings = Settings(new_database())
    process, shared = Process(settings), rolefit.process
    process.__dict__.update(lexicon=shared.lexicon, reader=shared.reader, analyst=shared.analyst)
    upgrade(process.database)
    yield Rolefit(settings, process)
    process.database.close()


@pytest.fixture(scope="module")
def app(rolefit: Rolefit) -> Flask:
    return create_app(rolefit)


@pytest.fixture(scope="module")
def key(rolefit: Rolefit) -> str:
    """A key for everything; with it there, nothing is allowed without."""
    return str(rolefit.access.create(MARK, ALL_SCOPES, rolefit.organisation, None)["key"])


def with_key(app: Flask, key: str) -> FlaskClient:
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {key}"
    client.set_cookie(COOKIE, key)
    return client


@pytest.fixture
def client(app: Flask, key: str) -> FlaskClient:
    return with_key(app, key)


@pytest.fixture
def stored_id(client: FlaskClient, resume_text: str) -> str:
    answer = client.post("/api/v1/resumes", json={"text": resume_text}).get_json()
    return str(answer["id"])


class Lines:
    """The log since the last look."""

    def __init__(self, stream: io.StringIO) -> None:
        self._stream = stream

    def __call__(self) -> list[dict[str, Any]]:
        text = self._stream.getvalue()
        self._stream.truncate(0)
        self._stream.seek(0)
        return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def lines() -> Iterator[Lines]:
    """The log at its most talkative."""
    root, own, stream = logging.getLogger(), logging.getLogger("matcher"), io.StringIO()
    before = root.handlers, root.level, own.level
    settings = Settings(log_level="debug", log_format="json")
    set_up_logs(settings)
    root.handlers = [log_handler(settings, stream)]
    yield Lines(stream)
    root.handlers, own.level = before[0], before[2]
    root.setLevel(before[1])


def send_everything(client: FlaskClient, rule: Rule, method: str, values: dict[str, Any]) -> Iterator[int]:
    """Each kind of body that any route takes, to one route, alone and with more than it takes.

    Gives the statuses.
    """
    path = rule.rule
    for name in rule.arguments:
        part = rule_part(rule, name)
        path = path.replace(part, values.get(name, "7" if part.startswith("<int:") else MARK))
    asked = f"{path}?q={MARK}&cursor={MARK}&as_of={MARK}&as_of=2024-06&{MARK}={MARK}"
    yield client.open(asked, method=method, headers=HEADERS).status_code
    if method in {"POST", "PUT", "PATCH"}:
        for address, more in ((path, {}), (asked, {"text": MARK, MARK: MARK})):
            yield from send_bodies(partial(client.open, address, method=method, headers=HEADERS), more)


def send_bodies(send: Callable[..., TestResponse], more: dict[str, str]) -> Iterator[int]:
    for body in JSON_BODIES:
        yield send(json=body).status_code
    for content in FILES:
        yield send(**multipart(content, f"{MARK}.pdf", external_id=MARK, **more)).status_code


def rule_part(rule: Rule, name: str) -> str:
    """How the argument is written in the rule, with its converter if there is one."""
    start = rule.rule.rindex("<", 0, rule.rule.index(f"{name}>"))
    return rule.rule[start : rule.rule.index(">", start) + 1]


def rules_of(app: Flask) -> list[tuple[Rule, str]]:
    found = [(rule, method) for rule in app.url_map.iter_rules() for method in sorted(rule.methods or ())]
    return [(rule, method) for rule, method in found if not rule.rule.startswith("/static")]


def test_no_route_logs_anything_about_anybody(
    app: Flask, client: FlaskClient, lines: Lines, stored_id: str, key: str
) -> None:
    ids = {"resume_id": stored_id, "role_id": "data-engineer"}
    lines()
    told: list[dict[str, Any]] = []
    for rule, method in rules_of(app):
        rounds = ({}, ids) if method == "GET" else ({},)
        statuses = [each for values in rounds for each in send_everything(client, rule, method, values)]
        new = lines()
        told += new
        requests = [line for line in new if line["event"] == "request"]
        assert [line["status"] for line in requests] == statuses
        assert {(line["route"], line["method"]) for line in requests} == {(rule.rule, method)}
    log = json.dumps(told).lower()
    assert MARK.lower() not in log
    assert not [part for part in key.lower().split("_", 2)[1:] if part in log]
    assert {line["status"] for line in told if "status" in line} >= {200, 201, 404, 415, 422}


def test_a_failure_is_logged_without_what_it_was_about(rolefit: Rolefit, key: str, lines: Lines) -> None:
    broken = Rolefit(rolefit.settings, rolefit.process)
    broken.__dict__["analyst"] = Leaky()
    client = with_key(create_app(broken), key)
    lines()
    assert client.post("/api/v1/match", json=JSON_BODIES[0], headers=HEADERS).status_code == 500
    told = lines()
    assert MARK not in json.dumps(told)
    assert [line["level"] for line in told] == ["error", "info"]
    assert "RuntimeError at" in told[0]["event"]
    assert (told[1]["route"], told[1]["status"]) == ("/api/v1/match", 500)


def test_a_key_that_is_refused_is_not_logged(app: Flask, lines: Lines) -> None:
    assert with_key(app, MARK).get("/api/v1/resumes").status_code == 401
    assert MARK not in json.dumps(lines())


@pytest.mark.parametrize(
    "path", [f"/{MARK}", f"/api/v1/{MARK}", f"/static/{MARK}.css", f"/api/v1/resumes/{MARK}/{MARK}?q={MARK}"]
)
def test_a_path_is_never_logged(client: FlaskClient, lines: Lines, path: str) -> None:
    assert client.get(path).status_code == 404
    (line,) = lines()
    assert MARK not in json.dumps(line)
    assert line["route"] in {"unmatched", "/static/<path:filename>"}


def test_an_unknown_method_is_not_quoted(client: FlaskClient, lines: Lines) -> None:
    client.open("/healthz", method=MARK.upper())
    assert lines()[-1]["method"] == "other"


def test_a_line_tells_what_an_operator_asks(
    client: FlaskClient, lines: Lines, resume_pdf: bytes, resume_text: str
) -> None:
    response = client.post("/api/v1/match", json={"text": resume_text})
    (line,) = lines()
    assert line["bytes"] == len(response.data)
    assert list(line["stages"]) == ["extract", "profile", "rank"]
    assert 0 < sum(line["stages"].values()) <= line["milliseconds"] + len(line["stages"])
    assert line["request_id"] == response.headers.get("X-Request-ID")
    stored = client.post("/api/v1/resumes", **multipart(resume_pdf, "cv.pdf", external_id="log"))
    assert stored.status_code in {200, 201}
    assert list(lines()[-1]["stages"]) == ["read", "extract", "profile", "rank", "store"]
    client.get("/healthz")
    assert "stages" not in lines()[-1]


def test_the_id_of_the_request_is_told(app: Flask, lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    def name_request() -> None:
        g.request_id = "0123"

    before: list[Callable[..., Any]] = app.before_request_funcs[None]
    monkeypatch.setitem(app.before_request_funcs, None, [*before, name_request])
    app.test_client().get("/healthz")
    assert lines()[-1]["request_id"] == "0123"
