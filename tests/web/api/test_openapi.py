import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from builders import RESUME, multipart
from described import NAMED, Checked, closed, validator
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from sites import resolving
from werkzeug.test import TestResponse

from matcher.assembly import Rolefit
from matcher.outbound import Sender
from matcher.services.delivering import Delivering

Json = dict[str, Any]
Store = Callable[..., Json]
ADVERT = "Data Engineer\n\nRequirements\n- 3+ years of Python\n- SQL\n\nNice to have\n- Apache Spark\n"
ROUTES = {  # with the ids of their operations, which generated clients name their functions after
    "/api/v1/batches": {"get": "list_batches", "post": "post_batch"},
    "/api/v1/batches/{batch_id}": {"get": "get_batch"},
    "/api/v1/batches/{batch_id}/items": {"get": "get_batch_items"},
    "/api/v1/batches/{batch_id}/cancel": {"post": "cancel_batch"},
    "/api/v1/batches/{batch_id}/retry": {"post": "retry_batch"},
    "/api/v1/resumes/{resume_id}/original": {"get": "get_original"},
    "/api/v1/keys": {"get": "get_keys", "post": "post_key"},
    "/api/v1/keys/{prefix}": {"delete": "delete_key"},
    "/api/v1/match": {"post": "post_match"},
    "/api/v1/resumes": {"get": "list_resumes", "post": "post_resume"},
    "/api/v1/resumes/{resume_id}": {"get": "get_resume", "delete": "delete_resume", "patch": "patch_resume"},
    "/api/v1/resumes/{resume_id}/stages": {"get": "get_stages"},
    "/api/v1/resumes/{resume_id}/labels/{label}": {"put": "put_label", "delete": "delete_label"},
    "/api/v1/resumes/{resume_id}/notes": {"get": "get_notes", "post": "post_note"},
    "/api/v1/resumes/{resume_id}/notes/{note_id}": {"delete": "delete_note"},
    "/api/v1/searches": {"get": "get_searches", "post": "post_search"},
    "/api/v1/searches/{search_id}": {"get": "get_search", "put": "put_search", "delete": "delete_search"},
    "/api/v1/searches/{search_id}/results": {"get": "get_search_results"},
    "/api/v1/resumes/{resume_id}/fits/{role_id}": {"get": "get_fit"},
    "/api/v1/resumes/{resume_id}/json-resume": {"get": "get_json_resume"},
    "/api/v1/roles": {"get": "get_roles", "post": "post_role"},
    "/api/v1/roles/draft": {"post": "post_draft"},
    "/api/v1/roles/{role_id}": {"get": "get_role", "put": "put_role"},
    "/api/v1/roles/what-if": {"post": "post_what_if_added"},
    "/api/v1/roles/{role_id}/archive": {"post": "archive_role"},
    "/api/v1/roles/{role_id}/changes": {"get": "get_role_changes"},
    "/api/v1/roles/{role_id}/what-if": {"post": "post_what_if"},
    "/api/v1/roles/{role_id}/restore": {"post": "restore_role"},
    "/api/v1/roles/{role_id}/versions": {"get": "get_role_versions"},
    "/api/v1/roles/{role_id}/versions/{version}": {"get": "get_role_version"},
    "/api/v1/roles/{role_id}/candidates": {"get": "get_candidates"},
    "/api/v1/roles/{role_id}/candidates/compare": {"get": "compare_candidates"},
    "/api/v1/roles/{role_id}/comparison/{other_id}": {"get": "get_comparison"},
    "/api/v1/rereading": {"get": "get_rereading"},
    "/api/v1/resumes/{resume_id}/advice/{role_id}": {"get": "get_advice"},
    "/api/v1/skills": {"get": "get_skills", "post": "post_skill"},
    "/api/v1/skills/own": {"get": "get_own_skills"},
    "/api/v1/skills/unrecognised": {"get": "get_unrecognised"},
    "/api/v1/skills/{skill_id}": {"delete": "delete_skill"},
    "/api/v1/webhooks": {"get": "get_webhooks", "post": "post_webhook"},
    "/api/v1/webhooks/{webhook_id}": {
        "get": "get_webhook",
        "patch": "patch_webhook",
        "delete": "delete_webhook",
    },
    "/api/v1/webhooks/{webhook_id}/deliveries": {"get": "get_deliveries"},
    "/api/v1/webhooks/{webhook_id}/rotate-secret": {"post": "rotate_secret"},
    "/api/v1/webhooks/{webhook_id}/test": {"post": "send_test"},
    "/api/v1/deliveries/{delivery_id}": {"get": "get_delivery"},
    "/api/v1/deliveries/{delivery_id}/replay": {"post": "replay_delivery"},
    "/healthz": {"get": "alive"},
    "/readyz": {"get": "ready"},
}


