"""flask-smorest with errors answered, and documented, as problem+json."""

from collections.abc import Mapping
from typing import Any

from flask import Flask, Response
from flask_smorest import Api
from werkzeug.exceptions import HTTPException

from matcher.web.api.converter import DocumentPlugin
from matcher.web.api.operation_links import LinksPlugin
from matcher.web.api.parameters import ParametersPlugin
from matcher.web.api.schemas import ProblemSchema
from matcher.web.errors import answer_http_error


class ProblemApi(Api):  # type: ignore[misc]  # flask-smorest has no types
    """Leaves errors to the one table in `web.errors`."""

    ERROR_SCHEMA = ProblemSchema

    def __init__(self, app: Flask) -> None:
        self._links = LinksPlugin()
        more = [ParametersPlugin(), self._links]
        super().__init__(app, spec_kwargs={"marshmallow_plugin": DocumentPlugin(), "extra_plugins": more})

    def describe(self, schemas: Mapping[str, dict[str, Any]]) -> None:
        """Have the document say what is sent, where no schema of marshmallow's does."""
        for name, schema in schemas.items():
            self.spec.components.schema(name, schema)

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

    def _register_pagination_header(self) -> None:
        """Lists are not paged in the library's way."""
