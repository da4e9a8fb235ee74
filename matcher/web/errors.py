"""The one table from errors to HTTP, and their two faces: problem+json (RFC 9457) and a page."""

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, g, render_template, request
from gunicorn.http.errors import NoMoreData, ParseException
from werkzeug.exceptions import BadRequest, HTTPException, default_exceptions

from matcher import errors
from matcher.services.answers import encode

_WORD_START = re.compile("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_LOG = logging.getLogger(__name__)
_MACHINE_PATHS = ("/api/", "/healthz", "/readyz", "/metrics")
_CHALLENGE = 'Bearer realm="Rolefit"'
_DETAILS = {
    404: "There is nothing under this address. Check it; /api/docs lists those of the API.",
    405: "The address exists, but not for this method. The header Allow lists those that it knows.",
    413: "The body is greater than this server takes, by MATCHER_MAX_FILE_BYTES or MATCHER_MAX_BATCH_BYTES.",
}
_PRIVATE_FIELDS = frozenset({"filename", "named"})


@dataclass(frozen=True, slots=True)
class Kind:
    """The HTTP status, the stable last part of the problem's type, and its title."""

    status: int
    slug: str
    title: str


TABLE: dict[type[errors.RolefitError], Kind] = {
    errors.TooLarge: Kind(413, "too-large", "The file is too large"),
    errors.TooManyPages: Kind(422, "too-many-pages", "The document has too many pages"),
    errors.TooMuchText: Kind(422, "too-much-text", "The document holds too much text"),
    errors.UnknownType: Kind(415, "unknown-type", "The type of the file is not read here"),
    errors.Encrypted: Kind(422, "encrypted", "The file is protected by a password"),
    errors.Damaged: Kind(422, "damaged", "The file is damaged"),
    errors.Empty: Kind(422, "empty", "There is no text in the file"),
    errors.NoTextLayer: Kind(422, "no-text-layer", "The file holds only pictures of text"),
    errors.ReaderMissing: Kind(422, "reader-missing", "A program to read this type is not installed"),
    errors.ReaderStopped: Kind(422, "reader-stopped", "Reading the file was stopped"),
    errors.DocumentError: Kind(422, "unreadable", "The file cannot be read"),
    errors.KeyMissing: Kind(401, "key-missing", "An API key is needed"),
    errors.KeyRefused: Kind(401, "key-refused", "The API key is not good"),
    errors.ScopeMissing: Kind(403, "scope-missing", "The API key does not allow this"),
    errors.HostRefused: Kind(403, "host-refused", "The server was called by another name"),
    errors.OriginRefused: Kind(403, "origin-refused", "A page of another site sent this"),
    errors.AccessRefused: Kind(403, "access-refused", "This is not allowed"),
    errors.RevisionChanged: Kind(412, "revision-changed", "The résumé has changed meanwhile"),
    errors.RevisionMissing: Kind(428, "revision-missing", "If-Match is needed"),
    errors.IdempotencyAnswerGone: Kind(
        404, "idempotency-answer-gone", "The first answer to this request is not kept"
    ),
    errors.IdempotencyKeyReused: Kind(422, "idempotency-key-reused", "The key came with another request"),
    errors.IdempotencyKeyInUse: Kind(409, "idempotency-key-in-use", "The first request is still under way"),
    errors.WorkerLost: Kind(422, "set-aside", "The file was set aside"),
    errors.DatabaseAway: Kind(503, "database-away", "The database does not answer"),
    errors.NotFound: Kind(404, "not-found", "There is nothing under this id"),
    errors.OriginalsUnavailable: Kind(503, "originals-unavailable", "Files cannot be kept at the moment"),
    errors.InvalidRole: Kind(422, "invalid-role", "The role cannot be kept as it is"),
    errors.RoleTaken: Kind(409, "role-taken", "There is such a role already"),
    errors.VersionMissing: Kind(428, "version-missing", "The change does not say what it was made to"),
    errors.VersionOutdated: Kind(412, "version-outdated", "The role was changed in between"),
    errors.TaxonomyError: Kind(422, "invalid-skill", "The skill does not fit the taxonomy"),
    errors.InvalidInput: Kind(422, "invalid-input", "The request cannot be used as it is"),
    errors.AddressRefused: Kind(422, "address-refused", "The address is not one that is called from here"),
    errors.FetchFailed: Kind(422, "fetch-failed", "The address gave no file"),
}
UNKNOWN = Kind(500, "internal-error", "Something went wrong here")


def register_errors(app: Flask) -> None:
    """Answer every error of the tree, of HTTP, and of no kind at all."""
    app.register_error_handler(errors.RolefitError, answer_rolefit_error)
    app.register_error_handler(HTTPException, answer_http_error)
    app.register_error_handler(ParseException, answer_broken_body)
    app.register_error_handler(NoMoreData, answer_broken_body)
    app.register_error_handler(Exception, answer_unknown_error)


def kind_of(error: errors.RolefitError) -> Kind:
    """The row of the nearest class in the table."""
    return kind_of_class(type(error))


def kind_of_class(error: type[errors.RolefitError]) -> Kind:
    return next((TABLE[each] for each in error.__mro__ if each in TABLE), UNKNOWN)


def told_problem(kept: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The problem of a job, which is kept by the name of its error's class, as the API tells it."""
    if kept is None:
        return None
    kind = kind_of_class(getattr(errors, kept["error"], errors.RolefitError))
    return {"type": f"/problems/{kind.slug}", "title": kind.title, "detail": kept["detail"]}


def slug_of(error: type[HTTPException]) -> str:
    """The last part of the problem's type: 'http-version-not-supported' for HTTPVersionNotSupported."""
    return _WORD_START.sub("-", error.__name__).lower()


def answer_rolefit_error(error: errors.RolefitError) -> Response:
    kind = kind_of(error)
    if kind is UNKNOWN:
        return answer_unknown_error(error)
    more = {each.name: getattr(error, each.name) for each in fields(error)}  # type: ignore[arg-type]
    more = {name: _plain(value) for name, value in more.items() if name not in _PRIVATE_FIELDS}
    return _answer(kind, str(error), more)


def _plain(value: Any) -> Any:
    """The problems of a taxonomy without the file: for a skill that came in a request there is none."""
    if isinstance(value, tuple):
        return [{"place": problem.place, "message": problem.message} for problem in value]
    return value


def answer_http_error(error: HTTPException) -> Response:
    status = error.code or UNKNOWN.status
    slug = slug_of(default_exceptions.get(status, type(error)))
    messages = getattr(error, "data", {}).get("messages")
    more = {"errors": messages} if messages else {}
    response = _answer(Kind(status, slug, error.name), _detail_of(error, messages), more)
    for name, value in error.get_headers():
        if name not in {"Content-Type", "Content-Length"}:
            response.headers[name] = value
    return response


def answer_broken_body(_error: Exception) -> Response:
    """Gunicorn looks at a body that comes in chunks when it is read, not before."""
    return answer_http_error(
        BadRequest("The body ends too early, or a chunk of it is malformed. Send it again.")
    )


def _detail_of(error: HTTPException, messages: Any) -> str | None:
    """What is wrong with which parameter, or what to do, in the place of Werkzeug's own words."""
    if messages:
        return "; ".join(_lines(messages))
    if error.description != type(error).description:
        return error.description
    return _DETAILS.get(error.code or UNKNOWN.status, error.description)


def _lines(messages: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    """A line for each complaint, with the way to it but for the part of the request that it is in."""
    if isinstance(messages, Mapping):
        for name, each in messages.items():
            yield from _lines(each, (*path, str(name)))
        return
    place = ".".join(path[1:])
    for each in [messages] if isinstance(messages, str) else messages:
        yield f"{place}: {each}" if place else str(each)


def answer_unknown_error(error: Exception) -> Response:
    """Logged with its place in the code and nothing of what it was about: that may be a résumé."""
    frames = error.__traceback__
    while frames is not None and frames.tb_next is not None:
        frames = frames.tb_next
    place = f"{frames.tb_frame.f_code.co_filename}:{frames.tb_lineno}" if frames else "unknown place"
    _LOG.error(
        "%s at %s, answering %s, request %s",
        type(error).__name__,
        place,
        request.method,
        g.get("request_id"),
    )
    return _answer(UNKNOWN, None, {})


def _answer(kind: Kind, detail: str | None, more: dict[str, Any]) -> Response:
    body = {
        "type": f"/problems/{kind.slug}",
        "title": kind.title,
        "status": kind.status,
        "detail": detail or kind.title,
        **more,
        **({"request_id": g.request_id} if "request_id" in g else {}),
    }
    if request.path.startswith(_MACHINE_PATHS):
        headers = {"WWW-Authenticate": _CHALLENGE} if kind.status == HTTPStatus.UNAUTHORIZED else None
        return Response(encode(body), kind.status, headers, content_type="application/problem+json")
    return Response(render_template("problem.html", problem=body), kind.status, content_type="text/html")
