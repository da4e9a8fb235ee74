from collections.abc import Callable
from typing import Any

import pytest
from builders import RESUME, multipart
from flask.testing import FlaskClient

RESUMES = "/api/v1/resumes"
NOT_STORED = "01J0000000000000000000000A"
Store = Callable[..., dict[str, Any]]


def test_a_resume_is_stored_and_found_where_the_answer_says(client: FlaskClient) -> None:
    response = client.post(RESUMES, **multipart(RESUME.encode(), "vera.txt"))
    assert (response.status_code, response.content_type) == (201, "application/json")
    assert response.location == f"{RESUMES}/{response.get_json()['id']}"
    found = client.get(response.location)
    assert (found.status_code, found.data) == (200, response.data)


def test_a_stored_answer_is_the_unstored_one_but_for_id_and_time(client: FlaskClient, store: Store) -> None:
    stored = store(RESUME)
    answer = client.post("/api/v1/match", json={"text": RESUME, "as_of": "2024-06"}).get_json()
    assert {**answer, "stage": "new", "labels": []} == {**stored, "id": None, "created_at": None}
    assert list(stored) == [*answer, "stage", "labels"]


def test_the_same_bytes_under_the_same_external_id_are_the_same_resume(
    client: FlaskClient, store: Store
) -> None:
    first = store(RESUME, external_id="hr-1")
    again = client.post(RESUMES, json={"text": RESUME, "external_id": "hr-1"})
    assert (again.status_code, again.get_json()) == (200, first)
    assert again.location == f"{RESUMES}/{first['id']}"
    assert store(RESUME, external_id="hr-2")["id"] != first["id"]
    assert store(RESUME)["id"] != first["id"]


def test_an_empty_external_id_is_none(store: Store) -> None:
    assert store(RESUME, external_id="")["external_id"] is None
    assert store(RESUME, external_id=None)["external_id"] is None


def test_nul_characters_are_stored_as_blanks(client: FlaskClient, store: Store) -> None:
    stored = store("Skills\nPython\x00SQL")
    found = client.get(f"{RESUMES}/{stored['id']}").get_json()
    assert [skill["id"] for skill in found["profile"]["skills"]] == ["python", "sql"]


def test_an_erased_resume_is_gone(client: FlaskClient, store: Store) -> None:
    path = f"{RESUMES}/{store(RESUME)['id']}"
    erased = client.delete(path)
    assert (erased.status_code, erased.data) == (204, b"")
    for response in (client.get(path), client.delete(path), client.get(f"{path}/fits/data-engineer")):
        assert (response.status_code, response.content_type) == (404, "application/problem+json")
        assert response.get_json()["type"] == "/problems/not-found"


@pytest.mark.parametrize("resume_id", [NOT_STORED, "x", "a%00b", "%ff", "é", "x" * 4000, ".."])
def test_what_is_not_stored_is_not_found(client: FlaskClient, resume_id: str) -> None:
    for ask in (client.get, client.delete):
        response = ask(f"{RESUMES}/{resume_id}")
        assert (response.status_code, response.content_type) == (404, "application/problem+json")


def test_one_fit_is_the_one_that_was_answered(client: FlaskClient, store: Store) -> None:
    stored = store(RESUME)
    for fit in stored["fits"]:
        response = client.get(f"{RESUMES}/{stored['id']}/fits/{fit['role']}")
        assert (response.status_code, response.get_json()) == (200, fit)
    for role in ("baker", "a%00b"):
        assert client.get(f"{RESUMES}/{stored['id']}/fits/{role}").status_code == 404


def test_pages_cover_all_once_the_newest_first(client: FlaskClient, store: Store) -> None:
    stored = [store(f"Skills: Python {number}")["id"] for number in range(5)]
    seen: list[str] = []
    query: dict[str, object] = {"limit": 2}
    for _ in range(3):
        page = client.get(RESUMES, query_string=query).get_json()
        seen += [item["id"] for item in page["items"]]
        query["cursor"] = page["next"]
    assert page["next"] is None
    assert seen == sorted(stored, reverse=True)


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=many", "limit=-1"])
def test_a_bad_limit_is_refused(client: FlaskClient, query: str) -> None:
    response = client.get(f"{RESUMES}?{query}")
    problem = response.get_json()
    assert (response.status_code, response.content_type) == (422, "application/problem+json")
    assert "limit" in problem["errors"]["query"]


@pytest.mark.parametrize("cursor", ["x", "AAAA", "%00", "%ff", "WyJcdWQ4MDAiXQ", "W1tbW1s"])
@pytest.mark.parametrize("path", [RESUMES, "/api/v1/roles/data-engineer/candidates"])
def test_a_bad_cursor_is_refused(client: FlaskClient, path: str, cursor: str) -> None:
    response = client.get(f"{path}?cursor={cursor}")
    assert (response.status_code, response.content_type) == (422, "application/problem+json")
    assert response.get_json()["field"] == "cursor"


def test_a_json_resume_comes_back_with_what_was_found(client: FlaskClient) -> None:
    sent = {"basics": {"label": "Data Engineer"}, "skills": [{"name": "Python"}], "x-own": [1.5, None]}
    stored = client.post(RESUMES, json={"json_resume": sent}).get_json()
    response = client.get(f"{RESUMES}/{stored['id']}/json-resume")
    assert (response.status_code, response.content_type) == (200, "application/json")
    out = response.get_json()
    findings = out.pop("meta")["x-rolefit"]
    assert out == sent
    assert [skill["id"] for skill in findings["skills"]] == ["python"]
    assert findings["fits"][0] == {key: stored["fits"][0][key] for key in ("role", "title", "score")}


def test_half_a_surrogate_pair_in_a_json_resume_does_no_harm(client: FlaskClient) -> None:
    sent = '{"json_resume": {"basics": {"label": "Engineer \\ud800", "x": 1e999, "y": NaN}}}'
    stored = client.post(RESUMES, data=sent, content_type="application/json").get_json()
    out = client.get(f"{RESUMES}/{stored['id']}/json-resume")
    assert out.status_code == 200
    assert out.get_json()["basics"] == {"label": "Engineer \ud800", "x": None, "y": None}


def test_a_json_resume_is_made_of_any_other_form(client: FlaskClient, store: Store) -> None:
    out = client.get(f"{RESUMES}/{store(RESUME)['id']}/json-resume").get_json()
    assert out["basics"] == {}
    assert out["work"][0] == {"name": "Brightly Ltd", "position": "Data Engineer", "startDate": "2020-03"}
    assert "Apache Kafka" not in [skill["name"] for skill in out["skills"]]
    assert client.get(f"{RESUMES}/{NOT_STORED}/json-resume").status_code == 404
