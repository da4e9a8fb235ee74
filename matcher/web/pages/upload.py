"""The form that a résumé is sent with."""

from flask import redirect, render_template, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from matcher.domain.access import Scope
from matcher.errors import DocumentError, InvalidInput
from matcher.web.access import needs
from matcher.web.current import rolefit
from matcher.web.pages.blueprint import pages
from matcher.web.pages.same_site import refuse_cross_site
from matcher.web.pages.submitted_form import FormProblem, problem_of, submission_of_form
from matcher.web.submission import analyse


@pages.get("/")
@needs(Scope.RESUMES_WRITE, candidates=True)
def show_form() -> str:
    return _form(None)


@pages.post("/")
@needs(Scope.RESUMES_WRITE, candidates=True)
def take_form() -> Response | tuple[str, int]:
    """Store the résumé and show its result, or the form again with what was wrong."""
    refuse_cross_site(request)
    try:
        submission = submission_of_form(request)
        analysis = analyse(submission, rolefit())
    except (DocumentError, InvalidInput, RequestEntityTooLarge) as error:
        problem = problem_of(error)
        return _form(problem), problem.status
    taken = rolefit().intake.store(analysis, submission.content)
    return redirect(url_for("pages.show_result", resume_id=taken.resume.id), 303)


def _form(problem: FormProblem | None) -> str:
    settings = rolefit().settings
    text = (
        ""
        if problem is None or problem.status == RequestEntityTooLarge.code
        else request.form.get("text", "")
    )
    return render_template(
        "upload.html",
        problem=problem,
        text=text,
        limits=settings.limits,
        keeps_file=settings.keep_originals,
        erased="erased" in request.args,
    )
