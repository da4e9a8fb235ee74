"""API keys, for those who look after an organisation."""

from typing import Any

from flask import Response
from marshmallow import RAISE, Schema, fields, validate

from matcher.domain.access import Scope
from matcher.web.access import needs
from matcher.web.api.blueprint import blueprint, json_response, problems
from matcher.web.api.shapes import list_of, maybe_text, text
from matcher.web.current import principal, rolefit
from matcher.web.idempotency import tells_a_secret

keys = blueprint("keys", "API keys of your organisation")
_MOMENT = {"format": "date-time"}


class NewKeySchema(Schema):
    """What a key is to be."""

    name = fields.String(
        required=True,
        validate=validate.Length(1, 255),
        metadata={"description": "Whom or what it is for; in printable characters"},
    )
    scopes = fields.List(
        fields.Enum(Scope, by_value=True),
        required=True,
        validate=validate.Length(min=1),
        metadata={"description": "What it allows"},
    )
    expires_at = fields.AwareDateTime(load_default=None, allow_none=True)

    class Meta:  # noqa: D106  # marshmallow looks for it by name
        unknown = RAISE


class KeySchema(Schema):
    """A key without its secret."""

    prefix = text(metadata={"description": "Finds the key; stands in its middle"})
    name = text()
    scopes = fields.List(fields.String(validate=validate.OneOf([*map(str, Scope)])), required=True)
    created_at = text(metadata=_MOMENT)
    expires_at = maybe_text(metadata=_MOMENT)
    revoked_at = maybe_text(metadata=_MOMENT)
    last_used_at = maybe_text(metadata=_MOMENT | {"description": "To the minute"})


class MadeKeySchema(KeySchema):
    key = text(metadata={"description": "What is to be sent as `Authorization: Bearer`; told this once"})


class KeyListSchema(Schema):
    items = list_of(KeySchema)


@keys.post("/keys")
@keys.arguments(NewKeySchema)
@keys.response(201, MadeKeySchema)
@keys.doc(responses=problems(_422="A field cannot be used"))
@needs(Scope.ADMIN)
@tells_a_secret
def post_key(new: dict[str, Any]) -> Response:
    """Make an API key; its secret is told in this answer and never again."""
    made = rolefit().access.create(new["name"], new["scopes"], principal().organisation, new["expires_at"])
    return json_response(made, 201)


@keys.get("/keys")
@keys.response(200, KeyListSchema)
@needs(Scope.ADMIN)
def get_keys() -> Response:
    """The keys of your organisation, the newest first."""
    return json_response({"items": rolefit().access.all(principal().organisation)})


@keys.delete("/keys/<prefix>")
@keys.response(200, KeySchema)
@keys.doc(responses=problems(_404="There is no such key"))
@needs(Scope.ADMIN)
def delete_key(prefix: str) -> Response:
    """Revoke a key, at once and for good."""
    return json_response(rolefit().access.revoke(prefix, principal().organisation))
