import io
import json
import logging
import zipfile
from typing import Any

import pytest
from builders import RESUME
from flask.testing import FlaskClient

from matcher.assembly import Rolefit
from matcher.domain.access import ALL_SCOPES
from matcher.errors import ReaderStopped
from matcher.jobs.performing import Performer
from matcher.web.batch_body import JSON_LINES

BATCHES = "/api/v1/batches"
TORN = b"%PDF-1.7\n1 0 obj\n<<"


def lines(*bodies: dict[str, Any]) -> bytes:
    return b"\n".join(json.dumps(body).encode() for body in bodies)


def post(client: FlaskClient, *bodies: dict[str, Any]) -> dict[str, Any]:
    """Sends a batch and gives what was answered."""
    answer = client.post(BATCHES, data=lines(*bodies), content_type=JSON_LINES)
    assert answer.status_code == 202
    told: dict[str, Any] = answer.get_json()
    return told


def work(rolefit: Rolefit) -> None:
    """All that waits, as a worker would."""
    worker = Performer(rolefit)
    while worker.perform_next():
        pass


def of_others(rolefit: Rolefit) -> dict[str, str]:
    """The headers of a request of another organisation."""
    organisation = rolefit.access.add_organisation("weavers")
    return {"Authorization": f"Bearer {rolefit.access.create('tests', ALL_SCOPES, organisation)['key']}"}


def items(client: FlaskClient, batch: str, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"{BATCHES}/{batch}/items{query}").get_json()["items"]
    return found


def test_a_batch_is_accepted_and_told_where_to_ask(client: FlaskClient) -> None:
    answer = client.post(
        BATCHES, data=lines({"text": "Knows SQL"}, {"text": "Knows Python"}), content_type=JSON_LINES
    )
    told = answer.get_json()
    assert answer.status_code == 202
    assert answer.headers["Location"] == f"{BATCHES}/{told['id']}"
    assert answer.headers["Retry-After"] == "1"
    again = client.get(answer.headers["Location"])
    assert (again.get_json(), again.headers["Retry-After"]) == (told, "1")
    assert client.get(BATCHES).get_json() == {"items": [told], "next": None}


def test_a_resume_of_a_batch_is_stored_as_one_that_comes_alone(client: FlaskClient, rolefit: Rolefit) -> None:
    body = {"text": RESUME, "external_id": "vera", "as_of": "2024-06"}
    batch = post(client, body)["id"]
    work(rolefit)
    told = client.get(f"{BATCHES}/{batch}")
    assert (told.get_json()["state"], told.get_json()["progress"]) == ("finished", 100)
    assert "Retry-After" not in told.headers
    (item,) = items(client, batch)
    stored = client.get(f"/api/v1/resumes/{item['resume']}").get_json()
    alone = client.post("/api/v1/match", json=body).get_json()
    assert {name: stored[name] for name in ("document", "profile", "fits")} == {
        name: alone[name] for name in ("document", "profile", "fits")
    }
    # Sent alone now, it is the one that is there already.
    assert client.post("/api/v1/resumes", json=body).get_json()["id"] == item["resume"]


def test_twice_the_same_person_is_one(client: FlaskClient, rolefit: Rolefit) -> None:
    same = {"text": RESUME, "external_id": "vera"}
    batch = post(client, same, same, {"text": RESUME, "external_id": "other"}, {"text": RESUME})["id"]
    work(rolefit)
    first, second, third, fourth = (item["resume"] for item in items(client, batch))
    assert first == second
    assert len({first, third, fourth}) == 3


def test_what_went_wrong_with_a_file_is_told_of_it_alone(client: FlaskClient, rolefit: Rolefit) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in (
            ("vera.txt", RESUME.encode()),
            ("torn.pdf", TORN),
            ("inner.zip", b"PK\x05\x06" + b"\0" * 18),
        ):
            archive.writestr(name, content)
    answer = client.post(BATCHES, data=file.getvalue(), content_type="application/zip")
    batch = answer.get_json()["id"]
    work(rolefit)
    assert client.get(f"{BATCHES}/{batch}").get_json()["counts"] == {
        "waiting": 0,
        "running": 0,
        "done": 1,
        "failed": 2,
        "cancelled": 0,
    }
    torn, inner = items(client, batch, "?state=failed")
    assert (torn["filename"], torn["resume"]) == ("torn.pdf", None)
    assert set(torn["problem"]) == {"type", "title", "detail"}
    assert torn["problem"]["type"] == "/problems/damaged"
    assert torn["problem"]["detail"].startswith("The file is damaged")
    assert inner["problem"]["type"] == "/problems/unknown-type"
    assert [each["filename"] for each in items(client, batch, "?state=done&state=waiting")] == ["vera.txt"]


def test_a_problem_has_an_address_that_explains_it(client: FlaskClient, rolefit: Rolefit) -> None:
    batch = post(client, {"text": " "})["id"]
    work(rolefit)
    (item,) = items(client, batch)
    assert client.get(item["problem"]["type"]).status_code == 200


