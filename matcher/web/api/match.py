"""Ranking without keeping."""

from flask import Response, request

from matcher.domain.access import Scope
from matcher.services.answers import dump_unstored
from matcher.web.access import needs
from matcher.web.api.blueprint import blueprint, json_response
from matcher.web.api.request_body import RESUME_BODY, RESUME_PROBLEMS
from matcher.web.api.schemas import ResumeSchema
from matcher.web.current import rolefit
from matcher.web.submission import analyse, submission_from

match = blueprint("match", "Ranking of a résumé that is not kept")


@match.post("/match")
@match.response(200, ResumeSchema)
@match.doc(requestBody=RESUME_BODY, responses=RESUME_PROBLEMS)
@needs(Scope.RESUMES_READ)
def post_match() -> Response:
    """Rank the roles that a résumé fits; nothing is stored."""
    analysis = analyse(submission_from(request, rolefit()), rolefit())
    return json_response(dump_unstored(analysis, rolefit().lexicon))
