"""Routes that are going to go: told in headers (RFC 9745, RFC 8594) and in the OpenAPI document."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from functools import wraps
from typing import Any

from flask import Response, after_this_request
from flask_smorest import Blueprint
from werkzeug.http import http_date

View = Callable[..., Any]


def deprecated(since: date, sunset: date, instead: str) -> Callable[[View], View]:
    """Mark a route as deprecated since the start of one day and gone at the start of another, both in UTC.

    Stands right below the route, so that refusals of its arguments tell it too. `instead` is the path of what
    takes its place.
    """
    headers = (
        ("Deprecation", f"@{_start_of(since).timestamp():.0f}"),
        ("Sunset", http_date(_start_of(sunset))),
        ("Link", f'<{instead}>; rel="successor-version"'),
    )

    def mark(view: View) -> View:
        @wraps(view)
        def announcing(*positional: Any, **named: Any) -> Any:
            after_this_request(announce)
            return view(*positional, **named)

        return Blueprint.doc(deprecated=True)(announcing)  # type: ignore[no-any-return]

    def announce(response: Response) -> Response:
        for name, value in headers:
            response.headers.add(name, value)
        return response

    return mark


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)
