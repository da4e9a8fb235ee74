"""The blueprint that all pages hang on, and what every template knows."""

from typing import Any

from flask import Blueprint, Response, g

import matcher
from matcher.web.access import opens, signed_in
from matcher.web.pages import wording
from matcher.web.pages.home import home_of
from matcher.web.pages.key_cookie import forget_key

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
pages.add_app_template_global(wording.shown_name, "shown_name")


@pages.app_context_processor
def version_and_visitor() -> dict[str, Any]:
    who = g.get("principal")
    return {
        "version": matcher.__version__,
        "signed_in": signed_in(),
        "key_refused": "key_refused" in g,
        "home": home_of(who),
        "may_open": lambda endpoint: opens(endpoint, who),
    }


@pages.after_request
def forget_refused_key(response: Response) -> Response:
    """Once a page has said so: a redirect says nothing, and may bring a good key."""
    if "key_refused" in g and "Location" not in response.headers:
        forget_key(response)
    return response


@pages.after_request
def tell_own_pages_apart(response: Response) -> Response:
    """Without a referrer policy that names the own origin, browsers send forms with the Origin 'null'."""
    response.headers["Referrer-Policy"] = "same-origin"
    return response
