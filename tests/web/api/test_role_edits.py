"""Roles of one's own from the door to the ranking."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from builders import AS_OF, RESUME
from flask.testing import FlaskClient

from matcher.assembly import Rolefit
from matcher.settings import Settings
from matcher.web import create_app

Json = dict[str, Any]
TOML = "application/toml"
ADVERT = "Stream Engineer\n\nRequirements\n- 3+ years of Python\n- SQL\n\nNice to have\n- Apache Spark\n"


@pytest.fixture
def role(client: FlaskClient) -> Json:
    """The carried role as it is answered, less what is easy to change."""
    answer: Json = client.get("/api/v1/roles/data-engineer").get_json()
    return answer


def put(client: FlaskClient, role: Json, etag: str = "*") -> Any:
    return client.put(f"/api/v1/roles/{role['id']}", json=role, headers={"If-Match": etag})


def test_a_drafted_role_is_kept_as_it_is_and_ranks(client: FlaskClient, store: Callable[..., Json]) -> None:
    resume = store(RESUME)
    draft = client.post("/api/v1/roles/draft", json={"text": ADVERT}).get_json()
    added = client.post("/api/v1/roles", json=draft)
    assert (added.status_code, added.headers["Location"]) == (201, "/api/v1/roles/stream-engineer")
    assert added.headers["ETag"].startswith('"1-')
    assert client.get(added.headers["Location"]).get_json() == added.get_json()
    assert added.get_json()["requirements"][0]["label"] == draft["requirements"][0]["label"]
    (candidate,) = client.get("/api/v1/roles/stream-engineer/candidates").get_json()["items"]
    assert candidate["id"] == resume["id"]
    assert candidate["score"] > 0
    again = client.post("/api/v1/match", json={"text": RESUME, "as_of": "2024-06"}).get_json()
    assert {fit["role"]: fit["score"] for fit in again["fits"]}["stream-engineer"] == candidate["score"]


def test_a_draft_is_kept_from_its_toml_too(client: FlaskClient) -> None:
    draft = client.post("/api/v1/roles/draft", json={"text": ADVERT}).get_json()
    toml = draft["toml"].encode()
    assert client.post("/api/v1/roles", data=toml, content_type=TOML).status_code == 201
    from_toml = client.get("/api/v1/roles/stream-engineer").get_json()
    client.post("/api/v1/roles/stream-engineer/archive")
    assert client.post("/api/v1/roles", json=draft).status_code == 409  # an archived role keeps its id
    assert client.post("/api/v1/roles", json={**draft, "id": "other"}).status_code == 201
    assert client.get("/api/v1/roles/other").get_json() == {**from_toml, "id": "other"}


@pytest.mark.parametrize("form", [{"headers": {"Accept": TOML}}, {"query_string": {"format": "toml"}}])
def test_a_role_is_answered_as_toml_and_taken_back_unchanged(
    client: FlaskClient, role: Json, form: Json
) -> None:
    exported = client.get("/api/v1/roles/data-engineer", **form)
    assert exported.content_type == TOML
    match = {"If-Match": exported.headers["ETag"]}
    again = client.put("/api/v1/roles/data-engineer", data=exported.data, content_type=TOML, headers=match)
    assert (again.status_code, again.headers["ETag"][:3]) == (200, exported.headers["ETag"][:3])
    assert again.headers["ETag"] != exported.headers["ETag"]  # other bytes
    assert put(client, {**role, "outlook": "Fine."}, f"W/{again.headers['ETag']}").status_code == 200
    assert again.get_json() == role


def test_an_edit_is_the_next_version_in_the_place_of_the_carried_role(
    client: FlaskClient, role: Json
) -> None:
    assert role["version"] == 2
    role["requirements"].pop()
    edited = put(client, role, '"2"')
    assert (edited.status_code, edited.headers["ETag"][:3]) == (200, '"3-')
    assert client.get("/api/v1/roles/data-engineer").get_json() == edited.get_json()
    history = client.get("/api/v1/roles/data-engineer/versions").get_json()
    assert [(each["version"], each["origin"]) for each in history["items"]] == [(2, "carried"), (3, "own")]
    for version, requirements in ((2, 6), (3, 5)):
        shown = client.get(f"/api/v1/roles/data-engineer/versions/{version}").get_json()
        assert (shown["version"], len(shown["requirements"])) == (version, requirements)
    assert client.get("/api/v1/roles/data-engineer/versions/1").status_code == 404
    assert client.get("/api/v1/roles/data-engineer/versions/2?format=toml").content_type == TOML


def test_every_answer_about_a_resume_has_the_fits_for_the_roles_of_now(
    client: FlaskClient, role: Json, store: Callable[..., Json]
) -> None:
    stored = store(RESUME, external_id="vera")
    path = f"/api/v1/resumes/{stored['id']}"
    put(client, {**role, "requirements": role["requirements"][:1]})
    now = client.get(path)
    assert now.get_json()["fits"] != stored["fits"]
    again = client.post("/api/v1/resumes", json={"text": RESUME, "as_of": str(AS_OF), "external_id": "vera"})
    assert (again.status_code, again.get_json()) == (200, now.get_json())
    moved = client.patch(path, json={"stage": "hired"}, headers={"If-Match": now.headers["ETag"]})
    assert moved.get_json()["fits"] == now.get_json()["fits"]
    assert moved.headers["ETag"] == client.get(path).headers["ETag"]


def test_a_version_of_before_is_shown_with_a_skill_that_is_no_more(client: FlaskClient, role: Json) -> None:
    client.post("/api/v1/skills", json={"name": "FooBase", "kind": "database"})
    tools = [{"kind": "databases", "skills": ["foobase", "sql"]}]
    added = client.post("/api/v1/roles", json={**role, "id": "mine", "titles": [], "tools": tools})
    assert added.get_json()["tools"][0]["skills"][0] == {"id": "foobase", "name": "FooBase"}
    put(client, {**added.get_json(), "tools": []})
    assert client.delete("/api/v1/skills/foobase").status_code == 204
    (shown,) = client.get("/api/v1/roles/mine/versions/1").get_json()["tools"]
    assert shown["skills"] == [{"id": "foobase", "name": "foobase"}, {"id": "sql", "name": "SQL"}]


def test_a_change_to_a_version_of_before_is_refused(client: FlaskClient, role: Json) -> None:
    role["outlook"] = "Fine."
    assert put(client, role, '"2"').status_code == 200
    late = put(client, role, '"2"')
    assert (late.status_code, late.get_json()["type"]) == (412, "/problems/version-outdated")
    assert late.get_json()["version"] == 3
    assert put(client, role, 'W/""').status_code == 412
    missing = client.put("/api/v1/roles/data-engineer", json=role)
    assert (missing.status_code, missing.get_json()["type"]) == (428, "/problems/version-missing")
    assert put(client, {**role, "outlook": "Better."}, "*").headers["ETag"].startswith('"4-')
    assert put(client, {**role, "id": "baker"}, '"1"').status_code == 404
    assert put(client, {**role, "id": "baker"}, "*").status_code == 404


def test_archived_roles_neither_list_nor_rank(client: FlaskClient, store: Callable[..., Json]) -> None:
    resume = store(RESUME)["id"]
    archived = client.post("/api/v1/roles/data-engineer/archive").get_json()
    assert archived["archived"] is True
    assert "data-engineer" not in [each["id"] for each in client.get("/api/v1/roles").get_json()["items"]]
    listed = client.get("/api/v1/roles?archived=true").get_json()["items"]
    assert [each["id"] for each in listed] == ["data-engineer"]
    of_role = "/api/v1/roles/data-engineer"
    for path in (of_role, f"{of_role}/candidates", f"/api/v1/resumes/{resume}/fits/data-engineer"):
        answer = client.get(path)
        assert (answer.status_code, answer.get_json()["type"]) == (404, "/problems/not-found")
        assert f"restore it: POST {of_role}/restore" in answer.get_json()["detail"]
    assert "restore" not in client.get("/api/v1/roles/baker").get_json()["detail"]
    assert client.get(f"/resumes/{resume}").status_code == 200
    assert client.get("/api/v1/roles/data-engineer/versions").status_code == 200
    restored = client.post("/api/v1/roles/data-engineer/restore").get_json()
    assert [each["kind"] for each in restored["changes"]] == ["archived", "restored"]
    assert client.get("/api/v1/roles/data-engineer").status_code == 200
    assert client.post("/api/v1/roles/data-engineer/restore").status_code == 404


def test_a_role_whose_titles_were_taken_is_not_restored(client: FlaskClient, role: Json) -> None:
    client.post("/api/v1/roles/data-engineer/archive")
    assert client.post("/api/v1/roles", json={**role, "id": "twin"}).status_code == 201
    refused = client.post("/api/v1/roles/data-engineer/restore")
    assert (refused.status_code, refused.get_json()["type"]) == (422, "/problems/invalid-role")


def test_everything_wrong_is_answered_in_one_go(client: FlaskClient, role: Json) -> None:
    wrong = {**role, "id": "x", "requirements": [{"label": "", "any_of": "x"}], "mood": 1, "weights": []}
    answer = client.post("/api/v1/roles", json=wrong)
    assert (answer.status_code, answer.get_json()["type"]) == (422, "/problems/invalid-role")
    places = {each["place"] for each in answer.get_json()["problems"]}
    assert {"mood", "requirements 0 label", "requirements 0 any_of", "requirements 0 importance"} <= places
    renamed = client.put("/api/v1/roles/data-engineer", json={**role, "id": "x"}, headers={"If-Match": "*"})
    assert renamed.get_json()["problems"][0]["place"] == "id"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", "application/json"),
        (b"[]", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"id = ", TOML),
        (b"\xff", TOML),
        (b"a = " + b"[" * 100_000, TOML),
        (b"# " + b"x" * 500_000, TOML),
        (b"x = 1979-05-27", TOML),
        (b"version = " + b"9" * 5000, TOML),
        (b'{"weights": {"skills": ' + b"9" * 4299 + b"}}", "application/json"),
        (b'{"experience_months": ' + b"9" * 5000 + b"}", "application/json"),
        (json.dumps({"title": "\ud800", "tools": [{"skills": [{}, 7]}, 3]}).encode(), "application/json"),
        (json.dumps({"title": "T", "requirements": {"a": 1}, "id": None}).encode(), "application/json"),
        (
            json.dumps({"title": "T", "requirements": [{"importance": []}], "id": []}).encode(),
            "application/json",
        ),
    ],
)
def test_what_is_no_role_is_refused(client: FlaskClient, body: bytes, content_type: str) -> None:
    assert client.post("/api/v1/roles", data=body, content_type=content_type).status_code == 422


@pytest.mark.parametrize("role_id", ["nobody", "%00", "x" * 300])
def test_no_role_is_not_found(client: FlaskClient, role_id: str) -> None:
    for path in ("/versions", "/versions/1"):
        assert client.get(f"/api/v1/roles/{role_id}{path}").status_code == 404
    for path in ("/archive", "/restore"):
        assert client.post(f"/api/v1/roles/{role_id}{path}").status_code == 404


def test_reading_alone_allows_no_change(client: FlaskClient, role: Json) -> None:
    admin = client.post("/api/v1/keys", json={"name": "head", "scopes": ["admin"]}).get_json()["key"]
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {admin}"
    key = client.post("/api/v1/keys", json={"name": "eye", "scopes": ["resumes:read"]}).get_json()["key"]
    writer = client.post("/api/v1/keys", json={"name": "desk", "scopes": ["roles:write"]}).get_json()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {key}"
    refused = [
        client.post("/api/v1/roles", json=role),
        put(client, role),
        client.post("/api/v1/roles/data-engineer/archive"),
        client.post("/api/v1/roles/data-engineer/restore"),
    ]
    assert [answer.status_code for answer in refused] == [403] * 4
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {writer['key']}"
    assert put(client, {**role, "outlook": "Fine."}).status_code == 200
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {key}"
    history = client.get("/api/v1/roles/data-engineer/versions").get_json()
    assert history["items"][-1]["made_by"] == writer["prefix"]


def test_another_worker_sees_the_change_and_builds_nothing_else_anew(
    client: FlaskClient, rolefit: Rolefit, role: Json
) -> None:
    other = Rolefit(Settings(rolefit.settings.database_url, taxonomy_dir=rolefit.settings.taxonomy_dir))
    theirs, reading = create_app(other).test_client(), other.reading_analyst
    put(client, {**role, "outlook": "Fine."})
    assert theirs.get("/api/v1/roles/data-engineer").get_json()["outlook"] == "Fine."
    assert other.reading_analyst is reading
    assert other.analyst.lexicon is other.lexicon
    other.close()


def test_a_request_that_is_sent_again_adds_nothing_twice(client: FlaskClient, role: Json) -> None:
    twin = {**role, "id": "twin", "titles": []}
    sent = [client.post("/api/v1/roles", json=twin, headers={"Idempotency-Key": "k"}) for _ in range(2)]
    assert [(each.status_code, each.headers["ETag"][:3]) for each in sent] == [(201, '"1-')] * 2
