"""An id for each request, by which an answer and the lines of the log about it are found again."""

import re

from flask import Flask, Response, g, request
from ulid import ULID

REQUEST_ID_HEADER = "X-Request-Id"
_SANE = re.compile(r"[A-Za-z0-9._-]{1,64}")


def register_request_ids(app: Flask) -> None:
    """Set `flask.g.request_id` before anything else looks at the request, and answer with it."""

    @app.before_request
    def take_or_make_id() -> None:
        g.request_id = request_id_from(request.headers.get(REQUEST_ID_HEADER))

    @app.after_request
    def answer_with_id(response: Response) -> Response:
        response.headers[REQUEST_ID_HEADER] = g.request_id
        return response


def request_id_from(sent: str | None) -> str:
    """What was sent, where it can do no harm in a header or a log; else a new ULID."""
    return sent if sent and _SANE.fullmatch(sent) else str(ULID())
