"""What the API's blueprints share."""

from typing import Any

from flask import Request, Response
from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate
from webargs.flaskparser import FlaskParser

from matcher.services.answers import encode
from matcher.web.json_body import json_object_of
from matcher.web.listing import CSV, FORMATS, JSON_LINES

_MOST_A_PAGE = 200
_USUAL_A_PAGE = 50
_PROBLEM = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}


class _Parser(FlaskParser):
    """Reads bodies as the routes do whose bodies no schema of marshmallow's describes."""

    def load_json(self, req: Request, _: Schema) -> dict[str, Any]:
        return json_object_of(req)


class _Blueprint(Blueprint):  # type: ignore[misc]  # flask-smorest has no types
    ARGUMENTS_PARSER = _Parser()


def blueprint(name: str, about: str) -> Blueprint:
    return _Blueprint(name, f"matcher.web.api.{name}", description=about)


def json_response(body: Any, status: int = 200, **headers: str) -> Response:
    """`body` in the one form that every door gives it."""
    return Response(encode(body), status, headers, content_type="application/json")


def problems(**described: str) -> dict[str, Any]:
    """Answers of problem+json by status, for the OpenAPI document, by keywords like _404."""
    return {status.lstrip("_"): {"description": text, **_PROBLEM} for status, text in described.items()}


_LINES = {"schema": {"type": "string"}}
STREAMED: dict[Any, Any] = {200: {"content": {CSV: _LINES, JSON_LINES: _LINES}}}
IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "schema": {"type": "string"},
    "description": "The ETag of the résumé as you have seen it: if it has changed, nothing is done (412)",
}
ETAG = {"ETag": {"description": "The revision of the résumé", "schema": {"type": "string"}}}


class PageSchema(Schema):
    """Which page of a list."""

    cursor = fields.String(load_default=None, metadata={"description": "`next` of the page before"})
    limit = fields.Integer(
        load_default=_USUAL_A_PAGE,
        validate=validate.Range(1, _MOST_A_PAGE),
        metadata={
            "description": "How many items at the most; CSV and JSON lines go on to the end without it"
        },
    )


class ListSchema(PageSchema):
    """Which page of a list that also comes as CSV and JSON lines, and in which form."""

    format = fields.String(
        load_default=None,
        validate=validate.OneOf(list(FORMATS)),
        metadata={"description": "In place of an Accept header"},
    )
