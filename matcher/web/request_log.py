"""Times every request and tells what listens: one line in the log, the metrics.

Only what cannot hold free text is told: the route's template instead of the path, never the query.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, Response, g, request

from matcher.logs import logger
from matcher.services.timing import Stopwatch, start_stopwatch

_LOG = logger(__name__)
_NO_ROUTE = "unmatched"
_METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})


@dataclass(frozen=True, slots=True)
class Answered:
    """A request that has its answer; `bytes` is None for an answer whose length is not known beforehand."""

    method: str
    route: str
    status: int
    bytes: int | None
    stopwatch: Stopwatch


Listener = Callable[[Answered], None]


def register_request_log(app: Flask) -> None:
    """To be registered before all others: so it starts first, and sees the answer as it is sent."""
    listeners: list[Listener] = [_log]
    app.extensions["answered"] = listeners

    @app.before_request
    def start() -> None:
        g.stopwatch = start_stopwatch()

    @app.after_request
    def tell(response: Response) -> Response:
        answered = _answered(response)
        for listener in listeners:
            listener(answered)
        return response


def _answered(response: Response) -> Answered:
    return Answered(
        method=request.method if request.method in _METHODS else "other",
        route=request.url_rule.rule if request.url_rule else _NO_ROUTE,
        status=response.status_code,
        bytes=response.calculate_content_length(),
        stopwatch=g.stopwatch,
    )


def _log(answered: Answered) -> None:
    stages = {stage: _milliseconds(seconds) for stage, seconds in answered.stopwatch.seconds.items()}
    _LOG.info(
        "request",
        method=answered.method,
        route=answered.route,
        status=answered.status,
        milliseconds=_milliseconds(answered.stopwatch.elapsed()),
        bytes=answered.bytes,
        request_id=g.get("request_id"),
        **({"stages": stages} if stages else {}),
    )


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 1)
