"""Answers that are one page of a list, with links to others (RFC 8288)."""

from collections.abc import Mapping
from typing import Any

from flask import Response, request, url_for

from matcher.web.api.blueprint import json_response


def page_response(body: Mapping[str, Any]) -> Response:
    """`body` with links to the first page and, where `body["next"]` names one, to the next."""
    response = json_response(body)
    response.headers.add("Link", f'<{_address(None)}>; rel="first"')
    if body["next"] is not None:
        response.headers.add("Link", f'<{_address(body["next"])}>; rel="next"')
    return response


def _address(cursor: str | None) -> str:
    """This request's path and query with another cursor."""
    query = {**request.args.to_dict(flat=False), "cursor": cursor}
    return url_for(str(request.endpoint), **{**query, **(request.view_args or {})})
