"""Who fits a role: everybody or those a search finds, as a table to download, and a few side by side."""

from functools import partial

from flask import Response, render_template, request

from matcher.domain.access import Scope
from matcher.domain.review import Stage
from matcher.services.roles import role_named
from matcher.web.access import needs
from matcher.web.api.list_schemas import CandidateSchema
from matcher.web.api.search_query import search_parameters
from matcher.web.current import rolefit
from matcher.web.listing import list_response
from matcher.web.pages.blueprint import pages

_A_PAGE = 25
_FIELDS = ("q", "skills_all", "stage", "label")


@pages.get("/roles/<role_id>/candidates")
@needs(Scope.RESUMES_READ)
def show_candidates(role_id: str) -> str:
    role = role_named(role_id, rolefit().lexicon)
    cursor, search = request.args.get("cursor"), _search()
    page = rolefit().candidates.page(role_id, cursor, _A_PAGE, search)
    return render_template(
        "candidates.html",
        role=role,
        page=page,
        first=cursor is None,
        search=search,
        filtered=any(search.values()),
        further={name: value for name, value in search.items() if name not in _FIELDS and value},
        stages=list(Stage),
    )


@pages.get("/roles/<role_id>/candidates.csv")
@needs(Scope.RESUMES_READ)
def download_candidates(role_id: str) -> Response:
    """The whole list, whatever page is shown."""
    page_of = partial(rolefit().candidates.page, role_id, parameters=_search())
    asked = {"cursor": None, "limit": None, "format": "csv"}
    return list_response(page_of, asked, CandidateSchema, f"candidates-{role_id}")


def _search() -> dict[str, str]:
    """Pages show whole items and count nothing."""
    unused = {"fields", "facets"}
    return {name: value for name, value in search_parameters(request).items() if name not in unused}


@pages.get("/roles/<role_id>/compare-candidates")
@needs(Scope.RESUMES_READ)
def compare_candidates(role_id: str) -> str:
    role = role_named(role_id, rolefit().lexicon)
    ids = ",".join(request.args.getlist("ids")).split(",")
    compared = rolefit().candidate_comparison.compare(role_id, [each for each in ids if each])
    skills = rolefit().lexicon.taxonomy.skills
    return render_template("compare_candidates.html", role=role, compared=compared, skills=skills)
