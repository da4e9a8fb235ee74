"""What each kind of problem means and what to do about it."""

from flask import render_template
from werkzeug.exceptions import NotFound

from matcher.web.pages.blueprint import pages
from matcher.web.pages.problem_kinds import HTTP_KINDS, OWN_KINDS, PROBLEM_KINDS


@pages.get("/problems")
def show_problems() -> str:
    return render_template("problems.html", own=OWN_KINDS, http=HTTP_KINDS)


@pages.get("/problems/<slug>")
def show_problem_kind(slug: str) -> str:
    if slug not in PROBLEM_KINDS:
        raise NotFound("There is no problem of this kind.")
    return render_template("problem_kind.html", kind=PROBLEM_KINDS[slug])
