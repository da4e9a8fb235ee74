from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from marshmallow import Schema, fields

from matcher.web.api.blueprint import blueprint, json_response
from matcher.web.api.deprecation import deprecated
from matcher.web.api.problem_api import ProblemApi
from matcher.web.api.shapes import text
from matcher.web.errors import register_errors

looms = blueprint("looms", "Made for this test")


class LoomSchema(Schema):
    name = text()


class QuerySchema(Schema):
    number = fields.Integer()


@looms.get("/looms")
@deprecated(since=date(2026, 11, 21), sunset=date(2027, 6, 1), instead="/api/v2/looms")
@looms.arguments(QuerySchema, location="query")
@looms.response(200, LoomSchema)
def get_looms(_query: dict[str, int]) -> Response:
    """A loom."""
    return json_response({"name": "Jacquard"})


@looms.get("/shuttles")
@looms.response(200, LoomSchema)
def get_shuttles() -> Response:
    """A shuttle."""
    return json_response({"name": "Kay"})


@pytest.fixture
def client() -> FlaskClient:
    app = Flask(__name__)
    app.config.update(
        API_TITLE="Looms",
        API_VERSION="1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
    )
    register_errors(app)
    ProblemApi(app).register_blueprint(looms, url_prefix="/api/v1")
    return app.test_client()


@pytest.mark.parametrize(("query", "status"), [("", 200), ("?number=many", 422)])
def test_a_deprecated_route_says_so_until_when_and_what_to_use(
    client: FlaskClient, query: str, status: int
) -> None:
    response = client.get(f"/api/v1/looms{query}")
    assert response.status_code == status
    since = int(response.headers["Deprecation"].removeprefix("@"))
    assert datetime.fromtimestamp(since, UTC) == datetime(2026, 11, 21, tzinfo=UTC)
    assert parsedate_to_datetime(response.headers["Sunset"]) == datetime(2027, 6, 1, tzinfo=UTC)
    assert response.headers["Link"] == '</api/v2/looms>; rel="successor-version"'


def test_the_document_says_so_too(client: FlaskClient) -> None:
    paths = client.get("/api/v1/openapi.json").get_json()["paths"]
    assert paths["/api/v1/looms"]["get"]["deprecated"] is True
    assert paths["/api/v1/looms"]["get"]["summary"] == "A loom."
    assert [each["name"] for each in paths["/api/v1/looms"]["get"]["parameters"]] == ["number"]
    assert "deprecated" not in paths["/api/v1/shuttles"]["get"]


def test_other_routes_say_nothing(client: FlaskClient) -> None:
    headers = client.get("/api/v1/shuttles").headers
    assert not {"Deprecation", "Sunset", "Link"} & set(headers.keys())
