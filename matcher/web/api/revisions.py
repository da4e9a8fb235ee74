"""ETags of résumés, and If-Match on every change of one."""

from flask import Request, Response

from matcher.services.reviews import ANY_REVISION, Revised
from matcher.web.api.blueprint import json_response, problems

CHANGED = problems(_412="The résumé has changed since the answer that If-Match names")


def revised_response(revised: Revised) -> Response:
    response = json_response(revised.body)
    response.set_etag(revised.tag)
    return response


def seen_by(request: Request) -> frozenset[str] | None:
    """The tags that If-Match names, those of compressed answers too; None where there is no such header."""
    if "If-Match" not in request.headers:
        return None
    named = request.if_match
    return frozenset({ANY_REVISION}) if named.star_tag else frozenset(named.as_set(include_weak=True))
