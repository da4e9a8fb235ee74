"""Lets pages of named origins call the API from a browser (CORS, as the Fetch standard has it).

Answers preflights ahead of everything that asks for a key, because a preflight never carries one. No answer
allows credentials: a key is sent in a header of its own, so no cookie of a visitor is ever at work.
"""

from flask import Flask, Response, request

from matcher.settings import Settings

_API = "/api/"
_METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE"
_SENT = "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Request-Id"
_SHOWN = "Deprecation, ETag, Link, Location, RateLimit, RateLimit-Policy, Retry-After, Sunset, X-Request-Id"
_PREFLIGHT_SECONDS = 7200  # the most that Chromium keeps


def register_cross_origin(app: Flask) -> None:
    """Off unless origins are set; must be registered before what refuses requests."""
    settings: Settings = app.extensions["rolefit"].settings
    origins = frozenset(settings.cors_origins)
    if not origins:
        return

    @app.before_request
    def answer_preflight() -> Response | None:
        asks = request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
        return _preflight() if asks and _is_allowed(origins) else None

    @app.after_request
    def allow_origin(response: Response) -> Response:
        if request.path.startswith(_API):
            response.vary.add("Origin")
        if _is_allowed(origins):
            response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]
            response.headers["Access-Control-Expose-Headers"] = _SHOWN
        return response


def _is_allowed(origins: frozenset[str]) -> bool:
    return request.path.startswith(_API) and request.headers.get("Origin") in origins


def _preflight() -> Response:
    return Response(
        status=204,
        headers={
            "Access-Control-Allow-Methods": _METHODS,
            "Access-Control-Allow-Headers": _SENT,
            "Access-Control-Max-Age": str(_PREFLIGHT_SECONDS),
        },
    )
