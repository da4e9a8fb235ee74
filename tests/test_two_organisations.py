"""Two organisations in one installation: whatever belongs to one is not there for the other.

Every route of the application stands in the tables here, so that one that is added fails the test until it
is said what it does with somebody else's ids.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from builders import AS_OF, RESUME
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Table
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from matcher.assembly import Rolefit
from matcher.domain.access import ALL_SCOPES
from matcher.settings import Settings
from matcher.storage import Database, upgrade
from matcher.storage.base import OWNER, Base
from matcher.web import create_app
from matcher.web.access import COOKIE

ROLE = "data-engineer"
FOOBASE = {"name": "FooBase", "kind": "database", "aliases": ["Foo Base Server"], "implies": ["sql"]}
API = "/api/v1"


class Member:
    """One organisation's way in: with its key as programs send it, and as browsers do."""

    def __init__(self, app: Flask, key: str) -> None:
        self.program, self.browser = app.test_client(), app.test_client()
        self.program.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {key}"
        self.browser.set_cookie(COOKIE, key)

    def client_for(self, path: str) -> FlaskClient:
        return self.program if path.startswith(API) else self.browser

    def get(self, path: str) -> dict[str, Any]:
        answer = self.program.get(f"{API}{path}")
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.get_json()
        return body

    def post(self, path: str, **options: Any) -> TestResponse:
        return self.program.post(f"{API}{path}", **options)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "sqlite":
        found: Database = request.getfixturevalue("sqlite_database")
        yield found.engine.url.render_as_string(hide_password=False)
    else:
        request.getfixturevalue("postgresql_database")
        yield request.getfixturevalue("postgresql_server")


@pytest.fixture
def rolefit(url: str, taxonomy_folder: Any) -> Iterator[Rolefit]:
    service = Rolefit(Settings(url, taxonomy_dir=taxonomy_folder))
    upgrade(service.database)
    yield service
    service.close()


@pytest.fixture
def app(rolefit: Rolefit) -> Flask:
    return create_app(rolefit)


@pytest.fixture
def members(app: Flask, rolefit: Rolefit) -> tuple[Member, Member]:
    access = rolefit.access
    owners = [access.add_organisation(name) for name in ("looms", "mills")]
    keys = [access.create("desk", ALL_SCOPES, owner)["key"] for owner in owners]
    return Member(app, keys[0]), Member(app, keys[1])


@pytest.fixture
def looms(members: tuple[Member, Member]) -> Member:
    return members[0]


@pytest.fixture
def mills(members: tuple[Member, Member]) -> Member:
    return members[1]


def resume_of(member: Member, **more: Any) -> str:
    body = {"text": RESUME, "as_of": str(AS_OF), **more}
    made: str = member.post("/resumes", json=body).get_json()["id"]
    return made


def batch_of(member: Member) -> str:
    lines = b'{"text": "Skills: Python"}'
    answer = member.post("/batches", data=lines, content_type="application/x-ndjson")
    made: str = answer.get_json()["id"]
    return made


def key_of(member: Member) -> str:
    made: str = member.post("/keys", json={"name": "second", "scopes": ["admin"]}).get_json()["prefix"]
    return made


def skill_of(member: Member) -> str:
    made: str = member.post("/skills", json=FOOBASE).get_json()["id"]
    return made


def webhook_of(member: Member) -> str:
    body = {"url": "https://receiver.example/hook", "events": ["batch.finished"]}
    made: str = member.post("/webhooks", json=body).get_json()["id"]
    return made


def delivery_of(member: Member) -> str:
    made: str = member.post(f"/webhooks/{webhook_of(member)}/test").get_json()["id"]
    return made


def search_of(member: Member) -> str:
    made: str = member.post("/searches", json={"name": "Weavers", "parameters": {"q": "sql"}}).get_json()[
        "id"
    ]
    return made


def note_of(member: Member) -> str:
    made: str = member.post(f"/resumes/{resume_of(member)}/notes", json={"text": "Calls back"}).get_json()[
        "id"
    ]
    return made


