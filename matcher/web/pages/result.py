"""The page of one résumé."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from matcher.domain.access import Scope
from matcher.web.access import needs
from matcher.web.current import rolefit
from matcher.web.pages.blueprint import pages
from matcher.web.pages.result_view import result_view
from matcher.web.pages.same_site import refuse_cross_site


@pages.get("/resumes/<resume_id>")
@needs(Scope.RESUMES_READ, candidates=True)
def show_result(resume_id: str) -> str:
    body = rolefit().resumes.get(resume_id)
    text = rolefit().resumes.text(resume_id)
    return render_template("result.html", result=result_view(body, text, rolefit().lexicon))


@pages.post("/resumes/<resume_id>/erase")
@needs(Scope.RESUMES_WRITE, candidates=True)
def erase_result(resume_id: str) -> Response:
    refuse_cross_site(request)
    rolefit().resumes.delete(resume_id)
    return redirect(url_for("pages.show_form", erased=""), 303)
