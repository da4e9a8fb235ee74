"""The shapes of what moves when a role changes."""

from marshmallow import Schema, fields, validate

from matcher.domain.move import MoveOrder
from matcher.web.api.blueprint import PageSchema
from matcher.web.api.shapes import ULID, list_of, maybe_text, number, of_a_hundred, text

_SIGNED = {"description": "Points of the score, two decimals", "minimum": -100, "maximum": 100}
_VERSION = validate.Range(1, 2_000_000_000)
_CHANGES = ("added", "removed", "changed", "share")
_ABOUT = {"description": "requirement, skills, experience, education or title"}


def _order(usual: MoveOrder) -> fields.Enum[MoveOrder]:
    return fields.Enum(
        MoveOrder,
        by_value=True,
        load_default=usual,
        metadata={"description": "The farthest move first, or by the rank under the changed role"},
    )


class WhatIfPageSchema(PageSchema):
    order = _order(MoveOrder.RANK)


class ChangesPageSchema(PageSchema):
    order = _order(MoveOrder.MOVE)
    first = fields.Integer(
        load_default=None,
        validate=_VERSION,
        data_key="from",
        metadata={"description": "The version before; the one before `to` where it is left out"},
    )
    second = fields.Integer(
        load_default=None,
        validate=_VERSION,
        data_key="to",
        metadata={"description": "The version after; the last one where it is left out"},
    )


class RoleDifferenceSchema(Schema):
    about = text(metadata=_ABOUT)
    requirement = maybe_text()
    before = fields.Dict(required=True, allow_none=True)
    after = fields.Dict(required=True, allow_none=True)


class MoveCountsSchema(Schema):
    rose = number()
    fell = number()
    stayed = number()


class ReasonSchema(Schema):
    about = text(metadata=_ABOUT)
    requirement = maybe_text()
    change = text(
        validate=validate.OneOf(_CHANGES),
        metadata={"description": "`share`: unchanged itself, and worth more or less beside the others"},
    )
    before = of_a_hundred()
    after = of_a_hundred()
    difference = fields.Float(required=True, metadata=_SIGNED)


class StandingSchema(Schema):
    score = of_a_hundred()
    rank = number()


class MoveSchema(Schema):
    id = text(metadata=ULID)
    external_id = maybe_text()
    filename = text()
    before = fields.Nested(StandingSchema, required=True, allow_none=True)
    after = fields.Nested(StandingSchema, required=True)
    difference = fields.Float(required=True, metadata=_SIGNED)
    reasons = list_of(ReasonSchema)


class MovePageSchema(Schema):
    """The differences of the reasons sum to that of the scores."""

    role = text()
    first = fields.Integer(required=True, allow_none=True, data_key="from")
    second = fields.Integer(required=True, allow_none=True, data_key="to")
    differences = list_of(RoleDifferenceSchema)
    counts = fields.Nested(
        MoveCountsSchema,
        required=True,
        allow_none=True,
        metadata={"description": "On the first page; null for a role that was not there before"},
    )
    items = list_of(MoveSchema)
    next = maybe_text(metadata={"description": "The `cursor` of the next page, null at the end"})
