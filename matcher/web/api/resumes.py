"""Stored résumés."""

from functools import partial
from typing import Any

from flask import Response, request, url_for

from matcher.domain.access import Scope
from matcher.domain.review import Labelling
from matcher.services.answers import dump_stored
from matcher.web.access import needs
from matcher.web.api.blueprint import (
    ETAG,
    IF_MATCH,
    STREAMED,
    blueprint,
    json_response,
    problems,
)
from matcher.web.api.json_resume_schemas import JsonResumeSchema
from matcher.web.api.list_schemas import ResumePageSchema, ResumeSummarySchema
from matcher.web.api.request_body import FILE, RESUME_BODY, RESUME_PROBLEMS
from matcher.web.api.revisions import CHANGED, revised_response, seen_by
from matcher.web.api.schemas import FitSchema, ResumeSchema
from matcher.web.api.search_query import ResumeQuerySchema, search_parameters
from matcher.web.current import author, rolefit
from matcher.web.listing import list_response
from matcher.web.submission import analyse, submission_from

resumes = blueprint("resumes", "Résumés that are kept")
_LOCATION = {"Location": {"description": "Where the résumé is found", "schema": {"type": "string"}}}
_FILE = {
    "description": "The file",
    "content": {
        "application/octet-stream": {"schema": FILE},
    },
}
_NO_RESUME = problems(_404="There is no such résumé")


@resumes.post("/resumes")
@resumes.response(201, ResumeSchema, headers=_LOCATION)
@resumes.alt_response(200, schema=ResumeSchema, headers=_LOCATION, description="It was stored before")
@resumes.doc(requestBody=RESUME_BODY, responses=RESUME_PROBLEMS)
@needs(Scope.RESUMES_WRITE)
def post_resume() -> Response:
    """Store a résumé and rank the roles it fits.

    The same bytes under the same `external_id` are the same résumé: then the answer is 200, and it has its
    `labels` and those of before.
    """
    submission = submission_from(request, rolefit())
    analysis = analyse(submission, rolefit())
    labelling = Labelling(submission.labels, author())
    taken = rolefit().intake.store(analysis, submission.content, submission.external_id, labelling)
    location = url_for("resumes.get_resume", resume_id=taken.resume.id)
    if taken.new:
        return json_response(dump_stored(taken.resume), 201, Location=location)
    return json_response(rolefit().resumes.get(taken.resume.id), 200, Location=location)


@resumes.get("/resumes")
@resumes.arguments(ResumeQuerySchema, location="query")
@resumes.response(200, ResumePageSchema)
@resumes.doc(responses=STREAMED)
@needs(Scope.RESUMES_READ)
def list_resumes(page: dict[str, Any]) -> Response:
    """The résumés that are kept, the newest first, or those that a search finds.

    Also as CSV or as JSON lines, which go on to the end of the list.
    """
    page_of = partial(rolefit().resumes.page, parameters=search_parameters(request))
    return list_response(page_of, page, ResumeSummarySchema, "resumes")


@resumes.get("/resumes/<resume_id>")
@resumes.response(200, ResumeSchema, headers=ETAG)
@resumes.doc(responses=_NO_RESUME)
@needs(Scope.RESUMES_READ)
def get_resume(resume_id: str) -> Response:
    """A résumé with its profile as it was last read, and its fits for the roles of now.

    Its ETag is what a change sends as If-Match.
    """
    return revised_response(rolefit().resumes.revised(resume_id))


@resumes.delete("/resumes/<resume_id>")
@resumes.response(204)
@resumes.doc(responses=_NO_RESUME | CHANGED, parameters=[IF_MATCH])
@needs(Scope.RESUMES_WRITE)
def delete_resume(resume_id: str) -> Response:
    """Erase a résumé and all that came from it."""
    rolefit().resumes.delete(resume_id, seen_by(request))
    return Response(status=204)


@resumes.get("/resumes/<resume_id>/json-resume")
@resumes.response(200, JsonResumeSchema)
@resumes.doc(responses=_NO_RESUME)
@needs(Scope.RESUMES_READ)
def get_json_resume(resume_id: str) -> Response:
    """A résumé in the form of jsonresume.org, to be taken to another program.

    One that came in so goes out as it came, every field of it, where originals are kept. Another is made of
    its profile and names no person. What Rolefit found stands under `meta` and is not read on the way in.
    """
    return json_response(rolefit().json_resumes.get(resume_id))


@resumes.get("/resumes/<resume_id>/fits/<role_id>")
@resumes.response(200, FitSchema)
@resumes.doc(responses=problems(_404="There is no such résumé or role"))
@needs(Scope.RESUMES_READ)
def get_fit(resume_id: str, role_id: str) -> Response:
    """The fit for one role as it is now, point by point."""
    return json_response(rolefit().resumes.fit(resume_id, role_id))


@resumes.get("/resumes/<resume_id>/original")
@resumes.response(200)
@resumes.doc(responses={"200": _FILE, **problems(_404="There is no such résumé, or its file is not kept")})
@needs(Scope.RESUMES_READ)
def get_original(resume_id: str) -> Response:
    """The file as it came in."""
    content = rolefit().original_files.get(resume_id)
    response = Response(content, content_type="application/octet-stream")
    response.headers.set("Content-Disposition", "attachment", filename=rolefit().resumes.filename(resume_id))
    return response
