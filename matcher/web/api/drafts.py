"""Roles drafted from job adverts."""

from flask import Response, request

from matcher.domain.access import Scope
from matcher.services.drafts import draft_role, dump_draft
from matcher.web.access import needs
from matcher.web.api.blueprint import blueprint, json_response, problems
from matcher.web.api.draft_schemas import RoleDraftSchema
from matcher.web.api.request_body import ADVERT_BODY
from matcher.web.current import rolefit
from matcher.web.submission import ADVERT, document_of, submission_from

drafts = blueprint("drafts", "Roles read out of job adverts; nothing is kept")
_PROBLEMS = problems(
    _413="The file is too large",
    _415="The body is of another type, or says none, or the type of the file is not read here",
    _422="The file cannot be read, or the text asks for no skill that is known",
)


@drafts.post("/roles/draft")
@drafts.response(200, RoleDraftSchema)
@drafts.doc(requestBody=ADVERT_BODY, responses=_PROBLEMS)
@needs(Scope.RESUMES_READ)
def post_draft() -> Response:
    """Read a job advert into a role that a person can correct and save."""
    document = document_of(submission_from(request, rolefit(), ADVERT), rolefit())
    draft = draft_role(document, rolefit().analyst)
    return json_response(dump_draft(draft, rolefit().lexicon))
