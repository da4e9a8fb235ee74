"""Keeps other sites from sending forms in a visitor's name."""

from flask import Request
from werkzeug.exceptions import Forbidden

from matcher.web.local import comes_from_here


def refuse_cross_site(request: Request) -> None:
    """Raises Forbidden for a post that a page of another site made.

    Browsers say so in Sec-Fetch-Site; over plain HTTP to another machine they send the Origin alone. A
    program that sends neither carries no visitor's rights.
    """
    if not comes_from_here(
        request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin"), request.host
    ):
        raise Forbidden("This form was sent by a page of another site. Open it here and send it again.")
