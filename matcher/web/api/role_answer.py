"""A role as an answer: JSON, or TOML in the form of a role file, with its version in the ETag."""

import hashlib
from typing import Any

from flask import Response, request
from marshmallow import Schema, fields, validate

from matcher.domain.role import Role
from matcher.services.role_toml import role_toml
from matcher.services.roles import dump_role
from matcher.web.api.blueprint import json_response
from matcher.web.current import rolefit

TOML = "application/toml"
_BEFORE_DIGEST = "-"
ETAG = {
    "ETag": {
        "description": "Begins with the version; to be sent back in If-Match with a change",
        "schema": {"type": "string", "example": '"3-9f86d081884c7d65"'},
    }
}
AS_TOML: dict[Any, Any] = {200: {"content": {TOML: {"schema": {"type": "string"}}}}}


class ArchivedSchema(Schema):
    """Which roles a list has."""

    archived = fields.Boolean(load_default=False, metadata={"description": "The archived roles instead"})


class FormatSchema(Schema):
    """The form of a role, beside what the header Accept says."""

    format = fields.String(
        load_default=None,
        validate=validate.OneOf(["json", "toml"]),
        metadata={"description": "Instead of the header Accept"},
    )


def role_response(role: Role, form: str | None = None, status: int = 200, **headers: str) -> Response:
    """`role` in the `form` asked for: json or toml; where none is, what the request accepts best."""
    best = request.accept_mimetypes.best_match(("application/json", TOML), "application/json")
    if form == "toml" or (form is None and best == TOML):
        response = Response(role_toml(role), status, headers, content_type=TOML)
    else:
        response = json_response(dump_role(role, rolefit().lexicon), status, **headers)
    response.headers["Vary"] = "Accept"
    response.set_etag(f"{role.version}{_BEFORE_DIGEST}{hashlib.sha256(response.get_data()).hexdigest()[:16]}")
    return response


def version_of_etag(etag: str) -> str:
    """The version that an ETag of a role begins with; what follows tells JSON, TOML and wordings apart."""
    return etag.partition(_BEFORE_DIGEST)[0]
