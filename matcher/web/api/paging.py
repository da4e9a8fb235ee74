"""Answers that are one page of a list, with links to others."""

from collections.abc import Mapping
from typing import Any

from flask import Response

from matcher.web.api.blueprint import json_response
from matcher.web.listing import with_page_links


def page_response(body: Mapping[str, Any]) -> Response:
    """`body` with links to the first page and, where `body["next"]` names one, to the next."""
    return with_page_links(json_response(body), body)
