"""flask-smorest with errors answered, and documented, as problem+json."""

from flask import Response
from flask_smorest import Api
from werkzeug.exceptions import HTTPException

from matcher.web.api.schemas import ProblemSchema
from matcher.web.errors import answer_http_error


class ProblemApi(Api):  # type: ignore[misc]  # flask-smorest has no types
    """Leaves errors to the one table in `web.errors`."""

    ERROR_SCHEMA = ProblemSchema

    def handle_http_exception(self, error: HTTPException) -> Response:
        return answer_http_error(error)

    def _register_responses(self) -> None:
        """The responses that flask-smorest prepares are those of errors."""
        usual: str = self.DEFAULT_RESPONSE_CONTENT_TYPE  # type: ignore[has-type]  # the library is untyped
        self.DEFAULT_RESPONSE_CONTENT_TYPE = "application/problem+json"
        super()._register_responses()
        self.DEFAULT_RESPONSE_CONTENT_TYPE = usual