def test_a_file_that_stops_its_reader_twice_is_set_aside(
    client: FlaskClient, rolefit: Rolefit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(upload: Any) -> None:
        raise ReaderStopped(upload.filename, "it took over 30 s")

    monkeypatch.setattr(rolefit.process.reader, "read", stop)
    batch = post(client, {"content_base64": "S25vd3M=", "filename": "vera-lindqvist.txt"})["id"]
    work(rolefit)
    (item,) = items(client, batch)
    assert (item["state"], item["attempts"]) == ("failed", 2)
    assert item["problem"]["type"] == "/problems/reader-stopped"
    monkeypatch.undo()
    assert client.post(f"{BATCHES}/{batch}/retry").get_json()["counts"]["waiting"] == 1
    work(rolefit)
    assert [(item["state"], item["attempts"]) for item in items(client, batch)] == [("done", 1)]


def test_what_waits_is_cancelled(client: FlaskClient, rolefit: Rolefit) -> None:
    batch = post(client, {"text": "Knows SQL"}, {"text": "Knows Python"})["id"]
    Performer(rolefit).perform_next()
    told = client.post(f"{BATCHES}/{batch}/cancel").get_json()
    assert (told["state"], told["progress"]) == ("cancelled", 100)
    assert (told["counts"]["done"], told["counts"]["cancelled"]) == (1, 1)
    assert not Performer(rolefit).perform_next()


def test_pages_of_items_lead_to_each_other(client: FlaskClient) -> None:
    batch = post(client, *({"text": str(each)} for each in range(3)))["id"]
    first = client.get(f"{BATCHES}/{batch}/items?limit=2").get_json()
    second = client.get(f"{BATCHES}/{batch}/items?limit=2&cursor={first['next']}").get_json()
    assert [item["position"] for item in first["items"] + second["items"]] == [0, 1, 2]
    assert second["next"] is None


@pytest.mark.parametrize(
    ("content_type", "body", "field"),
    [
        (JSON_LINES, b'{"text": "fine"}\n{"text": 7}', "line 2"),
        (JSON_LINES, b"", "body"),
        ("application/zip", b"PK\x05\x06" + b"\0" * 18, "body"),
        ("application/zip", b"nonsense", "body"),
    ],
)
def test_a_body_that_holds_no_resumes_is_refused(
    client: FlaskClient, content_type: str, body: bytes, field: str
) -> None:
    answer = client.post(BATCHES, data=body, content_type=content_type)
    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    assert answer.get_json()["field"] == field
    assert client.get(BATCHES).get_json()["items"] == []


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", None])
def test_a_body_of_another_type_is_refused(client: FlaskClient, content_type: str | None) -> None:
    answer = client.post(BATCHES, data=b'{"text": "fine"}', content_type=content_type)
    assert (answer.status_code, answer.get_json()["type"]) == (415, "/problems/unsupported-media-type")
    assert JSON_LINES in answer.get_json()["detail"]
    assert client.get(BATCHES).get_json()["items"] == []


@pytest.mark.parametrize(
    "query", ["?state=lost", "?limit=0", "?cursor=x", "?state=" + "&state=".join(["done"] * 6)]
)
def test_a_query_that_means_nothing_is_refused(client: FlaskClient, query: str) -> None:
    batch = post(client, {"text": "Knows SQL"})["id"]
    assert client.get(f"{BATCHES}/{batch}/items{query}").status_code == 422


@pytest.mark.parametrize("batch", ["01J00000000000000000000009", "x", "%00", "%F0%9F%98%80"])
def test_what_is_not_there_is_not_found(client: FlaskClient, batch: str) -> None:
    asked = [client.get(f"{BATCHES}/{batch}{more}") for more in ("", "/items")]
    posted = [client.post(f"{BATCHES}/{batch}/{what}") for what in ("cancel", "retry")]
    assert [answer.status_code for answer in asked + posted] == [404] * 4


def test_another_organisations_batch_is_not_there(client: FlaskClient, rolefit: Rolefit) -> None:
    batch = post(client, {"text": "Knows SQL"})["id"]
    headers = of_others(rolefit)
    assert client.get(BATCHES, headers=headers).get_json()["items"] == []
    for path in ("", "/items"):
        assert client.get(f"{BATCHES}/{batch}{path}", headers=headers).status_code == 404
    for what in ("cancel", "retry"):
        assert client.post(f"{BATCHES}/{batch}/{what}", headers=headers).status_code == 404


def test_a_worker_does_the_jobs_of_every_organisation(client: FlaskClient, rolefit: Rolefit) -> None:
    headers = of_others(rolefit)
    answer = client.post(BATCHES, data=lines({"text": RESUME}), content_type=JSON_LINES, headers=headers)
    work(rolefit)
    found = client.get(answer.headers["Location"], headers=headers).get_json()
    assert found["state"] == "finished"
    assert len(client.get("/api/v1/resumes", headers=headers).get_json()["items"]) == 1


def test_nothing_of_a_resume_is_logged(
    client: FlaskClient, rolefit: Rolefit, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(*_: object) -> None:
        raise ValueError("Vera Lindqvist, vera@example.org")

    monkeypatch.setattr("matcher.jobs.performing.document_from_text", fall)
    caplog.set_level(logging.DEBUG)
    batch = post(client, {"text": RESUME, "filename": "vera.txt"})["id"]
    work(rolefit)
    (item,) = items(client, batch)
    assert item["problem"]["type"] == "/problems/internal-error"
    assert "ValueError in job" in caplog.text
    for private in ("Vera", "vera", "Lindqvist"):
        assert private not in caplog.text


def test_a_batch_that_is_erased_from_leaves_no_name(client: FlaskClient, rolefit: Rolefit) -> None:
    batch = post(client, {"text": RESUME, "filename": "vera.txt", "external_id": "vera"})["id"]
    work(rolefit)
    (item,) = items(client, batch)
    assert client.delete(f"/api/v1/resumes/{item['resume']}").status_code == 204
    (after,) = items(client, batch)
    assert (after["state"], after["filename"], after["external_id"]) == ("done", None, None)
