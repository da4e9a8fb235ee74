import threading
from collections.abc import Callable
from typing import Any

import pytest
from builders import RESUME
from flask import Flask
from flask.testing import FlaskClient

from matcher.assembly import Rolefit
from matcher.domain.access import Scope

NOT_STORED = "/api/v1/resumes/01J0000000000000000000000A"
Json = dict[str, Any]


@pytest.fixture
def path(store: Callable[..., Json]) -> str:
    return f"/api/v1/resumes/{store(RESUME)['id']}"


def tag(client: FlaskClient, path: str) -> str:
    return client.get(path).headers["ETag"]


def decide(client: FlaskClient, path: str, seen: str, stage: str = "shortlisted", **more: str) -> Any:
    return client.patch(path, json={"stage": stage, **more}, headers={"If-Match": seen})


def test_a_stage_is_changed_on_what_was_seen(client: FlaskClient, path: str) -> None:
    seen = tag(client, path)
    assert seen.startswith('"r1-')
    changed = decide(client, path, seen, reason="Knows pipelines")
    assert (changed.status_code, changed.get_json()["stage"]) == (200, "shortlisted")
    assert changed.headers["ETag"] == tag(client, path) != seen
    (step,) = client.get(f"{path}/stages").get_json()["items"]
    assert (step["from"], step["to"], step["reason"]) == ("new", "shortlisted", "Knows pipelines")
    assert step["author"] == {"name": "local user", "key": None}


@pytest.mark.parametrize(
    ("headers", "status", "kind"),
    [
        ({}, 428, "revision-missing"),
        ({"If-Match": '"r0-0000000000000000"'}, 412, "revision-changed"),
        ({"If-Match": ""}, 412, "revision-changed"),
        ({"If-Match": "nonsense"}, 412, "revision-changed"),
        ({"If-Match": 'W/""'}, 412, "revision-changed"),
    ],
)
def test_a_decision_on_something_else_is_refused(
    client: FlaskClient, path: str, headers: Json, status: int, kind: str
) -> None:
    before = tag(client, path)
    answer = client.patch(path, json={"stage": "rejected"}, headers=headers)
    assert (answer.status_code, answer.get_json()["type"]) == (status, f"/problems/{kind}")
    assert tag(client, path) == before
    assert client.get(f"{path}/stages").get_json()["items"] == []


def test_the_tag_of_a_compressed_answer_will_do_and_a_star_is_any(client: FlaskClient, path: str) -> None:
    assert decide(client, path, 'W/"r0-0"').status_code == 412
    assert decide(client, path, f'"other", W/{tag(client, path)}').status_code == 200
    assert decide(client, path, "*", "rejected").status_code == 200


@pytest.mark.parametrize("body", [{}, {"stage": "lost"}, {"stage": "new", "reason": ""}, {"stage": None}, []])
def test_a_decision_that_is_none_is_refused(client: FlaskClient, path: str, body: Any) -> None:
    assert client.patch(path, json=body, headers={"If-Match": "*"}).status_code == 422


def test_every_change_is_a_revision_and_honours_if_match(client: FlaskClient, path: str) -> None:
    note = client.post(f"{path}/notes", json={"text": "Calls back"}).get_json()["id"]
    changes: list[tuple[str, str, Json]] = [
        ("PUT", "/labels/local", {}),
        ("POST", "/notes", {"json": {"text": "Called"}}),
        ("DELETE", f"/notes/{note}", {}),
        ("DELETE", "/labels/local", {}),
        ("DELETE", "", {}),
    ]
    for method, below, options in changes:
        seen = tag(client, path)
        stale = client.open(path + below, method=method, headers={"If-Match": '"r0-0"'}, **options)
        assert stale.status_code == 412
        assert tag(client, path) == seen
        done = client.open(path + below, method=method, headers={"If-Match": seen}, **options)
        assert done.status_code in {200, 201, 204}
        if below:
            assert tag(client, path) != seen
    assert client.get(path).status_code == 404


