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
    """What `tags_named` gives, or that any will do; None where there is no If-Match."""
    if "If-Match" not in request.headers:
        return None
    return frozenset({ANY_REVISION}) if request.if_match.star_tag else tags_named(request)


def tags_named(request: Request) -> frozenset[str]:
    """The tags that If-Match names, those of compressed answers too. Werkzeug reads W/"" as None."""
    return frozenset(tag or "" for tag in request.if_match.as_set(include_weak=True))
