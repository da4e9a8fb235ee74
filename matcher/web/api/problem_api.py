"""flask-smorest with errors answered, and documented, as problem+json, and answers that may grow."""

from typing import Any

from apispec import BasePlugin
from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.openapi import OpenAPIConverter
from flask import Flask, Response
from flask_smorest import Api
from marshmallow import Schema
from werkzeug.exceptions import HTTPException

from matcher.web.api.operation_links import LinksPlugin
from matcher.web.api.schemas import ProblemSchema
from matcher.web.errors import answer_http_error

_ON_PATHS: dict[str, dict[str, Any]] = {  # what is said of parameters in paths
    "label": {
        "description": "1 to 50 printable characters, no comma or slash",
        "schema": {"type": "string", "minLength": 1, "maxLength": 50, "pattern": "^[^,/]+$"},
    },
    "other_id": {"example": "data-scientist"},
    "role_id": {"example": "data-engineer"},  # ids that everybody has, to try the routes with
}


class GrowingConverter(OpenAPIConverter):
    """Leaves answers open to further fields; what is sent is closed, where its schema says so itself."""

    def schema2jsonschema(self, schema: Schema | type[Schema]) -> dict[str, Any]:
        described: dict[str, Any] = super().schema2jsonschema(schema)  # type: ignore[no-untyped-call]
        if getattr(schema.Meta, "unknown", None) is None:
            described.pop("additionalProperties", None)  # marshmallow's default is for input: nothing unknown
        return described


class GrowingPlugin(MarshmallowPlugin):
    Converter = GrowingConverter


class PathParametersPlugin(BasePlugin):
    """Says more of parameters in paths than their names."""

    def path_helper(self, *_: Any, parameters: list[dict[str, Any]] | None = None, **__: Any) -> None:
        for parameter in parameters or ():
            parameter.update(_ON_PATHS.get(parameter["name"], {}))


class ProblemApi(Api):  # type: ignore[misc]  # flask-smorest has no types
    """Leaves errors to the one table in `web.errors`."""

    ERROR_SCHEMA = ProblemSchema

    def __init__(self, app: Flask) -> None:
        self._links = LinksPlugin()
        more = [PathParametersPlugin(), self._links]
        super().__init__(app, spec_kwargs={"marshmallow_plugin": GrowingPlugin(), "extra_plugins": more})

    def link_operations(self) -> None:
        """To be called once every blueprint is registered."""
        self._links.link()

    def handle_http_exception(self, error: HTTPException) -> Response:
        return answer_http_error(error)

    def _register_responses(self) -> None:
        """The responses that flask-smorest prepares are those of errors."""
        usual: str = self.DEFAULT_RESPONSE_CONTENT_TYPE  # type: ignore[has-type]  # the library is untyped
        self.DEFAULT_RESPONSE_CONTENT_TYPE = "application/problem+json"
        super()._register_responses()
        self.DEFAULT_RESPONSE_CONTENT_TYPE = usual
