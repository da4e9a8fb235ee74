import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from builders import RESUME
from flask.testing import FlaskClient

RESUMES, CANDIDATES = "/api/v1/resumes", "/api/v1/roles/data-engineer/candidates"
LISTS = [RESUMES, CANDIDATES]
Json = dict[str, Any]
Store = Callable[..., Json]


@pytest.fixture
def people(store: Store) -> dict[str, str]:
    """The ids of three résumés by name."""
    return {
        "vera": store(RESUME, external_id="vera")["id"],
        "odd": store("Skills\nPython, SQL", external_id='=HYPERLINK("x")')["id"],
        "none": store("Nothing to say", external_id="none")["id"],
    }


def names(client: FlaskClient, path: str, **query: object) -> set[str]:
    answer = client.get(path, query_string=query)
    assert answer.status_code == 200, answer.text
    return {item["external_id"] for item in answer.get_json()["items"]}


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.usefixtures("people")
def test_parameters_narrow_both_lists(client: FlaskClient, path: str) -> None:
    odd = '=HYPERLINK("x")'
    assert names(client, path) == {"vera", odd, "none"}
    assert names(client, path, skills_all="Python,SQL") == {"vera", odd}
    assert names(client, path, skills_all="python", skills_none="docker") == {odd}
    assert names(client, path, months="python:24") == {"vera"}
    assert names(client, path, used_since="python:2024-06") == {"vera"}
    assert names(client, path, missing="python") == {"none"}
    assert names(client, path, title="Data Engineer") == {"vera"}
    assert names(client, path, education_min="master") == {"vera"}
    assert names(client, path, total_months_max=0) == {odd, "none"}
    assert names(client, path, score_min="10.5", skills_points_min="0.01") <= {"vera", odd}
    assert names(client, path, q='"Brightly Ltd" -looms') == {"vera"}
    assert names(client, path, created_from="2999-01-01") == set()
    assert names(client, path, stage="new", label="no such label") == set()


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("query", ["skill_all=python", "q=%00&sort=x", "months=%ff", "score_min=1e9"])
def test_what_cannot_be_used_is_named(client: FlaskClient, path: str, query: str) -> None:
    answer = client.get(f"{path}?{query}")
    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    assert answer.get_json()["field"] in query


@pytest.mark.parametrize("path", LISTS)
def test_pages_go_on_for_the_same_search_alone(
    client: FlaskClient, path: str, people: dict[str, str]
) -> None:
    query: Json = {"sort": "total_months", "limit": 1, "fields": "id"}
    seen = []
    for _ in people:
        page = client.get(path, query_string=query).get_json()
        seen += [item["id"] for item in page["items"]]
        query["cursor"] = page["next"]
        if len(seen) == 1:
            other = client.get(path, query_string={**query, "sort": "-total_months"})
            assert (other.status_code, other.get_json()["field"]) == (422, "cursor")
    assert page["next"] is None
    assert sorted(seen) == sorted(people.values())
    assert seen[-1] == people["vera"]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.usefixtures("people")
def test_facets_count_over_all_pages(client: FlaskClient, path: str) -> None:
    query = {"facets": "skills,education", "limit": 1, "skills_all": "python"}
    facets = client.get(path, query_string=query).get_json()["facets"]
    assert facets["total"] == 2
    assert {"value": "sql", "count": 2} in facets["skills"]
    assert facets["education"] == [{"value": "none", "count": 1}, {"value": "master", "count": 1}]
    assert "facets" not in client.get(path).get_json()


@pytest.mark.usefixtures("people")
def test_a_role_gives_its_fits_beside_the_best(client: FlaskClient) -> None:
    query = {"role": "data-scientist", "sort": "-score"}
    items = client.get(RESUMES, query_string=query).get_json()["items"]
    scores = [item["fit"]["score"] for item in items]
    assert scores == sorted(scores, reverse=True)
    assert {item["fit"]["role"] for item in items} == {"data-scientist"}
    assert client.get(RESUMES, query_string={"role": "baker"}).status_code == 404


