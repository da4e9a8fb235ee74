"""The blueprint that all pages hang on, and what every template knows."""

from flask import Blueprint, Response, request

import matcher
from matcher.web.access import COOKIE
from matcher.web.pages import wording

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
def version_and_visitor() -> dict[str, str | bool]:
    return {"version": matcher.__version__, "signed_in": COOKIE in request.cookies}


@pages.after_request
def tell_own_pages_apart(response: Response) -> Response:
    """Without a referrer policy that names the own origin, browsers send forms with the Origin 'null'."""
    response.headers["Referrer-Policy"] = "same-origin"
    return response
