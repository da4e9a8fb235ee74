"""An organisation's own skill from the door to the stored résumés, over two processes' worth of services."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from builders import RESUME
from databases import NewDatabase
from flask import Flask
from flask.testing import FlaskClient

from matcher.assembly import Rolefit
from matcher.jobs.performing import Performer
from matcher.settings import Settings
from matcher.storage import upgrade
from matcher.web import create_app

FOOBASE = {"name": "FooBase", "kind": "database", "aliases": ["Foo Base Server"], "implies": ["sql"]}


@pytest.fixture
def settings(new_database: NewDatabase, taxonomy_folder: Path) -> Settings:
    return Settings(new_database(), taxonomy_dir=taxonomy_folder)


@pytest.fixture
def rolefit(settings: Settings) -> Iterator[Rolefit]:
    service = Rolefit(settings)
    upgrade(service.database)
    yield service
    service.close()


@pytest.fixture
def app(rolefit: Rolefit) -> Flask:
    return create_app(rolefit)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def store(client: FlaskClient) -> str:
    form = {"file": (io.BytesIO(RESUME.encode()), "cv.txt"), "as_of": "2024-06"}
    resume_id: str = client.post("/api/v1/resumes", data=form).get_json()["id"]
    return resume_id


def skill_ids(body: dict[str, Any]) -> set[str]:
    return {skill["id"] for skill in body["profile"]["skills"]}


def matched(client: FlaskClient) -> set[str]:
    return skill_ids(client.post("/api/v1/match", json={"text": RESUME}).get_json())


def test_a_skill_is_known_from_the_next_request_on_and_stored_resumes_follow(
    client: FlaskClient, rolefit: Rolefit
) -> None:
    resume_id = store(client)
    assert "foobase" not in matched(client)
    added = client.post("/api/v1/skills", json=FOOBASE)
    assert added.status_code == 201
    assert added.get_json()["reread"] == {"waiting": 1}
    assert added.get_json()["id"] == "foobase"
    assert "foobase" in matched(client)
    assert client.get("/api/v1/rereading").get_json() == {"done": 0, "waiting": 1}
    assert list(rolefit.rereading.run()) == [resume_id]
    assert client.get("/api/v1/rereading").get_json() == {"done": 1, "waiting": 0}
    assert "foobase" in skill_ids(client.get(f"/api/v1/resumes/{resume_id}").get_json())
    assert client.get(f"/resumes/{resume_id}").status_code == 200


def test_an_erased_skill_is_known_no_more(client: FlaskClient, rolefit: Rolefit) -> None:
    client.post("/api/v1/skills", json=FOOBASE)
    resume_id = store(client)
    assert [each["id"] for each in client.get("/api/v1/skills/own").get_json()["items"]] == ["foobase"]
    assert client.delete("/api/v1/skills/foobase").status_code == 204
    assert client.get("/api/v1/skills/own").get_json() == {"items": []}
    assert "foobase" not in matched(client)
    assert client.get(f"/resumes/{resume_id}").status_code == 200  # shown as it was read
    assert list(rolefit.rereading.run()) == [resume_id]
    assert "foobase" not in skill_ids(client.get(f"/api/v1/resumes/{resume_id}").get_json())


def test_another_worker_sees_the_change_at_its_next_request(client: FlaskClient, settings: Settings) -> None:
    other = Rolefit(settings)
    theirs = create_app(other).test_client()
    assert "foobase" not in matched(theirs)
    client.post("/api/v1/skills", json=FOOBASE)
    assert "foobase" in matched(theirs)
    client.delete("/api/v1/skills/foobase")
    assert "foobase" not in matched(theirs)
    other.close()


def test_what_is_built_without_skills_is_kept(client: FlaskClient, rolefit: Rolefit) -> None:
    carried, analyst = rolefit.process.lexicon, rolefit.analyst
    rolefit.refresh()
    assert rolefit.analyst is analyst
    client.post("/api/v1/skills", json=FOOBASE)
    assert rolefit.process.lexicon is carried
    assert rolefit.analyst is not analyst
    assert rolefit.analyst.lexicon is rolefit.lexicon


def test_everything_wrong_is_answered_in_one_go(client: FlaskClient) -> None:
    wrong = {**FOOBASE, "name": "Python", "id": "foo", "aliases": ["SQL"], "implies": ["weaving"]}
    answer = client.post("/api/v1/skills", json=wrong)
    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    body = answer.get_json()
    assert body["type"] == "/problems/invalid-skill"
    assert [problem["message"].split(" ")[0] for problem in body["problems"]] == ["'Python'", "'SQL'", "no"]
    assert client.get("/api/v1/skills/own").get_json() == {"items": []}


@pytest.mark.parametrize("body", [b"", b"[]", b"nonsense", b"7", b"[" * 100_000])
def test_what_is_no_object_is_refused(client: FlaskClient, body: bytes) -> None:
    answer = client.post("/api/v1/skills", data=body, content_type="application/json")
    assert (answer.status_code, answer.get_json()["field"]) == (422, "body")


@pytest.mark.parametrize(("skill", "status"), [("python", 422), ("nobody", 404), ("%00", 404)])
def test_only_own_skills_are_erased(client: FlaskClient, skill: str, status: int) -> None:
    assert client.delete(f"/api/v1/skills/{skill}").status_code == status


def batches(client: FlaskClient) -> list[tuple[str, str, int]]:
    found = client.get("/api/v1/batches").get_json()["items"]
    return [(each["kind"], each["state"], each["total"]) for each in found]


def test_no_job_is_made_where_nothing_waits(client: FlaskClient) -> None:
    assert client.post("/api/v1/skills", json=FOOBASE).get_json()["reread"] == {"waiting": 0}
    assert batches(client) == []


def test_a_change_makes_jobs_and_a_worker_does_them(client: FlaskClient, rolefit: Rolefit) -> None:
    resume_id = store(client)
    assert client.post("/api/v1/skills", json=FOOBASE).get_json()["reread"] == {"waiting": 1}
    assert batches(client) == [("rereading", "running", 1)]
    assert Performer(rolefit).perform_next()
    assert batches(client) == [("rereading", "finished", 1)]
    assert "foobase" in skill_ids(client.get(f"/api/v1/resumes/{resume_id}").get_json())


def test_what_changes_while_jobs_are_under_way_makes_more_of_them_at_their_end(
    client: FlaskClient, rolefit: Rolefit
) -> None:
    store(client)
    client.post("/api/v1/skills", json=FOOBASE)
    client.delete("/api/v1/skills/foobase")
    client.post("/api/v1/skills", json={**FOOBASE, "aliases": []})
    assert batches(client) == [("rereading", "running", 1)]
    worker = Performer(rolefit)
    while worker.perform_next():
        pass
    assert client.get("/api/v1/rereading").get_json() == {"done": 1, "waiting": 0}


def test_a_skill_that_an_own_role_names_is_not_erased(client: FlaskClient) -> None:
    client.post("/api/v1/skills", json=FOOBASE)
    role = client.get("/api/v1/roles/data-engineer").get_json()
    role["requirements"].append({"label": "FooBase", "any_of": ["foobase"], "importance": "useful"})
    edited = client.put("/api/v1/roles/data-engineer", json=role, headers={"If-Match": "*"})
    assert edited.status_code == 200
    resume_id = store(client)
    (candidate,) = client.get("/api/v1/roles/data-engineer/candidates").get_json()["items"]
    fit = client.get(f"/api/v1/resumes/{resume_id}/fits/data-engineer").get_json()
    assert candidate["score"] == fit["score"]
    assert "FooBase" in [each["requirement"] for each in fit["met"]]
    refused = client.delete("/api/v1/skills/foobase")
    assert (refused.status_code, refused.get_json()["problems"]) == (
        422,
        [{"place": "foobase", "message": "the role 'data-engineer' names it"}],
    )
    client.put(
        "/api/v1/roles/data-engineer",
        json={**role, "requirements": role["requirements"][:-1]},
        headers={"If-Match": "*"},
    )
    assert client.delete("/api/v1/skills/foobase").status_code == 204


def test_fits_of_now_want_no_skill_that_was_erased_since(client: FlaskClient, rolefit: Rolefit) -> None:
    client.post("/api/v1/skills", json=FOOBASE)
    resume_id = store(client)
    client.post("/api/v1/roles/data-scientist/archive")
    client.delete("/api/v1/skills/foobase")
    for _ in range(2):  # before it is read again, and after
        fits = client.get(f"/api/v1/resumes/{resume_id}").get_json()["fits"]
        assert {fit["role"] for fit in fits} == rolefit.lexicon.catalogue.roles.keys()
        assert "data-scientist" not in {fit["role"] for fit in fits}
        assert client.get(f"/resumes/{resume_id}").status_code == 200
        list(rolefit.rereading.run())
    for fit in fits:
        (candidate,) = client.get(f"/api/v1/roles/{fit['role']}/candidates").get_json()["items"]
        assert candidate["score"] == fit["score"]


def test_counts_of_the_unrecognised_are_answered(client: FlaskClient) -> None:
    store(client)
    counted = client.get("/api/v1/skills/unrecognised?limit=1").get_json()
    assert counted == {"items": [{"surface": "FooBase", "resumes": 1}], "next": None}
    assert client.get("/api/v1/skills/unrecognised?cursor=x").status_code == 422