# How one of each kind of id is made that belongs to an organisation, by its name in the routes.
MAKERS: Mapping[str, Callable[[Member], str]] = {
    "resume_id": resume_of,
    "batch_id": batch_of,
    "prefix": key_of,
    "skill_id": skill_of,
    "webhook_id": webhook_of,
    "delivery_id": delivery_of,
    "search_id": search_of,
    "note_id": note_of,
}
# Ids that are the same for everybody.
OF_ALL: Mapping[str, str] = {
    "role_id": ROLE,
    "other_id": "data-scientist",
    "slug": "too-large",
    "filename": "rolefit.css",
    "path": "index.html",
    "label": "later",
    "version": "1",
}
# What a change has to say before it is looked at whose it is.
BODIES = {
    ("PATCH", f"{API}/resumes/<resume_id>"): {"stage": "hired"},
    ("POST", f"{API}/resumes/<resume_id>/notes"): {"text": "Calls back"},
    ("PUT", f"{API}/searches/<search_id>"): {"name": "Spinners", "parameters": {}},
}
# Routes without ids: those that tell of what an organisation has, and those that do not.
LISTS = {
    f"{API}/batches",
    f"{API}/keys",
    f"{API}/rereading",
    f"{API}/resumes",
    f"{API}/searches",
    f"{API}/skills/own",
    f"{API}/skills/unrecognised",
    f"{API}/webhooks",
}
SAME_FOR_ALL = {
    "/",
    "/api/docs/",
    "/api/docs/<path:path>",
    "/api/docs/dist/<path:filename>",
    f"{API}/match",
    f"{API}/openapi.json",
    f"{API}/roles",
    f"{API}/roles/draft",
    f"{API}/roles/what-if",
    f"{API}/skills",
    "/compare",
    "/healthz",
    "/metrics",
    "/problems",
    "/readyz",
    "/roles",
    "/sign-in",
    "/sign-out",
}
# Routes with ids that are the same for all, but which tell of what an organisation has.
RANKINGS = {f"{API}/roles/<role_id>/candidates", "/roles/<role_id>/candidates"}


def rules(app: Flask) -> list[Rule]:
    return sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)


def test_every_route_is_spoken_of(app: Flask) -> None:
    with_ids = {rule.rule for rule in rules(app) if rule.arguments}
    without = {rule.rule for rule in rules(app) if not rule.arguments}
    assert without <= LISTS | SAME_FOR_ALL
    assert {name for rule in rules(app) for name in rule.arguments} <= MAKERS.keys() | OF_ALL.keys()
    assert with_ids >= RANKINGS


def everything_of(database: Database, owner: str) -> dict[str, list[Any]]:
    """All rows of an organisation, but for when its key was last used."""
    with database.engine.connect() as connection:
        organisations = Base.metadata.tables["organisations"]
        query = organisations.select().where(organisations.c.id == owner)
        number = connection.execute(query).one().number
        return {
            table.name: [tuple(row) for row in connection.execute(_of(table, number))]
            for table in Base.metadata.sorted_tables
            if OWNER in table.columns
        }


def _of(table: Table, number: int) -> Any:
    columns = [column for column in table.columns if column.name != "last_used_at"]
    return (
        table.select()
        .with_only_columns(*columns)
        .where(table.c[OWNER] == number)
        .order_by(*table.primary_key)
    )


