"""ETags over the API's JSON, so that asking again for what has not changed costs a 304.

'no-store' would forbid a caller to keep what the ETag belongs to, so what can be asked for again is
'private, no-cache': only the caller itself may keep it, and must ask each time whether it still holds, so
that an erased résumé is gone with the next request. Pages stay 'no-store': the disk of a shared machine
should hold none of them.
"""

from flask import Flask, Response, request
from werkzeug.exceptions import PreconditionFailed

from matcher.web.errors import answer_http_error

_API = "/api/v1/"
_READING = frozenset({"GET", "HEAD"})
_REFUSED = "What is there now is not what If-Match names. Ask without If-Match to see its ETag."


def register_conditional(app: Flask) -> None:
    """Must be registered after compression and the usual headers, so that it runs before them."""

    @app.after_request
    def offer_etag(response: Response) -> Response:
        if not _can_be_asked_again(response):
            return response
        response.headers["Cache-Control"] = "private, no-cache"
        response.add_etag()
        response.make_conditional(request)
        if response.status_code == PreconditionFailed.code:
            return answer_http_error(PreconditionFailed(_REFUSED))
        return response


def _can_be_asked_again(response: Response) -> bool:
    return (
        request.path.startswith(_API)
        and request.method in _READING
        and response.status_code == 200  # noqa: PLR2004
        and response.mimetype == "application/json"
        and not response.is_streamed
        and "Cache-Control" not in response.headers
    )
