"""Who moves when a role changes, and why; and what would be if it did."""

from typing import Any

from flask import Response, request

from matcher.domain.access import Scope
from matcher.services.role_body import body_from_json
from matcher.services.role_changes import MovePage
from matcher.web.access import needs
from matcher.web.api.blueprint import blueprint, json_response, problems
from matcher.web.api.role_body import PART_OF_ROLE_BODY, ROLE_BODY, role_body_of
from matcher.web.api.role_change_schemas import ChangesPageSchema, MovePageSchema, WhatIfPageSchema
from matcher.web.current import rolefit
from matcher.web.json_body import json_object_of

role_changes = blueprint("role_changes", "Who moves when a role changes, and why")
_WRONG = problems(_422="The role cannot be used; `problems` name everything that is wrong")


@role_changes.get("/roles/<role_id>/changes")
@role_changes.arguments(ChangesPageSchema, location="query")
@role_changes.response(200, MovePageSchema)
@role_changes.doc(responses=problems(_404="There is no such role or version"))
@needs(Scope.RESUMES_READ)
def get_role_changes(asked: dict[str, Any], role_id: str) -> Response:
    """Everybody's score and rank under two versions of a role, with the reasons, point by point."""
    first, second = asked.pop("first"), asked.pop("second")
    return json_response(rolefit().role_changes.between(role_id, first, second, MovePage(**asked)))


@role_changes.post("/roles/<role_id>/what-if")
@role_changes.arguments(WhatIfPageSchema, location="query")
@role_changes.response(200, MovePageSchema)
@role_changes.doc(
    requestBody=PART_OF_ROLE_BODY, responses={**_WRONG, **problems(_404="There is no such role")}
)
@needs(Scope.RESUMES_READ)
def post_what_if(asked: dict[str, Any], role_id: str) -> Response:
    """Everybody's score and rank if the role were otherwise; nothing is kept."""
    part = body_from_json(json_object_of(request))
    return json_response(rolefit().role_changes.what_if(role_id, part, MovePage(**asked)))


@role_changes.post("/roles/what-if")
@role_changes.arguments(WhatIfPageSchema, location="query")
@role_changes.response(200, MovePageSchema)
@role_changes.doc(requestBody=ROLE_BODY, responses=_WRONG)
@needs(Scope.RESUMES_READ)
def post_what_if_added(asked: dict[str, Any]) -> Response:
    """Everybody ranked for a role that is not kept, such as a draft."""
    return json_response(rolefit().role_changes.what_if_added(role_body_of(request), MovePage(**asked)))
