"""The page that says what to learn for a role."""

from flask import render_template, request

from matcher.domain.access import Scope
from matcher.services.advice import USUAL_TARGET, target_from
from matcher.web.access import needs
from matcher.web.current import rolefit
from matcher.web.pages.advice_view import advice_view
from matcher.web.pages.blueprint import pages


@pages.get("/resumes/<resume_id>/advice/<role_id>")
@needs(Scope.RESUMES_READ, candidates=True)
def show_advice(resume_id: str, role_id: str) -> str:
    target = target_from(request.args.get("target") or USUAL_TARGET)
    body = rolefit().adviser.for_resume(resume_id, role_id, target)
    skills = rolefit().resumes.get(resume_id)["profile"]["skills"]
    text = rolefit().resumes.text(resume_id)
    return render_template("advice.html", advice=advice_view(body, skills, text))