@pytest.fixture
def document(client: FlaskClient) -> Json:
    response = client.get("/api/v1/openapi.json")
    assert response.status_code == 200
    found: Json = response.get_json()
    return found


@pytest.fixture
def unreachable(rolefit: Rolefit, monkeypatch: pytest.MonkeyPatch) -> None:
    """Webhooks find no host."""
    sender = Sender(rolefit.settings.sending, resolving())
    delivering = Delivering(rolefit.process.database, sender, timedelta(minutes=1))
    monkeypatch.setitem(rolefit.process.__dict__, "delivering", delivering)


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for each in value.values():
            yield from references(each)
    elif isinstance(value, list):
        for each in value:
            yield from references(each)


def test_the_document_is_openapi_of_every_route(document: Json) -> None:
    assert document["openapi"] == "3.1.0"
    assert document["info"]["title"] == "Rolefit"
    described = {
        path: {method: told["operationId"] for method, told in item.items() if method != "parameters"}
        for path, item in document["paths"].items()
    }
    assert described == ROUTES
    for path, item in document["paths"].items():
        for method in ROUTES[path]:
            assert item[method]["summary"]
            parameters = [*item.get("parameters", []), *item[method].get("parameters", [])]
            assert {each["name"] for each in parameters} >= set(NAMED.findall(path))


def test_every_reference_leads_somewhere(document: Json) -> None:
    found = set(references(document))
    assert "#/components/schemas/Problem" in found
    for reference in found:
        here = document
        for step in reference.removeprefix("#/").split("/"):
            here = here[step]
        assert here


def test_every_schema_is_a_sound_json_schema(document: Json) -> None:
    for name, schema in document["components"]["schemas"].items():
        Draft202012Validator.check_schema(schema)
        assert schema.get("properties") is not None, name


def schemas_in(value: Any) -> Iterator[Json]:
    """Every schema in a part of the document, those within schemas too."""
    if isinstance(value, dict):
        if not value.keys().isdisjoint({"type", "enum", "anyOf", "oneOf"}) and "in" not in value:
            yield value
        for key, each in value.items():
            if key not in {"example", "default"}:
                yield from schemas_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from schemas_in(each)


def test_nothing_is_there_that_generators_of_clients_stumble_over(document: Json) -> None:
    for schema in schemas_in([document["components"]["schemas"], document["paths"]]):
        assert schema.get("type") != "array" or "items" in schema, schema
        assert "enum" not in schema or schema["type"] == "string", schema
        assert None not in schema.get("enum", ()), schema
        assert all("$ref" in each for each in schema.get("oneOf", ())), schema
    for operation in [each for item in document["paths"].values() for each in item.values()]:
        for parameter in operation.get("parameters", ()) if isinstance(operation, dict) else operation:
            assert isinstance(parameter["schema"]["type"], str), parameter
            assert parameter["schema"].get("default", "") is not None, parameter
    described = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert described <= {*references(document)}


def test_every_example_of_a_body_is_one(document: Json) -> None:
    contents = [
        content
        for item in document["paths"].values()
        for operation in item.values()
        if "requestBody" in operation
        for content in operation["requestBody"]["content"].values()
        if "example" in content
    ]
    assert len(contents) >= 6
    for content in contents:
        validator(content["schema"], document).validate(content["example"])
        assert not validator(content["schema"], document).is_valid({**content["example"], "mood": "fine"})


def test_answers_may_grow(document: Json) -> None:
    operations = [each for item in document["paths"].values() for each in item.values()]
    sent = set(references([each.get("requestBody") for each in operations if isinstance(each, dict)]))
    for name, schema in document["components"]["schemas"].items():
        is_sent = f"#/components/schemas/{name}" in sent
        assert schema.get("additionalProperties", True) is not is_sent, name