def asked(app: Flask, rule: Rule, values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each method of the route with its path."""
    with app.test_request_context():
        path = app.url_map.bind("localhost").build(
            rule.endpoint, values, method=next(iter(rule.methods or ()))
        )
    for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
        yield method, path


def test_what_belongs_to_one_is_not_there_for_the_other(
    app: Flask, rolefit: Rolefit, looms: Member, mills: Member
) -> None:
    made = {name: make(looms) for name, make in MAKERS.items()}
    before = everything_of(rolefit.database, "looms")
    told = []
    for rule in rules(app):
        if not rule.arguments & MAKERS.keys():
            continue
        values = {name: {**OF_ALL, **made}[name] for name in rule.arguments}
        for method, path in asked(app, rule, values):
            body = BODIES.get((method, rule.rule), {}) if method != "GET" else None
            answer = mills.client_for(path).open(path, method=method, json=body, headers={"If-Match": "*"})
            told.append((method, rule.rule, answer.status_code))
            assert answer.status_code == 404, told[-1]
            assert "Vera" not in answer.text
            own = looms.client_for(path).get(path).status_code if method == "GET" else 200
            assert own == 200, (method, rule.rule, own)
    assert len(told) > 10
    assert everything_of(rolefit.database, "looms") == before


def test_lists_of_one_show_nothing_of_the_other(app: Flask, looms: Member, mills: Member) -> None:
    made = [make(looms) for make in MAKERS.values()]
    for rule in rules(app):
        if rule.rule not in LISTS | RANKINGS or "GET" not in (rule.methods or ()):
            continue
        named = {name: OF_ALL[name] for name in rule.arguments}
        ((_, path),) = [each for each in asked(app, rule, named) if each[0] == "GET"]
        theirs, ours = (member.client_for(path).get(path) for member in (mills, looms))
        assert (theirs.status_code, ours.status_code) == (200, 200), path
        assert not [each for each in made if each in theirs.text], path
        assert theirs.data != ours.data, path
    for path in ("/batches", "/resumes", "/skills/own", "/skills/unrecognised", "/webhooks", "/searches"):
        assert mills.get(path)["items"] == []
    assert mills.get("/rereading") == {"done": 0, "waiting": 0}
    assert [each["name"] for each in mills.get("/keys")["items"]] == ["desk"]


def test_writing_and_erasing_everything_of_ones_own_leaves_the_others_alone(
    rolefit: Rolefit, looms: Member, mills: Member
) -> None:
    for make in MAKERS.values():
        make(looms)
    before = everything_of(rolefit.database, "looms")
    made = {name: make(mills) for name, make in MAKERS.items()}
    resume, batch, prefix, skill = (made[name] for name in ("resume_id", "batch_id", "prefix", "skill_id"))
    webhook, delivery, search = (made[name] for name in ("webhook_id", "delivery_id", "search_id"))
    mills.program.delete(f"{API}/searches/{search}")
    mills.post(f"/webhooks/{webhook}/rotate-secret")
    mills.post(f"/deliveries/{delivery}/replay")
    mills.post(f"/batches/{batch}/cancel")
    mills.post(f"/batches/{batch}/retry")
    for path in (f"/resumes/{resume}", f"/keys/{prefix}", f"/skills/{skill}", f"/webhooks/{webhook}"):
        assert mills.program.delete(f"{API}{path}").status_code in {200, 204}
    assert everything_of(rolefit.database, "looms") == before


def test_own_roles_are_their_owners_alone(looms: Member, mills: Member) -> None:
    draft = looms.post(
        "/roles/draft", json={"text": "Data Engineer\nRequirements\n- Python\n- SQL"}
    ).get_json()
    assert looms.post("/roles", json={**draft, "id": "loom-engineer"}).status_code == 201
    changed = {**mills.get(f"/roles/{ROLE}"), "outlook": "other"}
    answer = looms.program.put(f"{API}/roles/{ROLE}", json=changed, headers={"If-Match": "*"})
    assert answer.status_code == 200
    assert mills.get(f"/roles/{ROLE}")["outlook"] != "other"
    assert "loom-engineer" not in {role["id"] for role in mills.get("/roles")["items"]}
    for below in ("", "/versions", "/versions/1", "/candidates", "/changes"):
        path = f"{API}/roles/loom-engineer{below}"
        assert looms.program.get(path).status_code == 200, path
        assert mills.program.get(path).status_code == 404, path
    for act in ("archive", "restore", "what-if"):
        assert mills.post(f"/roles/loom-engineer/{act}", json={}).status_code == 404


def skills_in(answer: TestResponse) -> set[str]:
    return {skill["id"] for skill in answer.get_json()["profile"]["skills"]}


def test_own_skills_are_known_to_their_owner_alone(looms: Member, mills: Member) -> None:
    skill_of(looms)
    text = {"text": RESUME}
    assert "foobase" in skills_in(looms.post("/match", json=text))
    assert "foobase" not in skills_in(mills.post("/match", json=text))
    assert "foobase" not in skills_in(mills.post("/resumes", json=text))
    assert [each["id"] for each in looms.get("/skills?q=foobase")["items"]] == ["foobase"]
    assert [each["id"] for each in mills.get("/skills?q=foobase")["items"]] == []
    assert skill_of(mills) == "foobase"  # the same id may be given again


def test_unrecognised_words_and_rereading_are_counted_apart(looms: Member, mills: Member) -> None:
    resume_of(looms)
    assert looms.get("/skills/unrecognised")["items"] == [{"surface": "FooBase", "resumes": 1}]
    assert mills.get("/skills/unrecognised")["items"] == []
    skill_of(looms)
    assert looms.get("/rereading") == {"done": 0, "waiting": 1}
    assert mills.get("/rereading") == {"done": 0, "waiting": 0}


def test_external_ids_are_apart(looms: Member, mills: Member) -> None:
    sent = {"text": RESUME, "as_of": str(AS_OF), "external_id": "hr-1"}
    first, theirs, again = (member.post("/resumes", json=sent) for member in (looms, mills, looms))
    assert (first.status_code, theirs.status_code, again.status_code) == (201, 201, 200)
    assert first.get_json()["id"] == again.get_json()["id"] != theirs.get_json()["id"]


def test_idempotency_keys_are_apart(looms: Member, mills: Member) -> None:
    key = {"Idempotency-Key": "one-and-only"}
    first = looms.post("/resumes", json={"text": RESUME}, headers=key)
    other = mills.post("/resumes", json={"text": RESUME + "x"}, headers=key)
    assert (first.status_code, other.status_code) == (201, 201)
    assert "Idempotency-Replayed" not in other.headers
    assert len(mills.get("/resumes")["items"]) == len(looms.get("/resumes")["items"]) == 1


def test_a_key_revoked_by_its_owner_is_refused_from_the_next_request_on(looms: Member) -> None:
    made = looms.post("/keys", json={"name": "gone", "scopes": ["resumes:read"]}).get_json()
    header = {"Authorization": f"Bearer {made['key']}"}
    client = looms.program.application.test_client()
    assert client.get(f"{API}/roles", headers=header).status_code == 200
    looms.program.delete(f"{API}/keys/{made['prefix']}")
    assert client.get(f"{API}/roles", headers=header).status_code == 401
