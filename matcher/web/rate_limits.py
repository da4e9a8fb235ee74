"""How many requests a caller may make, counted for each API key, or for each address where there is none."""

import logging
from math import ceil
from time import time

from flask import Flask, Response, g, request
from flask_limiter import ApplicationLimit, Limiter, RequestLimit
from limits.errors import StorageError

from matcher.settings import Settings

_SECONDS_TO_WAIT_FOR_STORAGE = 1
_NOT_COUNTED = frozenset({"health"})
_BREACH = "More requests came than are allowed. Wait for as many seconds as Retry-After says, then go on."


def register_rate_limits(app: Flask) -> None:
    """Count requests, where a limit is set; whoever sets `flask.g.principal` must be registered before."""
    settings: Settings = app.extensions["rolefit"].settings
    if settings.rate_limit is None:
        return
    limiter = _limiter(app, settings.rate_limit, settings.rate_limit_storage_url)
    logging.getLogger("flask-limiter").setLevel(logging.WARNING)  # below that it logs addresses

    @app.after_request
    def tell_limits(response: Response) -> Response:
        try:
            add_limits(response, limiter.current_limits)
        except StorageError:  # it went away during the request; the next one is counted in memory
            logging.getLogger(__name__).warning("The storage of rate limits does not answer")
        return response


def caller() -> str:
    """Whose requests are counted together."""
    key = getattr(g.get("principal"), "key", None)
    return f"key {key}" if key else f"address {request.remote_addr}"


def add_limits(response: Response, limits: list[RequestLimit]) -> None:
    """The fields RateLimit and RateLimit-Policy of draft-ietf-httpapi-ratelimit-headers-10."""
    if not limits:
        return
    response.headers["RateLimit-Policy"] = ", ".join(
        f'"{_name(each)}";q={each.limit.amount};w={each.limit.get_expiry()}' for each in limits
    )
    response.headers["RateLimit"] = ", ".join(
        f'"{_name(each)}";r={each.remaining};t={_seconds_left(each)}' for each in limits
    )
    breached = [_seconds_left(each) for each in limits if each.breached]
    if breached:
        response.headers["Retry-After"] = str(max(breached))


def _limiter(app: Flask, limit: str, storage_url: str) -> Limiter:
    """A count of its own in memory stands in for a storage that is away."""
    options: dict[str, str | int] = {"wrap_exceptions": True}
    if not storage_url.startswith("memory"):
        options["socket_timeout"] = options["socket_connect_timeout"] = _SECONDS_TO_WAIT_FOR_STORAGE
    limiter = Limiter(
        caller,
        application_limits=[ApplicationLimit(limit, error_message=_BREACH)],
        storage_uri=storage_url,
        storage_options=options,
        in_memory_fallback_enabled=True,
        key_prefix="rolefit",
    )
    limiter.request_filter(lambda: request.blueprint in _NOT_COUNTED)
    limiter.init_app(app)
    return limiter


def _name(limit: RequestLimit) -> str:
    return f"per-{limit.limit.get_expiry()}s"


def _seconds_left(limit: RequestLimit) -> int:
    return max(1, ceil(limit.window.reset_time - time()))
