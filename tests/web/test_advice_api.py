import pytest
from flask.testing import FlaskClient

from matcher.assembly import Rolefit
from matcher.web.api.advice_schemas import AdviceSchema

ROLE = "data-engineer"


@pytest.fixture
def address(stored_resume: str) -> str:
    return f"/api/v1{stored_resume}/advice"


def test_advice_is_answered_in_the_shape_that_is_documented(client: FlaskClient, address: str) -> None:
    answer = client.get(f"{address}/{ROLE}?target=90")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    body = answer.get_json()
    assert AdviceSchema().validate(body) == {}
    assert f"/resumes/{body['id']}/" in address
    assert (body["role"], body["target"]) == (ROLE, 90.0)
    assert body["steps"]
    assert body["questions"]


def test_the_start_is_the_fit_as_it_was_answered(client: FlaskClient, address: str) -> None:
    fit = client.get(f"{address.removesuffix('/advice')}/fits/{ROLE}").get_json()
    body = client.get(f"{address}/{ROLE}").get_json()
    assert (body["score"], body["versions"], body["target"]) == (fit["score"], fit["versions"], 80.0)
    assert body["strengths"][0]["points"] == fit["met"][0]["points"]


@pytest.mark.parametrize("target", ["0", "-5", "100.5", "80.001", "lots", "NaN", "1e999999", ""])
def test_a_bad_target_is_a_problem(client: FlaskClient, address: str, target: str) -> None:
    answer = client.get(f"{address}/{ROLE}", query_string={"target": target})
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert "target" in answer.text


@pytest.mark.parametrize("path", ["resumes/01JD7Z3X1V9Q4M8T2B6C5N0R7S/advice/data-engineer", "role"])
def test_what_is_not_there_is_a_problem(client: FlaskClient, address: str, path: str) -> None:
    answer = client.get(f"{address}/baker" if path == "role" else f"/api/v1/{path}")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_the_contract_tells_of_it(client: FlaskClient) -> None:
    document = client.get("/api/v1/openapi.json").get_json()
    told = document["paths"]["/api/v1/resumes/{resume_id}/advice/{role_id}"]["get"]
    target = next(each for each in told["parameters"] if each["name"] == "target")
    assert target["schema"]["maximum"] == 100
    assert {"200", "404", "422"} <= set(told["responses"])


def test_steps_are_worth_what_they_say(client: FlaskClient, address: str, rolefit: Rolefit) -> None:
    for role in rolefit.lexicon.catalogue.roles:
        body = client.get(f"{address}/{role}?target=85").get_json()
        last = body["steps"][-1]["score_after"] if body["steps"] else body["score"]
        assert body["reachable"] == (last >= 85)
        assert body["smallest"]
