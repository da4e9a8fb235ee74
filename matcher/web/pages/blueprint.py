"""The blueprint that all pages hang on, and what every template knows."""

from typing import Any

from flask import Blueprint, Response, g, request

import matcher
from matcher.web.access import COOKIE, opens
from matcher.web.pages import wording
from matcher.web.pages.home import home_of

pages = Blueprint("pages", __name__)

for _words in (
    wording.points,
    wording.duration,
    wording.calendar_month,
    wording.calendar_minute,
    wording.file_size,
    wording.apart,
    wording.leaning,
    wording.axis_name,
    wording.place_in_words,
):
    pages.add_app_template_filter(_words)
pages.add_app_template_global(wording.counted, "counted")


@pages.app_context_processor
def version_and_visitor() -> dict[str, Any]:
    who = g.get("principal")
    return {
        "version": matcher.__version__,
        "signed_in": COOKIE in request.cookies,
        "home": home_of(who),
        "may_open": lambda endpoint: opens(endpoint, who),
    }


@pages.after_request
def tell_own_pages_apart(response: Response) -> Response:
    """Without a referrer policy that names the own origin, browsers send forms with the Origin 'null'."""
    response.headers["Referrer-Policy"] = "same-origin"
    return response