def read_csv(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


@pytest.mark.parametrize("how", [{"headers": {"Accept": "text/csv"}}, {"query_string": {"format": "csv"}}])
@pytest.mark.usefixtures("people")
def test_csv_holds_the_whole_list_and_no_formula(
    client: FlaskClient, how: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matcher.web.listing._AT_ONCE", 1)
    answer = client.get(CANDIDATES, **how)
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="candidates-data-engineer.csv"'
    assert "Accept" in answer.headers["Vary"]
    rows = read_csv(answer.text)
    assert [row["external_id"] for row in rows] == ["vera", '\'=HYPERLINK("x")', "none"]
    in_json = client.get(CANDIDATES).get_json()["items"]
    assert [float(row["score"]) for row in rows] == [item["score"] for item in in_json]
    assert [float(row["components.skills"]) for row in rows] == [
        item["components"]["skills"] for item in in_json
    ]


@pytest.mark.usefixtures("people")
def test_csv_has_its_columns_from_the_fields_and_also_without_rows(client: FlaskClient) -> None:
    chosen = client.get(RESUMES, query_string={"format": "csv", "fields": "filename,best"}).text
    assert chosen.splitlines()[0] == "\ufefffilename,best.role,best.score"
    empty = client.get(RESUMES, query_string={"format": "csv", "q": "looms"}).text
    assert empty.count("\n") == 1
    assert "best.score" in empty


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.usefixtures("people")
def test_json_lines_hold_what_the_pages_hold(
    client: FlaskClient, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matcher.web.listing._AT_ONCE", 2)
    answer = client.get(path, headers={"Accept": "application/x-ndjson"})
    assert answer.mimetype == "application/x-ndjson"
    assert [json.loads(line) for line in answer.text.splitlines()] == client.get(path).get_json()["items"]
    two = client.get(path, query_string={"format": "ndjson", "limit": 2})
    assert len(two.text.splitlines()) == 2


@pytest.mark.parametrize("form", ["csv", "ndjson"])
def test_every_list_comes_in_every_form(client: FlaskClient, store: Store, form: str) -> None:
    store("Skills: Blorptastic, Python")
    lines = b'{"text": "Skills: Python"}\n{"text": "Skills: SQL"}'
    batch = client.post("/api/v1/batches", data=lines, content_type="application/x-ndjson").get_json()["id"]
    lists = ("/batches", f"/batches/{batch}/items", "/skills/unrecognised", "/searches")
    for path in lists:
        answer = client.get(f"/api/v1{path}?format={form}")
        assert answer.status_code == 200
        told = len(client.get(f"/api/v1{path}").get_json()["items"])
        assert len(answer.text.splitlines()) == told + (form == "csv")
    assert client.get("/api/v1/batches?format=xml").status_code == 422


def test_an_error_is_a_problem_in_any_form(client: FlaskClient) -> None:
    answer = client.get(RESUMES, query_string={"format": "csv", "sort": "name"})
    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
        ("image/png", "application/json"),
        ("application/json, text/csv;q=0.5", "application/json"),
        ("text/csv, application/json;q=0.5", "text/csv"),
    ],
)
def test_the_form_is_what_is_liked_best(client: FlaskClient, accept: str, given: str) -> None:
    assert client.get(RESUMES, headers={"Accept": accept}).mimetype == given


@pytest.mark.parametrize(("role", "same"), [(None, RESUMES), ("data-engineer", CANDIDATES)])
@pytest.mark.usefixtures("people")
def test_a_saved_search_finds_what_the_list_finds(client: FlaskClient, role: str | None, same: str) -> None:
    parameters = {"skills_all": "python", "sort": "total_months", "fields": "id,filename"}
    kept = client.post("/api/v1/searches", json={"name": "P", "role": role, "parameters": parameters})
    assert kept.status_code == 201
    assert kept.get_json()["author"] == {"name": "local user", "key": None}
    found = client.get(f"{kept.location}/results").get_json()
    assert found == client.get(same, query_string=parameters).get_json()
    assert len(found["items"]) == 2
    first = client.get(f"{kept.location}/results?limit=1").get_json()
    second = client.get(f"{kept.location}/results", query_string={"cursor": first["next"]}).get_json()
    assert [*first["items"], *second["items"]] == found["items"]


@pytest.mark.parametrize(
    ("query", "refused"),
    [
        ("stage=hired", "stage"),
        ("foo=1", "foo"),
        ("sort=created", "sort"),
        ("limit=1&facets=stage", "facets"),
        ("q=", "q"),
        ("Limit=1", "Limit"),
        ("limit=1", None),
        ("format=csv&limit=1", None),
    ],
)
def test_results_take_no_parameters_but_those_of_a_page(
    client: FlaskClient, query: str, refused: str | None
) -> None:
    kept = client.post("/api/v1/searches", json={"name": "P", "parameters": {}})
    answer = client.get(f"{kept.location}/results?{query}")
    assert answer.status_code == (422 if refused else 200)
    if refused:
        assert answer.get_json()["field"] == refused
        assert "which takes cursor, limit, format" in answer.get_json()["reason"]


def test_a_saved_search_is_changed_and_deleted(client: FlaskClient) -> None:
    path = client.post("/api/v1/searches", json={"name": "P", "parameters": {}}).location
    changed = client.put(path, json={"name": "Q", "parameters": {"stage": "new"}})
    assert client.get(path).get_json() == changed.get_json()
    assert changed.get_json()["parameters"] == {"stage": "new"}
    assert client.delete(path).status_code == 204
    for gone in (client.get(path), client.delete(path), client.get(f"{path}/results")):
        assert gone.status_code == 404
    assert client.put(path, json={"name": "Q", "parameters": {}}).status_code == 404


@pytest.mark.parametrize(
    ("search", "status"),
    [
        ({"name": "P", "parameters": {"skill": "python"}}, 422),
        ({"name": "P", "parameters": {"cursor": "x"}}, 422),
        ({"name": "P", "parameters": {"sort": "name"}}, 422),
        ({"name": "P", "parameters": {"q": "a\x00b"}}, 422),
        ({"name": "P", "parameters": {"q": 7}}, 422),
        ({"name": " ", "parameters": {}}, 422),
        ({"name": "a\x00", "parameters": {}}, 422),
        ({"name": "P"}, 422),
        ({"name": "P", "role": "baker", "parameters": {}}, 404),
    ],
)
def test_a_search_that_could_not_be_run_is_not_kept(client: FlaskClient, search: Json, status: int) -> None:
    answer = client.post("/api/v1/searches", json=search)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert client.get("/api/v1/searches").get_json()["items"] == []


def test_candidates_stand_side_by_side(client: FlaskClient, people: dict[str, str]) -> None:
    ids = [people["odd"], people["vera"], people["none"]]
    compared = client.get(f"{CANDIDATES}/compare", query_string={"ids": ",".join(ids)}).get_json()
    assert [each["id"] for each in compared["candidates"]] == ids
    ranked = {item["id"]: item for item in client.get(CANDIDATES).get_json()["items"]}
    for place, each in enumerate(compared["candidates"]):
        for key in ("score", "components", "total_months", "education_level", "stage", "filename"):
            assert each[key] == ranked[each["id"]][key]
        points = sum(row["candidates"][place]["points"] for row in compared["requirements"])
        assert points == pytest.approx(each["components"]["skills"])
        fit = client.get(f"{RESUMES}/{each['id']}/fits/data-engineer").get_json()
        met = {row["requirement"] for row in compared["requirements"] if row["candidates"][place]["skill"]}
        assert met == {row["requirement"] for row in fit["met"]}


@pytest.mark.parametrize(("named", "status"), [([], 422), (["vera"], 422), (["vera", "vera"], 422)])
def test_two_to_five_can_be_compared(
    client: FlaskClient, people: dict[str, str], named: list[str], status: int
) -> None:
    for ids, expected in (
        (",".join(people[name] for name in named), status),
        ("a,b,c,d,e,f", 422),
        (f"{people['vera']},nobody", 404),
    ):
        answer = client.get(f"{CANDIDATES}/compare", query_string={"ids": ids})
        assert answer.status_code == expected
