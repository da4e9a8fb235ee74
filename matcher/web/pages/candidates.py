"""Who fits a role: everybody or those a search finds, as a table to download, and a few side by side."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import Response, render_template, request

from matcher.domain.access import Scope
from matcher.domain.review import Stage
from matcher.errors import InvalidInput
from matcher.services.roles import role_named
from matcher.services.searches import CANDIDATE_PARAMETERS
from matcher.web.access import needs
from matcher.web.api.list_schemas import CandidateSchema
from matcher.web.api.search_query import search_parameters
from matcher.web.current import rolefit
from matcher.web.listing import list_response
from matcher.web.pages.blueprint import pages
from matcher.web.pages.slips import FIELDS, slip_of

_A_PAGE = 25
Answer = str | tuple[str, int]


@pages.get("/roles/<role_id>/candidates")
@needs(Scope.RESUMES_READ)
def show_candidates(role_id: str) -> Answer:
    return _list(role_id, _search())


def _list(role_id: str, search: Mapping[str, str], slip: InvalidInput | None = None) -> Answer:
    """Who is found; with a slip, the page as it was left and why it came back. Raises NotFound."""
    cursor, page = request.args.get("cursor"), None
    try:
        page = rolefit().candidates.page(role_id, cursor, _A_PAGE, search)
    except InvalidInput as error:
        slip = error
    shown = _page(role_id, search, page, slip)
    return (shown, slip_of(slip).status) if slip else shown


def _page(
    role_id: str, search: Mapping[str, str], page: Mapping[str, Any] | None, slip: InvalidInput | None
) -> str:
    bad = slip.field if slip else None
    kept = _kept(search, bad)
    return render_template(
        "candidates.html",
        role=role_named(role_id, rolefit().lexicon),
        page=page,
        cursor=request.args.get("cursor"),
        search=kept,
        further={name: value for name, value in kept.items() if name not in FIELDS},
        stages=list(Stage),
        slip=slip_of(slip) if slip else None,
        wrong=bad,
        ticked=_ticked(),
    )


def _kept(search: Mapping[str, str], bad: str | None) -> dict[str, str]:
    """Without what cannot be used, unless the page has a field to mend it in."""
    usable = CANDIDATE_PARAMETERS if bad is None or bad in FIELDS else set(CANDIDATE_PARAMETERS) - {bad}
    return {name: value for name, value in search.items() if value and name in usable}


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
def compare_candidates(role_id: str) -> Answer:
    """Those ticked; the search that found them comes along, to lead back to."""
    role = role_named(role_id, rolefit().lexicon)
    search = _kept(_search(), None)
    try:
        compared = rolefit().candidate_comparison.compare(role_id, _ticked())
    except InvalidInput as error:
        return _list(role_id, search, error)
    skills = rolefit().lexicon.taxonomy.skills
    return render_template(
        "compare_candidates.html", role=role, compared=compared, skills=skills, search=search
    )


def _ticked() -> list[str]:
    """Several values, or one with commas between."""
    return [each for each in ",".join(request.args.getlist("ids")).split(",") if each]
