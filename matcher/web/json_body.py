"""A body of JSON as every route takes it, with one answer to what is none."""

import json
from typing import Any

from flask import Request
from werkzeug.exceptions import UnsupportedMediaType

from matcher.errors import InvalidInput


def json_object_of(request: Request, or_else: str = "") -> dict[str, Any]:
    """`or_else` names what the route takes beside JSON. Raises UnsupportedMediaType, InvalidInput."""
    content = request.get_data()
    if not request.is_json and (content or request.mimetype):
        raise UnsupportedMediaType(f"Send the body as JSON with Content-Type: application/json{or_else}.")
    if not content:
        raise InvalidInput("body", f"is missing; send a JSON object{or_else}")
    body = _read(content)
    if not isinstance(body, dict):
        raise InvalidInput("body", "is not a JSON object")
    return body


def _read(content: bytes) -> Any:
    try:
        return json.loads(content)
    except RecursionError as error:
        raise InvalidInput("body", "is nested too deeply") from error
    except ValueError as error:
        raise InvalidInput("body", "is not valid JSON") from error
