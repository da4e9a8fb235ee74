"""The page of one résumé."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from matcher.domain.access import Scope
from matcher.web.access import needs
from matcher.web.current import principal, rolefit
from matcher.web.pages.blueprint import pages
from matcher.web.pages.result_view import result_view
from matcher.web.pages.review_view import SentBack, review_view
from matcher.web.pages.same_site import refuse_cross_site


@pages.get("/resumes/<resume_id>")
@needs(Scope.RESUMES_READ, candidates=True)
def show_result(resume_id: str) -> str:
    return result_page(resume_id, request.args.get("done"))


def result_page(resume_id: str, done: str | None = None, sent_back: SentBack | None = None) -> str:
    """With what recruiters put down, for them alone. `done` names the form that was taken.

    The API takes no cookie, so a link to it leads somewhere only while nobody needs a key. Raises NotFound.
    """
    who = principal()
    revised = rolefit().resumes.revised(resume_id)
    text = rolefit().resumes.text(resume_id)
    result = result_view(revised.body, text, rolefit().lexicon)
    review = None if who.candidate else review_view(revised, rolefit().reviews, who.scopes)
    return render_template(
        "result.html",
        result=result,
        review=review,
        done=done,
        sent_back=sent_back,
        may_erase=Scope.RESUMES_WRITE in who.scopes,
        links_json=who.key is None and not who.candidate,
    )


@pages.post("/resumes/<resume_id>/erase")
@needs(Scope.RESUMES_WRITE, candidates=True)
def erase_result(resume_id: str) -> Response:
    refuse_cross_site(request)
    rolefit().resumes.delete(resume_id)
    return redirect(url_for("pages.show_form", erased=""), 303)
