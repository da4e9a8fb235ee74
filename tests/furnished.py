"""A service that holds something of everything, and all that it answers about it."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builders import AS_OF, RESUME
from flask import Flask
from flask.testing import FlaskClient

from matcher.assembly import Rolefit
from matcher.domain.access import ALL_SCOPES
from matcher.jobs.performing import Performer
from matcher.settings import Settings
from matcher.storage import upgrade
from matcher.web import create_app

API = "/api/v1"
ROLE = "data-engineer"
ROLES = {"role_id": ROLE, "other_id": "data-scientist"}
TEXTS = (
    RESUME,
    "Skills\nPython, SQL, FooBase",
    "Data Engineer\nSkills\nSQL",
    "Skills: Docker, BarQueue",
    "Nothing",
)
LISTS = (f"{API}/resumes", f"{API}/roles/{ROLE}/candidates")
SEARCHES: tuple[Mapping[str, str], ...] = (
    {"q": '"Brightly Ltd" -looms'},
    {"q": "skills", "sort": "-total_months", "facets": "skills,education,stage,title"},
    {"skills_all": "python,sql", "score_min": "10.5"},
    {"label": "later"},
    {"stage": "shortlisted"},
    {"limit": "2"},
)
ONCE: Mapping[str, Any] = {
    "json": {"text": "Skills\nPython", "as_of": str(AS_OF)},
    "headers": {"Idempotency-Key": "one-and-only"},
}
FOOBASE = {"name": "FooBase", "kind": "database", "aliases": ["Foo Base Server"], "implies": ["sql"]}
HOOK = {"url": "https://receiver.example/hook", "events": ["resume.matched", "batch.finished"]}
PERHAPS_USED = "last_used_at"  # to the minute, so it may be another at the next question


class Member(FlaskClient):
    """Asks with a key, and wants an answer that is good."""

    def sent(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        answer = self.open(f"{API}{path}", method=method, **options)
        assert answer.status_code < 300, (path, answer.text)
        return answer.get_json(silent=True) or {}


@dataclass(frozen=True)
class Furnished:
    """The key of its owner, and ids by their names in the routes; `once` is another résumé."""

    key: str
    ids: Mapping[str, str]


@contextmanager
def opened(url: str, taxonomy_folder: Path) -> Iterator[Flask]:
    """The application over the database at `url`, which gets its tables where it has none."""
    rolefit = Rolefit(Settings(url, taxonomy_dir=taxonomy_folder))
    upgrade(rolefit.database)
    try:
        yield create_app(rolefit)
    finally:
        rolefit.close()


def member(app: Flask, key: str) -> Member:
    app.test_client_class = Member
    client: Any = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {key}"
    found: Member = client
    return found


def furnish(app: Flask) -> Furnished:
    """Something of everything that an organisation can have, through the API; a batch is left to be done."""
    rolefit: Rolefit = app.extensions["rolefit"]
    access = rolefit.access
    key = access.create("desk", ALL_SCOPES, access.add_organisation("looms"))["key"]
    mine = member(app, key)
    mine.sent("POST", "/skills", json=FOOBASE)
    ids = {
        "webhook_id": mine.sent("POST", "/webhooks", json=HOOK)["id"],
        "once": mine.sent("POST", "/resumes", **ONCE)["id"],
        "resume_id": resumes(mine)[0],
        "search_id": mine.sent("POST", "/searches", json={"name": "All", "parameters": {"q": "sql"}})["id"],
    }
    decide(mine, ids["resume_id"])
    ids["version"] = changed_role(mine)
    ids["delivery_id"] = mine.sent("POST", f"/webhooks/{ids['webhook_id']}/test")["id"]
    send_batch(mine)
    while Performer(rolefit).perform_next():
        pass
    return Furnished(key, {**ids, "batch_id": send_batch(mine)})


def resumes(mine: Member) -> list[str]:
    first = {"content_base64": b64encode(RESUME.encode()).decode(), "filename": "vera.txt"}
    bodies: list[dict[str, str]] = [first, *({"text": text} for text in TEXTS)]
    return [
        mine.sent("POST", "/resumes", json={**body, "as_of": str(AS_OF), "external_id": f"é{n}"})["id"]
        for n, body in enumerate(bodies)
    ]


def decide(mine: Member, resume: str) -> None:
    mine.sent("PUT", f"/resumes/{resume}/labels/later")
    mine.sent("POST", f"/resumes/{resume}/notes", json={"text": "Calls back"})
    mine.sent("PATCH", f"/resumes/{resume}", json={"stage": "shortlisted"}, headers={"If-Match": "*"})


def changed_role(mine: Member) -> str:
    """The number of the new version."""
    role = mine.sent("GET", f"/roles/{ROLE}")
    change = {"json": {**role, "outlook": "other"}, "headers": {"If-Match": "*"}}
    return str(mine.sent("PUT", f"/roles/{ROLE}", **change)["version"])


def send_batch(mine: Member) -> str:
    lines = b'{"text": "Skills: Python"}\n{"content_base64": "AAAA", "filename": "torn.pdf"}'
    made: str = mine.sent("POST", "/batches", data=lines, content_type="application/x-ndjson")["id"]
    return made


def answers(app: Flask, furnished: Furnished) -> dict[str, tuple[int, str | None, Any]]:
    """Of each route that only reads, and of searches: status, ETag and body."""
    mine = member(app, furnished.key)
    questions = [*paths(app, furnished.ids), *((path, query) for path in LISTS for query in SEARCHES)]
    return {f"{path} {query}": answered(mine, path, query) for path, query in questions}


def answered(mine: Member, path: str, query: Mapping[str, str]) -> tuple[int, str | None, Any]:
    answer = mine.get(path, query_string=query)
    body = answer.get_json(silent=True) or answer.data
    for item in body.get("items", []) if path == f"{API}/keys" else []:
        del item[PERHAPS_USED]
    return answer.status_code, None if path == f"{API}/keys" else answer.headers.get("ETag"), body


def paths(app: Flask, ids: Mapping[str, str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.rule.startswith(f"{API}/"):
            values = {name: {**ids, **ROLES}[name] for name in rule.arguments}
            query = {"ids": f"{ids['resume_id']},{ids['once']}"} if rule.rule.endswith("/compare") else {}
            yield adapter.build(rule.endpoint, values, method="GET"), query