def test_of_decisions_made_at_once_one_holds(app: Flask, client: FlaskClient, path: str) -> None:
    seen, answers = tag(client, path), []

    def one(stage: str) -> None:
        answers.append(decide(app.test_client(), path, seen, stage).status_code)

    threads = [threading.Thread(target=one, args=(stage,)) for stage in ("hired", "rejected", "shortlisted")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 412, 412]
    assert len(client.get(f"{path}/stages").get_json()["items"]) == 1


def test_labels_are_one_however_typed(client: FlaskClient, path: str) -> None:
    for label in ("Call%20back", "call  BACK", "München"):
        answer = client.put(f"{path}/labels/{label}")
    assert answer.get_json() == {"items": ["call back", "münchen"]}
    assert client.get(path).get_json()["labels"] == ["call back", "münchen"]
    assert client.get("/api/v1/resumes?label=Call Back").get_json()["items"][0]["labels"][0] == "call back"
    assert client.delete(f"{path}/labels/CALL BACK").status_code == 204
    assert client.delete(f"{path}/labels/call back").status_code == 404


@pytest.mark.parametrize("label", ["a,b", "%20", "%00", "x" * 51])
def test_a_label_that_is_none_is_refused(client: FlaskClient, path: str, label: str) -> None:
    assert client.put(f"{path}/labels/{label}").status_code == 422


@pytest.mark.parametrize("text", ["", "  ", "\x00", "x" * 10_001, 7, None])
def test_a_note_that_is_none_is_refused(client: FlaskClient, path: str, text: Any) -> None:
    assert client.post(f"{path}/notes", json={"text": text}).status_code == 422


def test_notes_tell_whose_key_wrote_them(client: FlaskClient, path: str, rolefit: Rolefit) -> None:
    made = rolefit.access.create("Frau Weber", [Scope.RESUMES_READ, Scope.RESUMES_WRITE])
    headers = {"Authorization": f"Bearer {made['key']}"}
    note = client.post(f"{path}/notes", json={"text": " Calls back "}, headers=headers).get_json()
    assert note["text"] == "Calls back"
    assert note["author"] == {"name": "Frau Weber", "key": made["prefix"]}
    reader = rolefit.access.create("reader", [Scope.RESUMES_READ])["key"]
    refused = client.put(f"{path}/labels/x", headers={"Authorization": f"Bearer {reader}"})
    assert refused.status_code == 403


def test_what_is_put_down_enters_no_fit_and_goes_with_the_resume(client: FlaskClient, path: str) -> None:
    fits = client.get(path).get_json()["fits"]
    client.put(f"{path}/labels/python")
    client.post(f"{path}/notes", json={"text": "Kubernetes, Scala and Go for years"})
    decide(client, path, "*", "hired")
    assert client.get(path).get_json()["fits"] == fits
    assert client.get("/api/v1/resumes?q=Kubernetes").get_json()["items"] == []
    assert client.delete(path).status_code == 204
    for below in ("/notes", "/stages"):
        assert client.get(path + below).status_code == 404
    facets = client.get("/api/v1/resumes?facets=label").get_json()["facets"]
    assert facets == {"total": 0, "label": []}


def test_a_note_that_is_kept_for_a_request_sent_again_goes_with_the_resume(
    client: FlaskClient, path: str
) -> None:
    sent: Json = {"json": {"text": "Calls back"}, "headers": {"Idempotency-Key": "one"}}
    first = client.post(f"{path}/notes", **sent)
    assert client.post(f"{path}/notes", **sent).data == first.data
    client.delete(path)
    again = client.post(f"{path}/notes", **sent)
    assert again.status_code == 404
    assert "Calls back" not in again.text


@pytest.mark.parametrize(
    ("method", "below", "body"),
    [
        ("PATCH", "", {"stage": "hired"}),
        ("GET", "/stages", None),
        ("PUT", "/labels/x", None),
        ("DELETE", "/labels/x", None),
        ("GET", "/notes", None),
        ("POST", "/notes", {"text": "x"}),
        ("DELETE", "/notes/x", None),
    ],
)
def test_what_is_not_stored_is_not_found(client: FlaskClient, method: str, below: str, body: Any) -> None:
    answer = client.open(NOT_STORED + below, method=method, json=body, headers={"If-Match": "*"})
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