def test_a_problem_is_described_as_it_is(document: Json) -> None:
    problem = document["components"]["schemas"]["Problem"]
    assert sorted(problem["required"]) == ["detail", "status", "title", "type"]


@pytest.mark.usefixtures("unreachable")
def test_every_answer_is_as_the_document_says(  # noqa: PLR0915  # one line for each answer
    client: FlaskClient, document: Json, store: Store, rolefit: Rolefit
) -> None:
    checked = Checked(client, document)
    send = checked.send
    one = store(RESUME, external_id="hr-1")["id"]
    two = store("Nothing to say")["id"]
    send("post", "/api/v1/match", json={"text": RESUME})
    send("post", "/api/v1/match", json={"text": "Nothing to say"})
    send("post", "/api/v1/match", **multipart(RESUME.encode(), "vera.txt"))
    send("post", "/api/v1/match", json={"text": ""})
    send("post", "/api/v1/match", json={"content_base64": "f0VMRgAAAAAAAAAA"})
    send("post", "/api/v1/match", **multipart(b"x" * 10_000_001, "vera.txt"))
    send("post", "/api/v1/resumes", json={"text": RESUME, "as_of": "2024-06"})
    send("post", "/api/v1/resumes", json={"text": RESUME, "external_id": "hr-1"})
    send("post", "/api/v1/resumes", json={"text": RESUME, "as_of": "soon"})
    send("get", "/api/v1/resumes")
    send("get", "/api/v1/resumes", query_string={"limit": 1})
    send("get", "/api/v1/resumes", query_string={"limit": 0})
    send("get", "/api/v1/resumes", query_string={"cursor": "x"})
    send("get", "/api/v1/resumes", query_string={"fields": "id,best", "facets": "skills,stage", "q": "sql"})
    send("get", "/api/v1/resumes", query_string={"role": "data-engineer", "sort": "-score"})
    send("get", "/api/v1/resumes", query_string={"skill_all": "python"})
    for form in ("csv", "ndjson"):
        send("get", "/api/v1/resumes", query_string={"format": form})
    named = {"resume_id": one}
    found = send("get", "/api/v1/resumes/{resume_id}", named)
    for seen in ({}, {"If-Match": '"x"'}, {"If-Match": found.headers["ETag"]}):
        send("patch", "/api/v1/resumes/{resume_id}", named, json={"stage": "shortlisted"}, headers=seen)
    send("get", "/api/v1/resumes/{resume_id}/stages", named)
    send("put", "/api/v1/resumes/{resume_id}/labels/{label}", {**named, "label": "Call back"})
    send("delete", "/api/v1/resumes/{resume_id}/labels/{label}", {**named, "label": "call back"})
    note = send("post", "/api/v1/resumes/{resume_id}/notes", named, json={"text": "Calls back"}).get_json()
    send("get", "/api/v1/resumes/{resume_id}/notes", named)
    send("delete", "/api/v1/resumes/{resume_id}/notes/{note_id}", {**named, "note_id": note["id"]})
    for role_of_search in (None, "data-engineer"):
        kept = {"name": "Those", "role": role_of_search, "parameters": {"q": "sql", "facets": "label"}}
        search = {"search_id": send("post", "/api/v1/searches", json=kept).get_json()["id"]}
        send("get", "/api/v1/searches/{search_id}", search)
        send("put", "/api/v1/searches/{search_id}", search, json=kept)
        send("get", "/api/v1/searches/{search_id}/results", search)
    send("post", "/api/v1/searches", json={"name": "Those", "parameters": {"skill": "sql"}})
    send("get", "/api/v1/searches")
    send("delete", "/api/v1/searches/{search_id}", search)
    send("get", "/api/v1/resumes/{resume_id}", {"resume_id": one})
    send("get", "/api/v1/resumes/{resume_id}", {"resume_id": "x"})
    send("get", "/api/v1/resumes/{resume_id}/original", {"resume_id": one})
    send("get", "/api/v1/resumes/{resume_id}/original", {"resume_id": "x"})
    send("get", "/api/v1/resumes/{resume_id}/json-resume", {"resume_id": one})
    send("get", "/api/v1/resumes/{resume_id}/json-resume", {"resume_id": "x"})
    fit = "/api/v1/resumes/{resume_id}/fits/{role_id}"
    send("get", fit, {"resume_id": one, "role_id": "data-engineer"})
    send("get", fit, {"resume_id": one, "role_id": "baker"})
    send("get", "/api/v1/roles")
    for role in ("data-engineer", "machine-learning-engineer", "baker"):
        send("get", "/api/v1/roles/{role_id}", {"role_id": role})
        send("get", "/api/v1/roles/{role_id}/candidates", {"role_id": role}, query_string={"limit": 1})
        comparison = "/api/v1/roles/{role_id}/comparison/{other_id}"
        send("get", comparison, {"role_id": role, "other_id": "data-scientist"})
    compared = "/api/v1/roles/{role_id}/candidates/compare"
    for ids in (f"{one},{two}", one):
        send("get", compared, {"role_id": "data-engineer"}, query_string={"ids": ids})
    send("get", "/api/v1/skills", query_string={"q": "py"})
    send("get", "/api/v1/skills", query_string={"limit": "x"})
    send("post", "/api/v1/roles/draft", json={"text": ADVERT})
    send("post", "/api/v1/roles/draft", json={"text": ""})
    send_changes_of_roles(send)
    advice = "/api/v1/resumes/{resume_id}/advice/{role_id}"
    send("get", advice, {"resume_id": one, "role_id": "data-engineer"}, query_string={"target": "90"})
    send("get", advice, {"resume_id": one, "role_id": "data-engineer"}, query_string={"target": "0"})
    send("get", "/api/v1/skills/unrecognised")
    send("get", "/api/v1/skills/own")
    send("post", "/api/v1/skills", json={"name": "Loomstack", "kind": "tool"})
    send("post", "/api/v1/skills", json={"name": "", "kind": "x"})
    send("get", "/api/v1/rereading")
    send("delete", "/api/v1/skills/{skill_id}", {"skill_id": "loomstack"})
    send("delete", "/api/v1/skills/{skill_id}", {"skill_id": "loomstack"})
    send("get", "/healthz")
    send("get", "/readyz")
    send("delete", "/api/v1/resumes/{resume_id}", {"resume_id": one})
    send("delete", "/api/v1/resumes/{resume_id}", {"resume_id": one})
    lines = b'{"text": "Skills: Python"}\n{"text": ""}'
    batch = send("post", "/api/v1/batches", data=lines, content_type="application/x-ndjson").get_json()["id"]
    for route in ("", "/items"):
        send("get", f"/api/v1/batches/{{batch_id}}{route}", {"batch_id": batch})
    for act in ("cancel", "retry"):
        send("post", f"/api/v1/batches/{{batch_id}}/{act}", {"batch_id": batch})
    send("get", "/api/v1/batches")
    webhook = {"url": "https://receiver.example/hook", "events": ["batch.finished"]}
    hook = {"webhook_id": send("post", "/api/v1/webhooks", json=webhook).get_json()["id"]}
    send("post", "/api/v1/webhooks", json={**webhook, "url": "http://receiver.example"})
    send("post", "/api/v1/webhooks", json={**webhook, "events": ["rain"]})
    send("get", "/api/v1/webhooks")
    send("patch", "/api/v1/webhooks/{webhook_id}", hook, json={"description": "desk"})
    send("patch", "/api/v1/webhooks/{webhook_id}", hook, json={"mood": "fine"})
    send("post", "/api/v1/webhooks/{webhook_id}/rotate-secret", hook)
    test = send("post", "/api/v1/webhooks/{webhook_id}/test", hook).get_json()["id"]
    send("get", "/api/v1/webhooks/{webhook_id}/deliveries", hook)
    rolefit.process.delivering.deliver_next(hook["webhook_id"])
    send("get", "/api/v1/deliveries/{delivery_id}", {"delivery_id": test})
    send("post", "/api/v1/deliveries/{delivery_id}/replay", {"delivery_id": test})
    send("delete", "/api/v1/webhooks/{webhook_id}", hook)
    send("get", "/api/v1/webhooks/{webhook_id}", hook)
    send("get", "/api/v1/deliveries/{delivery_id}", {"delivery_id": test})
    made = send("post", "/api/v1/keys", json={"name": "desk", "scopes": ["admin"]}).get_json()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {made['key']}"
    send("get", "/api/v1/keys")
    send("get", "/api/v1/resumes")
    send("delete", "/api/v1/keys/{prefix}", {"prefix": made["prefix"]})
    send("get", "/api/v1/keys")
    assert {(route, method) for method, route, _ in checked.seen} == {
        (route, method) for route, methods in ROUTES.items() for method in methods
    }
    statuses = {200, 201, 202, 204, 401, 403, 404, 409, 412, 413, 415, 422, 428}
    assert {status for _, _, status in checked.seen} == statuses


