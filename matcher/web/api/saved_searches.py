"""Searches that are kept under a name."""

from functools import partial
from typing import Any

from flask import Response, request, url_for
from marshmallow import RAISE, Schema, fields, validate

from matcher.domain.access import Scope
from matcher.services.saved_searches import AskedSearch
from matcher.services.searches import CANDIDATE_PARAMETERS, RESUME_PARAMETERS
from matcher.web.access import needs
from matcher.web.api.blueprint import (
    STREAMED,
    ListSchema,
    blueprint,
    json_response,
    problems,
)
from matcher.web.api.list_schemas import FoundPageSchema, FoundSchema
from matcher.web.api.review_schemas import AuthorSchema
from matcher.web.api.shapes import ULID, list_of, maybe_text, text
from matcher.web.current import author, rolefit
from matcher.web.listing import list_response
from matcher.web.other_names import refuse_other_parameters

saved_searches = blueprint("saved_searches", "Searches that are kept under a name")
_NO_SEARCH = problems(_404="There is no such search")
_REFUSED = problems(_404="There is no such role", _422="A parameter cannot be used")
_PARAMETERS = {
    "description": "The parameters of the list as its address has them, without cursor, limit and format",
    "example": {"skills_all": "python,sql", "score_min": "60"},
}
_KNOWN = {"propertyNames": {"enum": sorted({*RESUME_PARAMETERS, *CANDIDATE_PARAMETERS})}}
_ROLE = {"description": "The role whose candidates are searched; null for all résumés"}


class NewSearchSchema(Schema):
    name = fields.String(required=True, validate=validate.Length(1, 255))
    role = fields.String(load_default=None, allow_none=True, metadata=_ROLE)
    parameters = fields.Dict(
        keys=fields.String(), values=fields.String(), required=True, metadata=_PARAMETERS | _KNOWN
    )

    class Meta:  # noqa: D106  # marshmallow looks for it by name
        unknown = RAISE


class SavedSearchSchema(Schema):
    id = text(metadata=ULID)
    name = text()
    role = maybe_text(metadata=_ROLE)
    parameters = fields.Dict(
        keys=fields.String(), values=fields.String(), required=True, metadata=_PARAMETERS
    )
    author = fields.Nested(AuthorSchema, required=True)
    at = text(metadata={"format": "date-time", "description": "When it was last changed"})


class SavedSearchPageSchema(Schema):
    items = list_of(SavedSearchSchema)
    next = maybe_text(metadata={"description": "The `cursor` of the next page, null at the end"})


@saved_searches.post("/searches")
@saved_searches.arguments(NewSearchSchema)
@saved_searches.response(201, SavedSearchSchema)
@saved_searches.doc(responses=_REFUSED)
@needs(Scope.RESUMES_WRITE)
def post_search(asked: dict[str, Any]) -> Response:
    """Keep a search; what it says is held to the same rules as the list's own address."""
    kept = rolefit().saved_searches.add(AskedSearch(**asked), author())
    location = url_for("saved_searches.get_search", search_id=kept["id"])
    return json_response(kept, 201, Location=location)


@saved_searches.get("/searches")
@saved_searches.arguments(ListSchema, location="query")
@saved_searches.response(200, SavedSearchPageSchema)
@saved_searches.doc(responses=STREAMED)
@needs(Scope.RESUMES_READ)
def get_searches(page: dict[str, Any]) -> Response:
    """The searches of your organisation, the newest first."""
    return list_response(rolefit().saved_searches.page, page, SavedSearchSchema, "searches")


@saved_searches.get("/searches/<search_id>")
@saved_searches.response(200, SavedSearchSchema)
@saved_searches.doc(responses=_NO_SEARCH)
@needs(Scope.RESUMES_READ)
def get_search(search_id: str) -> Response:
    """A search as it is kept."""
    return json_response(rolefit().saved_searches.get(search_id))


@saved_searches.put("/searches/<search_id>")
@saved_searches.arguments(NewSearchSchema)
@saved_searches.response(200, SavedSearchSchema)
@saved_searches.doc(responses=problems(_404="There is no such search or role", _422="It cannot be used"))
@needs(Scope.RESUMES_WRITE)
def put_search(asked: dict[str, Any], search_id: str) -> Response:
    """Put another search in the place of one."""
    return json_response(rolefit().saved_searches.replace(search_id, AskedSearch(**asked), author()))


@saved_searches.delete("/searches/<search_id>")
@saved_searches.response(204)
@saved_searches.doc(responses=_NO_SEARCH)
@needs(Scope.RESUMES_WRITE)
def delete_search(search_id: str) -> Response:
    """Keep a search no longer."""
    rolefit().saved_searches.delete(search_id)
    return Response(status=204)


@saved_searches.get("/searches/<search_id>/results")
@saved_searches.arguments(ListSchema, location="query")
@saved_searches.response(200, FoundPageSchema)
@saved_searches.doc(responses=_NO_SEARCH | STREAMED)
@needs(Scope.RESUMES_READ)
def get_search_results(page: dict[str, Any], search_id: str) -> Response:
    """Whom the search finds now, as the list itself would answer."""
    refuse_other_parameters(request, tuple(ListSchema().fields), "change what the search itself asks for")
    page_of = partial(rolefit().saved_searches.results, search_id)
    return list_response(page_of, page, FoundSchema, f"search-{search_id}")
