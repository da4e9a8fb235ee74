"""What people put down about a résumé: its stage, labels and notes. None of it enters a fit."""

from typing import Any

from flask import Response, request

from matcher.domain.access import Scope
from matcher.web.access import needs
from matcher.web.api.blueprint import ETAG, IF_MATCH, blueprint, json_response, problems
from matcher.web.api.review_schemas import (
    LabelsSchema,
    NewNoteSchema,
    NewStageSchema,
    NoteSchema,
    NotesSchema,
    StageChangesSchema,
)
from matcher.web.api.revisions import CHANGED, revised_response, seen_by
from matcher.web.api.schemas import ResumeSchema
from matcher.web.current import author, rolefit

reviews = blueprint("reviews", "What people decide and put down about résumés")
_NO_RESUME = problems(_404="There is no such résumé")
_NOT_THERE = problems(_404="There is no such résumé, or nothing of the kind on it")


@reviews.patch("/resumes/<resume_id>")
@reviews.arguments(NewStageSchema)
@reviews.response(200, ResumeSchema, headers=ETAG)
@reviews.doc(
    responses=_NO_RESUME | CHANGED | problems(_428="If-Match is missing"),
    parameters=[IF_MATCH | {"required": True}],
)
@needs(Scope.RESUMES_WRITE)
def patch_resume(change: dict[str, Any], resume_id: str) -> Response:
    """Move a résumé to another stage. Only people do so, on what they have seen: If-Match is required."""
    changed = rolefit().reviews.change_stage(
        resume_id, change["stage"], change["reason"], author(), seen_by(request)
    )
    return revised_response(changed)


@reviews.get("/resumes/<resume_id>/stages")
@reviews.response(200, StageChangesSchema)
@reviews.doc(responses=_NO_RESUME)
@needs(Scope.RESUMES_READ)
def get_stages(resume_id: str) -> Response:
    """Who moved the résumé, when, from where to where and why, the newest first."""
    return json_response(rolefit().reviews.stage_changes(resume_id))


@reviews.put("/resumes/<resume_id>/labels/<label>")
@reviews.response(200, LabelsSchema)
@reviews.doc(responses=_NO_RESUME | CHANGED, parameters=[IF_MATCH])
@needs(Scope.RESUMES_WRITE)
def put_label(resume_id: str, label: str) -> Response:
    """Put a label on a résumé, once however often; answers with all it has."""
    return json_response(rolefit().reviews.put_label(resume_id, label, author(), seen_by(request)))


@reviews.delete("/resumes/<resume_id>/labels/<label>")
@reviews.response(204)
@reviews.doc(responses=_NOT_THERE | CHANGED, parameters=[IF_MATCH])
@needs(Scope.RESUMES_WRITE)
def delete_label(resume_id: str, label: str) -> Response:
    """Take a label off a résumé."""
    rolefit().reviews.take_label(resume_id, label, seen_by(request))
    return Response(status=204)


@reviews.post("/resumes/<resume_id>/notes")
@reviews.arguments(NewNoteSchema)
@reviews.response(201, NoteSchema)
@reviews.doc(responses=_NO_RESUME | CHANGED, parameters=[IF_MATCH])
@needs(Scope.RESUMES_WRITE)
def post_note(note: dict[str, Any], resume_id: str) -> Response:
    """Put a note down about a résumé, in the name of your key."""
    added = rolefit().reviews.add_note(resume_id, note["text"], author(), seen_by(request))
    return json_response(added, 201)


@reviews.get("/resumes/<resume_id>/notes")
@reviews.response(200, NotesSchema)
@reviews.doc(responses=_NO_RESUME)
@needs(Scope.RESUMES_READ)
def get_notes(resume_id: str) -> Response:
    """The notes about a résumé, the newest first."""
    return json_response(rolefit().reviews.notes(resume_id))


@reviews.delete("/resumes/<resume_id>/notes/<note_id>")
@reviews.response(204)
@reviews.doc(responses=_NOT_THERE | CHANGED, parameters=[IF_MATCH])
@needs(Scope.RESUMES_WRITE)
def delete_note(resume_id: str, note_id: str) -> Response:
    """Erase a note."""
    rolefit().reviews.delete_note(resume_id, note_id, seen_by(request))
    return Response(status=204)