def send_changes_of_roles(send: Callable[..., TestResponse]) -> None:
    draft = send("post", "/api/v1/roles/draft", json={"text": ADVERT}).get_json()
    mine, role = {"role_id": "mine"}, "/api/v1/roles/{role_id}"
    for _ in range(2):
        send("post", "/api/v1/roles", json={**draft, "id": "mine"})
    send("post", "/api/v1/roles", json={**draft, "weights": {}})
    send("get", role, mine, query_string={"format": "toml"})
    send("put", role, mine, json=draft)
    for etag in ('"1"', '"1"', '"2"'):
        changed = {**draft, "id": "mine", "outlook": etag}
        send("put", role, mine, json=changed, headers={"If-Match": etag})
    send("put", role, {"role_id": "baker"}, json=draft, headers={"If-Match": "*"})
    for part in ({"weights": {"skills": 76, "title": 4}}, {"weights": {}}, {"mood": 1}):
        send("post", f"{role}/what-if", mine, json=part)
    for draft_id in ("other", "X"):
        send("post", "/api/v1/roles/what-if", json={**draft, "id": draft_id, "titles": []})
    for query in ({}, {"from": "1", "order": "rank", "limit": "1"}, {"to": "9"}, {"order": "x"}):
        send("get", f"{role}/changes", mine, query_string=query)
    for version in ("1", "9"):
        send("get", f"{role}/versions/{{version}}", {**mine, "version": version})
    send("get", "/api/v1/roles", query_string={"archived": "true"})
    for act in ("archive", "archive", "restore", "restore"):
        send("post", f"{role}/{act}", mine)
    for role_id in ("mine", "baker"):
        send("get", f"{role}/versions", {"role_id": role_id})


