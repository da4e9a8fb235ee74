"""Requests whose answers are held against what the OpenAPI document says of them."""

import re
from typing import Any

from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from werkzeug.test import TestResponse

Json = dict[str, Any]
NAMED = re.compile(r"\{(\w+)\}")


def closed(schema: Any) -> Any:
    """`schema` with no key allowed that it does not name."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    settled = {key: closed(value) for key, value in schema.items()}
    if isinstance(settled.get("properties"), dict):
        settled.setdefault("additionalProperties", False)
    return settled


def validator(schema: Json, document: Json) -> Draft202012Validator:
    return Draft202012Validator({**schema, "components": document["components"]})


class Checked:
    """Sends requests and holds every answer against what the document says of it."""

    def __init__(self, client: FlaskClient, document: Json) -> None:
        self._client = client
        self._document = document
        self._closed: Json = closed(document)
        self.seen: set[tuple[str, str, int]] = set()

    def send(
        self, method: str, route: str, names: dict[str, str] | None = None, **options: Any
    ) -> TestResponse:
        path = NAMED.sub(lambda match: (names or {})[match[1]], route)
        response = self._client.open(path, method=method.upper(), **options)
        described = self._described(method, route, response.status_code)
        self.seen.add((method, route, response.status_code))
        if response.status_code == 204:
            assert response.data == b""
            return response
        content_type = response.mimetype
        named = content_type if content_type in described["content"] else response.content_type
        schema = described["content"][named]["schema"]
        if content_type in {"text/csv", "application/x-ndjson", "application/octet-stream"}:
            return response
        document = self._closed if content_type == "application/json" else self._document
        body = response.get_json() if content_type.endswith("json") else response.text
        validator(schema, document).validate(body)
        return response

    def _described(self, method: str, route: str, status: int) -> Json:
        responses = self._document["paths"][route][method]["responses"]
        described: Json = responses.get(str(status)) or responses["default"]
        if "$ref" in described:
            described = self._document["components"]["responses"][described["$ref"].rsplit("/", 1)[-1]]
        return described
