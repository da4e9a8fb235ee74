"""Roles of your own: added, edited, archived, and their versions."""

from typing import Any

from flask import Response, request, url_for
from marshmallow import Schema, fields

from matcher.domain.access import Scope
from matcher.domain.role_version import Origin, RoleChangeKind
from matcher.errors import VersionMissing, VersionOutdated
from matcher.services.roles import role_named
from matcher.web.access import needs
from matcher.web.api.blueprint import blueprint, json_response, problems
from matcher.web.api.revisions import tags_named
from matcher.web.api.role_answer import AS_TOML, ETAG, FormatSchema, role_response, version_of_etag
from matcher.web.api.role_body import ROLE_BODY, role_body_of
from matcher.web.api.role_schemas import RoleSchema
from matcher.web.api.shapes import list_of, maybe_text, number, one_of, text
from matcher.web.current import principal, rolefit

role_edits = blueprint(
    "role_edits", "Roles of your own, beside those that Rolefit carries or in their places"
)
_LOCATION = {"Location": {"description": "Where the role is found", "schema": {"type": "string"}}}
_WRONG = problems(_422="The role cannot be kept; `problems` name everything that is wrong")
_NO_ROLE = problems(_404="There is no such role")
_IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "schema": {"type": "string", "example": '"3"'},
    "description": "The ETag of the role that you changed, or its version alone in quotes, or * for "
    "whichever it has",
}


class RoleVersionSchema(Schema):
    version = number()
    origin = one_of(Origin)
    title = text()
    made_at = maybe_text(metadata={"format": "date-time", "description": "null for a carried one"})
    made_by = maybe_text(metadata={"description": "The prefix of the key; null for the local user"})


class RoleChangeSchema(Schema):
    kind = one_of(RoleChangeKind)
    version = number()
    made_at = text(metadata={"format": "date-time"})
    made_by = maybe_text()


class RoleHistorySchema(Schema):
    role = text()
    archived = fields.Boolean(required=True)
    items = list_of(RoleVersionSchema)
    changes = list_of(RoleChangeSchema)


@role_edits.post("/roles")
@role_edits.response(201, RoleSchema, headers={**ETAG, **_LOCATION})
@role_edits.doc(
    requestBody=ROLE_BODY,
    responses={**_WRONG, **problems(_409="There is a role with this id")},
)
@needs(Scope.ROLES_WRITE)
def post_role() -> Response:
    """Add a role of your own: in the form of a role's answer, of a draft's, or of a role file.

    Everybody stored is ranked for it from the next request on.
    """
    role = rolefit().role_versions.add(role_body_of(request), principal().key)
    location = url_for("roles.get_role", role_id=role.id)
    return role_response(role, "json", 201, Location=location)


@role_edits.put("/roles/<role_id>")
@role_edits.response(200, RoleSchema, headers=ETAG)
@role_edits.doc(
    requestBody=ROLE_BODY,
    parameters=[_IF_MATCH],
    responses={
        **_WRONG,
        **_NO_ROLE,
        **problems(
            _412="The role was changed since; `version` is the one it has", _428="If-Match is missing"
        ),
    },
)
@needs(Scope.ROLES_WRITE)
def put_role(role_id: str) -> Response:
    """Change a role: this becomes its next version, and everybody stored is ranked by it at once.

    A role that Rolefit carries is replaced by your own version of it.
    """
    body = role_body_of(request)
    role = rolefit().role_versions.edit(role_id, body, principal().key, _expected(role_id))
    return role_response(role, "json")


@role_edits.post("/roles/<role_id>/archive")
@role_edits.response(200, RoleHistorySchema)
@role_edits.doc(responses=_NO_ROLE)
@needs(Scope.ROLES_WRITE)
def archive_role(role_id: str) -> Response:
    """Archive a role: it ranks and lists no more, and its versions stay."""
    rolefit().role_versions.archive(role_id, principal().key)
    return json_response(rolefit().role_versions.history(role_id))


@role_edits.post("/roles/<role_id>/restore")
@role_edits.response(200, RoleHistorySchema)
@role_edits.doc(responses={**_NO_ROLE, **_WRONG})
@needs(Scope.ROLES_WRITE)
def restore_role(role_id: str) -> Response:
    """Put an archived role back as it was."""
    rolefit().role_versions.restore(role_id, principal().key)
    return json_response(rolefit().role_versions.history(role_id))


@role_edits.get("/roles/<role_id>/versions")
@role_edits.response(200, RoleHistorySchema)
@role_edits.doc(responses=_NO_ROLE)
@needs(Scope.RESUMES_READ)
def get_role_versions(role_id: str) -> Response:
    """The versions of a role, and who did what to it when."""
    return json_response(rolefit().role_versions.history(role_id))


@role_edits.get("/roles/<role_id>/versions/<int:version>")
@role_edits.arguments(FormatSchema, location="query")
@role_edits.response(200, RoleSchema, headers=ETAG)
@role_edits.doc(responses={**problems(_404="There is no such role or version"), **AS_TOML})
@needs(Scope.RESUMES_READ)
def get_role_version(asked: dict[str, Any], role_id: str, version: int) -> Response:
    """A version of a role in full."""
    return role_response(rolefit().role_versions.role(role_id, version), asked["format"])


def _expected(role_id: str) -> int | None:
    """The version that If-Match names; None for any. Raises VersionMissing, VersionOutdated, NotFound."""
    if "If-Match" not in request.headers:
        raise VersionMissing
    if request.if_match.star_tag:
        return None
    now = role_named(role_id, rolefit().lexicon).version
    if str(now) not in map(version_of_etag, tags_named(request)):
        raise VersionOutdated(now)
    return now
