"""Roles, comparisons and candidates."""

from functools import partial
from typing import Any

from flask import Response, request

from matcher.domain.access import Scope
from matcher.services.roles import compare_roles, list_roles, role_named
from matcher.web.access import needs
from matcher.web.api.blueprint import STREAMED, blueprint, json_response, problems
from matcher.web.api.list_schemas import CandidatePageSchema, CandidateSchema
from matcher.web.api.review_schemas import CandidateComparisonSchema, ComparedSchema
from matcher.web.api.role_answer import AS_TOML, ETAG, ArchivedSchema, FormatSchema, role_response
from matcher.web.api.role_schemas import ComparisonSchema, RoleListSchema, RoleSchema
from matcher.web.api.search_query import CandidateQuerySchema, search_parameters
from matcher.web.current import rolefit
from matcher.web.listing import list_response

roles = blueprint("roles", "Roles and who fits them")
_NO_ROLE = problems(_404="There is no such role")


@roles.get("/roles")
@roles.arguments(ArchivedSchema, location="query")
@roles.response(200, RoleListSchema)
@needs(Scope.RESUMES_READ)
def get_roles(asked: dict[str, bool]) -> Response:
    """Every role in short, or the archived ones."""
    lexicon = rolefit().role_versions.archived() if asked["archived"] else rolefit().lexicon
    return json_response({"items": list_roles(lexicon)})


@roles.get("/roles/<role_id>")
@roles.arguments(FormatSchema, location="query")
@roles.response(200, RoleSchema, headers=ETAG)
@roles.doc(responses={**_NO_ROLE, **AS_TOML})
@needs(Scope.RESUMES_READ)
def get_role(asked: dict[str, str], role_id: str) -> Response:
    """A role in full; as TOML, in the form of a role file, where that is accepted."""
    return role_response(role_named(role_id, rolefit().lexicon), asked["format"])


@roles.get("/roles/<role_id>/comparison/<other_id>")
@roles.response(200, ComparisonSchema)
@roles.doc(responses=_NO_ROLE)
@needs(Scope.RESUMES_READ)
def get_comparison(role_id: str, other_id: str) -> Response:
    """What two roles share, what sets them apart, with which tools, and how far apart they stand."""
    return json_response(compare_roles(role_id, other_id, rolefit().lexicon))


@roles.get("/roles/<role_id>/candidates")
@roles.arguments(CandidateQuerySchema, location="query")
@roles.response(200, CandidatePageSchema)
@roles.doc(responses=_NO_ROLE | STREAMED)
@needs(Scope.RESUMES_READ)
def get_candidates(page: dict[str, Any], role_id: str) -> Response:
    """Everybody stored, ranked for the role as it is now, or those of them that a search finds.

    Also as CSV or as JSON lines, which go on to the end of the list.
    """
    page_of = partial(rolefit().candidates.page, role_id, parameters=search_parameters(request))
    return list_response(page_of, page, CandidateSchema, f"candidates-{role_id}")


@roles.get("/roles/<role_id>/candidates/compare")
@roles.arguments(ComparedSchema, location="query")
@roles.response(200, CandidateComparisonSchema)
@roles.doc(responses=problems(_404="There is no such role or résumé"))
@needs(Scope.RESUMES_READ)
def compare_candidates(query: dict[str, Any], role_id: str) -> Response:
    """Two to five candidates side by side: who meets which requirement, by what, for how many points."""
    ids = query["ids"].split(",")
    return json_response(rolefit().candidate_comparison.compare(role_id, ids))
