"""Who moves when a role changes, from the door to the postings."""

from collections.abc import Callable
from typing import Any

import pytest
from builders import RESUME
from flask.testing import FlaskClient

Json = dict[str, Any]
ROLE = "/api/v1/roles/data-engineer"
TEXTS = [RESUME, "Skills\nPython, R, SQL", "Skills\nJava, Docker", "Nothing to say"]
WHAT_IF = f"{ROLE}/what-if"


@pytest.fixture
def people(store: Callable[..., Json]) -> list[str]:
    return [store(text)["id"] for text in TEXTS]


@pytest.fixture
def edited(client: FlaskClient, people: list[str]) -> Json:
    """The role as its version 3: SQL matters little, Kafka is gone, the weights are others."""
    role: Json = client.get(ROLE).get_json()
    role["requirements"][0]["importance"] = "useful"
    del role["requirements"][4]
    role["weights"] = {"skills": 80, "experience": 5, "education": 5, "title": 10}
    assert len(people) == len(TEXTS)
    assert client.put(ROLE, json=role, headers={"If-Match": "*"}).status_code == 200
    return role


def scores(client: FlaskClient) -> dict[str, float]:
    return {each["id"]: each["score"] for each in client.get(f"{ROLE}/candidates").get_json()["items"]}


def summed(item: Json) -> float:
    return round(sum(each["difference"] for each in item["reasons"]), 2)


def test_everybody_is_ranked_by_both_versions_and_told_why(
    client: FlaskClient, people: list[str], edited: Json
) -> None:
    assert client.get(ROLE).get_json()["weights"] == edited["weights"]
    answer = client.get(f"{ROLE}/changes?from=2&to=3").get_json()
    assert (answer["role"], answer["from"], answer["to"]) == ("data-engineer", 2, 3)
    assert answer == client.get(f"{ROLE}/changes").get_json()
    assert {each["id"]: each["after"]["score"] for each in answer["items"]} == scores(client)
    assert sum(answer["counts"].values()) == len(people)
    distances = [abs(each["difference"]) for each in answer["items"]]
    assert distances == sorted(distances, reverse=True)
    for item in answer["items"]:
        moved = round(item["after"]["score"] - item["before"]["score"], 2)
        assert (summed(item), item["difference"]) == (moved, moved)
    told = [(each["about"], each["requirement"]) for each in answer["differences"]]
    assert told == [
        ("requirement", "SQL"),
        ("requirement", "Apache Kafka"),
        ("skills", None),
        ("experience", None),
    ]
    back = client.get(f"{ROLE}/changes?from=3&to=2&order=rank").get_json()
    assert [each["after"]["rank"] for each in back["items"]] == [1, 2, 3, 4]
    assert {each["id"]: each["after"] for each in back["items"]} == {
        each["id"]: each["before"] for each in answer["items"]
    }


@pytest.mark.parametrize("order", ["move", "rank"])
def test_pages_cover_everybody_once(client: FlaskClient, edited: Json, order: str) -> None:
    assert edited
    path, paged, cursor = f"{ROLE}/changes?order={order}&limit=", [], ""
    while cursor is not None:
        page = client.get(f"{path}1&cursor={cursor}" if cursor else f"{path}1").get_json()
        assert (page["counts"] is None) is bool(cursor)
        paged += page["items"]
        cursor = page["next"]
    assert paged == client.get(f"{path}10").get_json()["items"]


@pytest.mark.usefixtures("edited")
def test_who_comes_in_meanwhile_moves_nobody_to_another_page(
    client: FlaskClient, store: Callable[..., Json]
) -> None:
    first = client.get(f"{ROLE}/changes?order=rank&limit=2").get_json()
    store(RESUME)
    second = client.get(f"{ROLE}/changes?order=rank&limit=9&cursor={first['next']}").get_json()
    shown = [each["id"] for each in (*first["items"], *second["items"])]
    assert len(shown) == len(set(shown)) >= len(TEXTS)


