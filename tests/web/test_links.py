import pytest
from flask.testing import FlaskClient

DESCRIPTION = '</api/v1/openapi.json>; rel="service-desc"; type="application/json"'
DOCS = '</api/docs>; rel="service-doc"; type="text/html"'


@pytest.mark.parametrize("path", ["/api/v1/roles", "/api/v1/nothing", "/api/v1/openapi.json"])
def test_the_api_links_to_its_description(client: FlaskClient, path: str) -> None:
    assert client.get(path).headers.getlist("Link")[-2:] == [DESCRIPTION, DOCS]


def test_a_prefix_that_the_service_is_mounted_under_is_kept(client: FlaskClient) -> None:
    links = client.get("/api/v1/roles", environ_overrides={"SCRIPT_NAME": "/rolefit"}).headers.getlist("Link")
    assert links[-2:] == [DESCRIPTION.replace("</", "</rolefit/"), DOCS.replace("</", "</rolefit/")]


def test_pages_do_not(client: FlaskClient) -> None:
    assert "Link" not in client.get("/").headers
