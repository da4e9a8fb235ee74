"""What the API's blueprints share."""

from typing import Any

from flask import Response
from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate

from matcher.services.answers import encode

_MOST_A_PAGE = 200
_USUAL_A_PAGE = 50
_PROBLEM = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}


def blueprint(name: str, about: str) -> Blueprint:
    return Blueprint(name, f"matcher.web.api.{name}", description=about)


def json_response(body: Any, status: int = 200, **headers: str) -> Response:
    """`body` in the one form that every door gives it."""
    return Response(encode(body), status, headers, content_type="application/json")


def problems(**described: str) -> dict[str, Any]:
    """Answers of problem+json by status, for the OpenAPI document, by keywords like _404."""
    return {status.lstrip("_"): {"description": text, **_PROBLEM} for status, text in described.items()}


class PageSchema(Schema):
    """Which page of a list."""

    cursor = fields.String(load_default=None, metadata={"description": "`next` of the page before"})
    limit = fields.Integer(
        load_default=_USUAL_A_PAGE,
        validate=validate.Range(1, _MOST_A_PAGE),
        metadata={"description": "How many items at the most"},
    )
