"""Labels that come in with a résumé, at every door of the API."""

import base64
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from builders import RESUME, multipart
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from matcher.assembly import Rolefit
from matcher.domain.access import Scope
from matcher.jobs.performing import Performer
from matcher.storage.review_tables import LabelRow

Json = dict[str, Any]
PATH = "/api/v1/resumes"
TYPED, PLAIN = ["Call  Back", "münchen", "MÜNCHEN"], ["call back", "münchen"]
FORM = {"content": RESUME.encode(), "filename": "vera.txt"}
DOORS: dict[str, Json] = {
    "text": {"json": {"text": RESUME, "labels": TYPED}},
    "base64": {"json": {"content_base64": base64.b64encode(RESUME.encode()).decode(), "labels": TYPED}},
    "json_resume": {"json": {"json_resume": {"basics": {"summary": "Python"}}, "labels": TYPED}},
    "form, given again": multipart(**FORM, labels=TYPED),  # type: ignore[arg-type]
    "form, with commas": multipart(**FORM, labels=",".join(TYPED)),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("door", DOORS)
def test_a_resume_brings_its_labels(client: FlaskClient, door: str) -> None:
    answer = client.post(PATH, **DOORS[door])
    assert (answer.status_code, answer.get_json()["labels"]) == (201, PLAIN)
    found = client.get(answer.location)
    assert found.get_json() == answer.get_json()
    assert found.headers["ETag"].startswith('"r1-')
    listed = client.get(PATH, query_string={"label": "call back"}).get_json()["items"]
    assert [item["labels"] for item in listed] == [PLAIN]


@pytest.mark.parametrize("door", DOORS)
def test_a_resume_that_is_not_kept_has_none(client: FlaskClient, door: str) -> None:
    answer = client.post("/api/v1/match", **DOORS[door])
    assert answer.status_code == 200
    assert "labels" not in answer.get_json()
    assert client.get(PATH, query_string={"facets": "label"}).get_json()["facets"]["label"] == []


@pytest.mark.parametrize(
    "labels", ["a", {"a": 1}, [1], [None], ["a,b"], ["a/b"], [""], ["x" * 51], ["\u0000"], ["a"] * 51]
)
def test_labels_that_are_none_are_refused_and_nothing_is_stored(client: FlaskClient, labels: Any) -> None:
    answer = client.post(PATH, json={"text": RESUME, "labels": labels})
    assert (answer.status_code, answer.get_json()["field"]) == (422, "labels")
    assert client.get(PATH).get_json()["items"] == []


@pytest.mark.parametrize("labels", [None, []])
def test_no_labels_are_none(store: Callable[..., Json], labels: Any) -> None:
    assert store(RESUME, labels=labels)["labels"] == []


def test_the_same_resume_again_gets_more_and_loses_none(client: FlaskClient) -> None:
    body = {"text": RESUME, "external_id": "hr-1"}
    first = client.post(PATH, json={**body, "labels": ["a"]})
    again = client.post(PATH, json={**body, "labels": ["b"]})
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.get_json()["labels"] == ["a", "b"]
    seen = client.get(first.location).headers["ETag"]
    for labels in ([], ["a"], ["b", "a"]):
        assert client.post(PATH, json={**body, "labels": labels}).get_json()["labels"] == ["a", "b"]
    assert client.get(first.location).headers["ETag"] == seen  # nothing was changed


def test_of_a_resume_that_comes_many_times_at_once_no_label_is_lost(app: Flask, client: FlaskClient) -> None:
    def post(number: int) -> int:
        body = {"text": RESUME, "external_id": "hr-1", "labels": [f"l{number:02}", "shared"]}
        return app.test_client().post(PATH, json=body).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(post, range(32)))
    assert sorted(statuses) == [200] * 31 + [201]
    (stored,) = client.get(PATH).get_json()["items"]
    assert stored["labels"] == [*(f"l{number:02}" for number in range(32)), "shared"]


def test_an_idempotency_key_holds_for_the_labels_too(client: FlaskClient) -> None:
    key = {"Idempotency-Key": "one"}
    for name, one, other in (
        ("json", {"text": RESUME, "labels": ["a"]}, {"text": RESUME, "labels": ["b"]}),
        ("form", multipart(**FORM, labels=["a"]), multipart(**FORM, labels=["a", "b"])),  # type: ignore[arg-type]
    ):
        key = {"Idempotency-Key": name}
        first, again, reused = (
            client.post(PATH, headers=key, **({"json": sent} if name == "json" else sent))
            for sent in (one, one, other)
        )
        assert (first.status_code, again.status_code) == (201, 201)
        assert again.data == first.data
        assert (reused.status_code, reused.get_json()["type"]) == (422, "/problems/idempotency-key-reused")
    assert len(client.get(PATH).get_json()["items"]) == 2


def test_a_key_sent_again_puts_no_label_back_that_was_taken_off(client: FlaskClient) -> None:
    sent: Json = {"json": {"text": RESUME, "labels": ["a"]}, "headers": {"Idempotency-Key": "one"}}
    path = client.post(PATH, **sent).location
    assert client.delete(f"{path}/labels/a").status_code == 204
    client.post(PATH, **sent)
    assert client.get(path).get_json()["labels"] == []


def test_the_form_of_the_pages_takes_none(client: FlaskClient) -> None:
    """Candidates may use it where it is open to them, and labels are for recruiters."""
    path = client.post("/", **multipart(**FORM, labels="hire at once")).location  # type: ignore[arg-type]
    assert client.get(f"/api/v1{path}").get_json()["labels"] == []


def test_jobs_keep_labels_and_who_sent_them(client: FlaskClient, rolefit: Rolefit) -> None:
    made = rolefit.access.create("Frau Weber", [Scope.RESUMES_READ, Scope.RESUMES_WRITE])
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {made['key']}"
    lines = [{"text": RESUME, "labels": ["own"], "external_id": "1"}, {"text": RESUME, "external_id": "1"}]
    batch = client.post(
        "/api/v1/batches?labels=spring,Fair",
        data="\n".join(map(json.dumps, lines)),
        content_type="application/x-ndjson",
    )
    assert batch.status_code == 202
    worker = Performer(rolefit)
    while worker.perform_next():
        pass
    (stored,) = client.get(PATH).get_json()["items"]
    assert stored["labels"] == ["fair", "own", "spring"]
    with rolefit.database.engine.connect() as connection:
        rows = connection.execute(select(LabelRow.author, LabelRow.author_key)).all()
    assert {tuple(row) for row in rows} == {("Frau Weber", made["prefix"])}


def test_a_batch_sent_again_under_its_key_with_other_labels_is_refused(client: FlaskClient) -> None:
    sent: Json = {"data": json.dumps({"text": RESUME}), "content_type": "application/x-ndjson"}
    key = {"Idempotency-Key": "batch"}
    statuses = [
        client.post(f"/api/v1/batches?labels={labels}", headers=key, **sent).status_code
        for labels in ("a", "a", "b")
    ]
    assert statuses == [202, 202, 422]
