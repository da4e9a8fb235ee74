"""The upload form as a browser sends it: a file, or pasted text."""

from dataclasses import dataclass

from flask import Request
from werkzeug.exceptions import HTTPException

from matcher.errors import InvalidInput, RolefitError
from matcher.services.clock import this_month
from matcher.web.errors import kind_of
from matcher.web.submission import RESUME, Submission, submission_from_form

_PASTED = "pasted text.txt"


@dataclass(frozen=True, slots=True)
class FormProblem:
    """Why the form came back."""

    status: int
    title: str
    detail: str


def submission_of_form(request: Request) -> Submission:
    """Raises InvalidInput unless there is exactly one of file and text."""
    text = request.form.get("text", "").replace("\r\n", "\n")
    file = request.files.get("file")
    if bool(file and file.filename) == bool(text.strip()):
        raise InvalidInput("file", _choose(both=bool(text.strip())))
    if text.strip():
        return Submission(text.encode(), _PASTED, text, this_month(), None)
    return submission_from_form(request, {*RESUME.beside, "text"})


def _choose(*, both: bool) -> str:
    if both:
        return "There is a file and there is pasted text. Send one: empty the text or take the file away."
    return "Choose a file, or paste the text of the résumé, and send the form again."


def problem_of(error: RolefitError | HTTPException) -> FormProblem:
    """The error in the words of the form."""
    if isinstance(error, HTTPException):
        return FormProblem(413, "The file is too large", "Save it with smaller pictures, or paste its text.")
    if isinstance(error, InvalidInput):
        return FormProblem(kind_of(error).status, "Nothing was read yet", error.reason)
    kind = kind_of(error)
    return FormProblem(kind.status, kind.title, str(error))
