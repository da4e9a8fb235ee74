"""The shape of a role drafted from an advert."""

from marshmallow import Schema, fields

from matcher.domain.advert import PayPeriod, WorkMode
from matcher.domain.role import Seniority
from matcher.web.api.role_schemas import RoleSchema
from matcher.web.api.schemas import DocumentSchema
from matcher.web.api.shapes import list_of, maybe_text, number, text, texts


def _maybe_one_of(values: type) -> fields.String:
    return maybe_text(metadata={"enum": [*(str(each) for each in values), None]})  # type: ignore[attr-defined]


class PaySchema(Schema):
    minimum = fields.Float(required=True)
    maximum = fields.Float(required=True)
    currency = maybe_text(metadata={"description": "ISO 4217", "example": "EUR"})
    period = _maybe_one_of(PayPeriod)


class LocationSchema(Schema):
    name = maybe_text()
    mode = _maybe_one_of(WorkMode)


class EvidenceSchema(Schema):
    field = text(metadata={"description": "The path of what was read from it", "example": "requirements.0"})
    surface = text()
    start = number()
    end = number()


class RoleDraftSchema(RoleSchema):
    level = _maybe_one_of(Seniority)
    pay = fields.Nested(PaySchema, required=True, allow_none=True)
    location = fields.Nested(LocationSchema, required=True, allow_none=True)
    evidence = list_of(EvidenceSchema)
    checks = texts()
    document = fields.Nested(DocumentSchema, required=True)
    toml = text(metadata={"description": "The role as a file of `skill_taxonomy/roles/`"})
