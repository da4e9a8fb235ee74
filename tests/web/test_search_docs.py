import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from matcher.domain.search import Facet, SortKey
from matcher.services.searches import CANDIDATE_PARAMETERS, RESUME_PARAMETERS

LISTS = [
    (RESUME_PARAMETERS, "/api/v1/resumes"),
    (CANDIDATE_PARAMETERS, "/api/v1/roles/data-engineer/candidates"),
]
PAGE = (Path(__file__).parents[2] / "docs" / "search.md").read_text("utf-8")


@pytest.mark.parametrize("address", re.findall(r"^GET (.*)$", PAGE, re.MULTILINE))
def test_every_address_that_is_shown_answers(client: FlaskClient, address: str) -> None:
    path, _, query = address.partition("?")
    given = dict(each.split("=", 1) for each in query.split("&"))
    answer = client.get(path, query_string=given)
    assert answer.status_code == 200, answer.text


def test_the_lists_that_also_come_as_csv_and_json_lines_are_those_named(client: FlaskClient) -> None:
    (told,) = re.findall(r"These lists come so:(.*?)\. All others", PAGE, re.DOTALL)
    paths = client.get("/api/v1/openapi.json").get_json()["paths"]
    for media_type in ("text/csv", "application/x-ndjson"):
        streamed = {
            re.sub(r"{\w+}", "{id}", path).removeprefix("/api/v1")
            for path, methods in paths.items()
            if media_type in methods.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
        }
        assert set(re.findall("`(.*?)`", told)) == streamed


@pytest.mark.parametrize("path", ["keys", "roles", "skills", "skills/own", "webhooks"])
def test_all_others_come_as_json(client: FlaskClient, path: str) -> None:
    for how in ({"headers": {"Accept": "text/csv"}}, {"query_string": {"format": "csv"}}):
        assert client.get(f"/api/v1/{path}", **how).content_type == "application/json"


@pytest.mark.parametrize(("parameters", "path"), LISTS)
def test_only_what_is_said_of_the_page_needs_something_behind_it(
    client: FlaskClient, parameters: tuple[str, ...], path: str
) -> None:
    (told,) = re.findall(r"left out, but for (.*?), which are refused", PAGE)
    for name in ("limit", "cursor", "format"):
        assert f"`{name}=`" in told
        assert client.get(path, query_string={name: ""}).status_code == 422, name
    for name in parameters:
        assert client.get(path, query_string={name: ""}).status_code == 200, name


def test_the_search_that_is_shown_can_be_kept(client: FlaskClient) -> None:
    (search,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    kept = client.post("/api/v1/searches", data=search, content_type="application/json")
    assert kept.status_code == 201, kept.text
    assert client.get(f"{kept.location}/results").status_code == 200
    assert client.delete(kept.location).status_code == 204


def test_every_word_of_the_language_is_explained() -> None:
    for word in (*RESUME_PARAMETERS, *Facet, *SortKey):
        assert re.search(rf"`-?{word}[`=]", PAGE), word
