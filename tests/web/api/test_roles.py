from collections.abc import Callable
from typing import Any

import pytest
from builders import RESUME
from flask.testing import FlaskClient

from matcher.domain.lexicon import Lexicon
from matcher.services.answers import encode
from matcher.services.roles import compare_roles, list_roles, show_role

ROLES = "/api/v1/roles"
Store = Callable[..., dict[str, Any]]


def test_roles_are_listed_shown_and_compared(client: FlaskClient, lexicon: Lexicon) -> None:
    for path, body in (
        (ROLES, {"items": list_roles(lexicon)}),
        (f"{ROLES}/data-engineer", show_role("data-engineer", lexicon)),
        (
            f"{ROLES}/data-engineer/comparison/data-scientist",
            compare_roles("data-engineer", "data-scientist", lexicon),
        ),
    ):
        response = client.get(path)
        assert (response.status_code, response.get_data(as_text=True)) == (200, encode(body))


@pytest.mark.parametrize(
    "path",
    [
        "baker",
        "baker/candidates",
        "baker/comparison/data-engineer",
        "data-engineer/comparison/baker",
        "a%00b",
    ],
)
def test_no_role_is_not_found(client: FlaskClient, path: str) -> None:
    response = client.get(f"{ROLES}/{path}")
    assert (response.status_code, response.content_type) == (404, "application/problem+json")
    assert response.get_json()["kind"] == "role"


def test_candidates_are_ranked_as_they_were_answered(client: FlaskClient, store: Store) -> None:
    answers = {}
    for text in ("Nothing to say", RESUME, "Skills: Python, SQL", "Nothing at all"):
        answer = store(text)
        answers[answer["id"]] = {fit["role"]: fit["score"] for fit in answer["fits"]}
    for role in ("data-engineer", "data-scientist", "machine-learning-engineer"):
        items: list[dict[str, Any]] = []
        query: dict[str, object] = {"limit": 3}
        for _ in range(2):
            page = client.get(f"{ROLES}/{role}/candidates", query_string=query).get_json()
            items += page["items"]
            query["cursor"] = page["next"]
        assert page["next"] is None
        assert {item["id"]: item["score"] for item in items} == {
            resume_id: scores[role] for resume_id, scores in answers.items()
        }
        assert items == sorted(items, key=lambda item: (-item["score"], item["id"]))


def test_nobody_stored_is_an_empty_page(client: FlaskClient) -> None:
    page = client.get(f"{ROLES}/data-engineer/candidates").get_json()
    assert page == {"role": "data-engineer", "items": [], "next": None}


def test_skills_are_searched(client: FlaskClient) -> None:
    found = client.get("/api/v1/skills?q=flow&limit=2").get_json()["items"]
    assert [skill["id"] for skill in found] == ["apache-airflow", "mlflow"]
    assert len(client.get("/api/v1/skills").get_json()["items"]) == 20
    assert client.get("/api/v1/skills?q=cobol").get_json()["items"] == []
    assert client.get("/api/v1/skills?limit=101").status_code == 422