def test_a_key_that_is_not_described_would_be_seen(client: FlaskClient, document: Json) -> None:
    body = client.get("/healthz").get_json()
    schema = document["paths"]["/healthz"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    check = validator(schema, closed(document))
    assert check.is_valid(body)
    assert not check.is_valid({**body, "mood": "fine"})


def test_the_interactive_page_is_served_from_here_to_the_last_byte(client: FlaskClient) -> None:
    page = client.get("/api/docs/")
    assert (page.status_code, page.mimetype) == (200, "text/html")
    tags = re.findall(r"<(?:script|link)\b[^>]*>", page.text)
    addresses = [address for tag in tags for address in re.findall(r'(?:src|href)="([^"]*)"', tag)]
    assert len(addresses) >= 4
    for address in addresses:
        assert address.startswith("/api/docs/")
        with client.get(address) as asset:
            assert asset.status_code == 200
    assert not re.search(r"https?://", page.text)
    assert '"url": "/api/v1/openapi.json"' in page.text
    assert '"validatorUrl": null' in page.text


def test_the_interactive_page_may_run_its_own_script_and_no_other(client: FlaskClient) -> None:
    policy = client.get("/api/docs/").headers["Content-Security-Policy"]
    (scripts,) = [each for each in policy.split("; ") if each.startswith("script-src")]
    assert re.fullmatch(r"script-src 'self' 'sha256-[A-Za-z0-9+/]{43}='", scripts)
    assert "unsafe-inline" not in scripts
    assert "sha256-" not in client.get("/api/v1/roles").headers["Content-Security-Policy"]


def test_the_short_address_leads_to_the_page(client: FlaskClient) -> None:
    assert client.get("/api/docs", follow_redirects=True).status_code == 200