def test_a_cursor_goes_on_with_its_versions_and_order_alone(client: FlaskClient, edited: Json) -> None:
    cursor = client.get(f"{ROLE}/changes?limit=1").get_json()["next"]
    assert client.get(f"{ROLE}/changes?from=2&to=3&cursor={cursor}").status_code == 200
    client.put(ROLE, json={**edited, "experience_months": 1}, headers={"If-Match": "*"})
    assert client.get(f"{ROLE}/changes?from=2&to=3&cursor={cursor}").status_code == 200
    for other in ("", "from=3&to=2&", "from=2&to=3&order=rank&"):
        refused = client.get(f"{ROLE}/changes?{other}cursor={cursor}")
        assert (refused.status_code, refused.get_json()["field"]) == (422, "cursor")


def test_a_what_if_is_what_the_edit_comes_to_and_keeps_nothing(
    client: FlaskClient, people: list[str]
) -> None:
    role = client.get(ROLE).get_json()
    before = scores(client)
    assert len(before) == len(people)
    part = {"weights": {"skills": 75, "experience": 10}, "requirements": role["requirements"][1:]}
    supposed = client.post(WHAT_IF, json=part).get_json()
    assert {each["id"]: each["before"]["score"] for each in supposed["items"]} == before
    assert [each["after"]["rank"] for each in supposed["items"]] == [1, 2, 3, 4]
    assert all(summed(each) == each["difference"] for each in supposed["items"])
    assert scores(client) == before
    assert client.get(ROLE).get_json() == role
    weights = {**role["weights"], **part["weights"]}
    client.put(ROLE, json={**role, **part, "weights": weights}, headers={"If-Match": "*"})
    changes = client.get(f"{ROLE}/changes?order=rank").get_json()
    for key in ("differences", "counts", "items"):
        assert changes[key] == supposed[key]


def test_a_what_if_without_a_change_changes_nothing(client: FlaskClient, people: list[str]) -> None:
    for part in ({}, client.get(ROLE).get_json()):
        same = client.post(WHAT_IF, json=part).get_json()
        assert same["differences"] == []
        assert same["counts"] == {"rose": 0, "fell": 0, "stayed": len(people)}
        for item in same["items"]:
            assert (item["before"], item["difference"], item["reasons"]) == (item["after"], 0, [])


def test_a_draft_is_ranked_for_before_it_is_kept(client: FlaskClient, people: list[str]) -> None:
    advert = "Stream Engineer\n\nRequirements\n- 3+ years of Python\n- SQL\n"
    draft = client.post("/api/v1/roles/draft", json={"text": advert}).get_json()
    supposed = client.post("/api/v1/roles/what-if", json=draft).get_json()
    assert client.get("/api/v1/roles/stream-engineer").status_code == 404
    by_toml = client.post(
        "/api/v1/roles/what-if", data=draft["toml"].encode(), content_type="application/toml"
    )
    assert by_toml.get_json() == supposed
    client.post("/api/v1/roles", json=draft)
    ranked = client.get("/api/v1/roles/stream-engineer/candidates").get_json()["items"]
    assert len(ranked) == len(people)
    assert [(each["id"], each["after"]["score"]) for each in supposed["items"]] == [
        (each["id"], each["score"]) for each in ranked
    ]
    assert all(each["before"] is None and each["reasons"] == [] for each in supposed["items"])


@pytest.mark.parametrize(
    "query", ["from=9", "to=9", "from=x", "from=0", "cursor=x", "order=x", "to=99999999999"]
)
def test_what_cannot_be_answered_is_refused(client: FlaskClient, query: str) -> None:
    assert client.get(f"{ROLE}/changes?{query}").status_code in {404, 422}
    assert client.get(f"/api/v1/roles/nobody/changes?{query}").status_code in {404, 422}


@pytest.mark.parametrize(
    "part",
    [[], 7, {"weights": {"skills": 7}}, {"weights": 7}, {"mood": 1}, {"requirements": []}, {"title": None}],
)
def test_a_part_that_makes_no_role_is_refused(client: FlaskClient, part: object) -> None:
    assert client.post(WHAT_IF, json=part).status_code == 422
    assert client.post("/api/v1/roles/what-if", json=part).status_code == 422
    assert client.post("/api/v1/roles/nobody/what-if", json={}).status_code == 404
