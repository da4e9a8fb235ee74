from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.http import parse_options_header
from werkzeug.test import TestResponse

Store = Callable[..., dict[str, Any]]


def links(response: TestResponse) -> dict[str, str]:
    """Addresses by relation."""
    found = [parse_options_header(each) for each in response.headers.getlist("Link")]
    return {options["rel"]: address.strip("<>") for address, options in found}


@pytest.mark.parametrize("path", ["/api/v1/resumes", "/api/v1/roles/data-engineer/candidates"])
def test_links_lead_through_every_page(client: FlaskClient, store: Store, path: str) -> None:
    for number in range(3):
        store(f"Skills: Python {number}")
    page = client.get(f"{path}?limit=2&limit=2")
    first = links(page)["first"]
    assert first == f"{path}?limit=2&limit=2"
    following = client.get(links(page)["next"])
    assert following.get_json() == client.get(f"{path}?limit=2&cursor={page.get_json()['next']}").get_json()
    assert "next" not in links(following)
    assert links(following)["first"] == first
    assert client.get(first).get_json() == page.get_json()


def test_a_query_cannot_break_out_of_a_link(client: FlaskClient) -> None:
    page = client.get(
        "/api/v1/skills/unrecognised", query_string={"x": '>; rel="next"\r\nSet-Cookie: a=b', "role_id": "y"}
    )
    assert page.status_code == 200
    assert set(links(page)) == {"first", "service-desc", "service-doc"}
    assert "Set-Cookie" not in page.headers


@pytest.mark.parametrize("name", ["endpoint", "_anchor", "_external", "_method", "_scheme", "values"])
def test_a_query_by_any_name_stays_in_the_links(client: FlaskClient, name: str) -> None:
    """Also by those that Flask has for the arguments of its own `url_for`."""
    page = client.get("/api/v1/batches", query_string={name: "x"})
    assert page.status_code == 200
    assert links(page)["first"] == f"/api/v1/batches?{name}=x"
