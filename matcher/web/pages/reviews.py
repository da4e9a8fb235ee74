"""Forms of recruiters on the page of a résumé: its stage, labels and notes. Candidates have none of them."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from matcher.domain.access import Scope
from matcher.domain.review import Stage
from matcher.errors import InvalidInput, NotFound, RevisionChanged
from matcher.services.labels import typed_labels
from matcher.web.access import needs
from matcher.web.current import author, rolefit
from matcher.web.errors import kind_of
from matcher.web.pages.blueprint import pages
from matcher.web.pages.result import result_page
from matcher.web.pages.review_view import SentBack
from matcher.web.pages.same_site import refuse_cross_site
from matcher.web.pages.submitted_form import FormProblem

Answer = Response | tuple[str, int]
_FIELDS = {"stage": "The stage", "reason": "The reason", "labels": "Labels", "text": "The note"}
_SECTIONS = {
    "stage": "stage",
    "labels": "labels",
    "label-off": "labels",
    "note": "notes",
    "note-erased": "notes",
}
_MEANWHILE = (
    "It was changed after you opened this page: what you see now is how it stands. What you chose is still "
    "in the form. If it is still right, send the form again."
)


@pages.post("/resumes/<resume_id>/stage")
@needs(Scope.RESUMES_WRITE)
def move(resume_id: str) -> Answer:
    """To another stage, if the résumé is as the form shows it."""
    refuse_cross_site(request)
    reason = _typed("reason").strip() or None
    try:
        rolefit().reviews.change_stage(resume_id, _stage(), reason, author(), {_typed("seen")})
    except (InvalidInput, RevisionChanged) as error:
        return _sent_back(resume_id, "stage", error)
    return _done(resume_id, "stage")


@pages.post("/resumes/<resume_id>/labels")
@needs(Scope.RESUMES_WRITE)
def put_labels(resume_id: str) -> Answer:
    """One, or several with commas between."""
    refuse_cross_site(request)
    try:
        rolefit().reviews.put_labels(resume_id, _labels(), author())
    except InvalidInput as error:
        return _sent_back(resume_id, "labels", error)
    return _done(resume_id, "labels")


@pages.post("/resumes/<resume_id>/labels/take-off")
@needs(Scope.RESUMES_WRITE)
def take_label(resume_id: str) -> Answer:
    refuse_cross_site(request)
    with _gone_will_do("label"):
        rolefit().reviews.take_label(resume_id, _typed("label"))
    return _done(resume_id, "label-off")


@pages.post("/resumes/<resume_id>/notes")
@needs(Scope.RESUMES_WRITE)
def add_note(resume_id: str) -> Answer:
    refuse_cross_site(request)
    try:
        rolefit().reviews.add_note(resume_id, _typed("text").replace("\r\n", "\n"), author())
    except InvalidInput as error:
        return _sent_back(resume_id, "note", error)
    return _done(resume_id, "note")


@pages.post("/resumes/<resume_id>/notes/<note_id>/erase")
@needs(Scope.RESUMES_WRITE)
def erase_note(resume_id: str, note_id: str) -> Answer:
    refuse_cross_site(request)
    with _gone_will_do("note"):
        rolefit().reviews.delete_note(resume_id, note_id)
    return _done(resume_id, "note-erased")


@contextmanager
def _gone_will_do(kind: str) -> Iterator[None]:
    """Where somebody else was quicker, what was to go is gone all the same. Raises NotFound for others."""
    try:
        yield
    except NotFound as error:
        if error.kind != kind:
            raise


def _typed(field: str) -> str:
    return request.form.get(field, "")


def _stage() -> Stage:
    """Raises InvalidInput."""
    try:
        return Stage(_typed("stage"))
    except ValueError as error:
        raise InvalidInput("stage", "is missing; choose where it is to be moved") from error


def _labels() -> tuple[str, ...]:
    """Raises InvalidInput."""
    labels = typed_labels([_typed("labels")])
    if not labels:
        raise InvalidInput("labels", "are missing; type one, or several with commas between")
    return labels


def _done(resume_id: str, form: str) -> Response:
    address = url_for("pages.show_result", resume_id=resume_id, done=form, _anchor=_SECTIONS[form])
    return redirect(address, 303)


def _sent_back(resume_id: str, form: str, error: InvalidInput | RevisionChanged) -> tuple[str, int]:
    """The page again, with the form as it was typed. Raises NotFound."""
    kind = kind_of(error)
    if isinstance(error, RevisionChanged):
        problem = FormProblem(kind.status, kind.title, _MEANWHILE)
    else:
        detail = f"{_FIELDS.get(error.field, error.field)} {error.reason}."
        problem = FormProblem(kind.status, "Nothing was changed", detail)
    sent_back = SentBack(form, problem, request.form.to_dict())
    return result_page(resume_id, sent_back=sent_back), problem.status
