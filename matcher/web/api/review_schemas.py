"""The shapes of labels, notes, stages and of candidates side by side."""

from typing import Any

from marshmallow import RAISE, Schema, fields, validate

from matcher.domain.extraction import EducationLevel
from matcher.domain.profile import Through
from matcher.domain.review import Stage
from matcher.domain.role import Importance
from matcher.web.api.list_schemas import PartsSchema
from matcher.web.api.shapes import (
    CREDIT,
    ULID,
    list_of,
    maybe_text,
    number,
    of_a_hundred,
    one_of,
    text,
    texts,
)

_MOMENT = {"format": "date-time"}


class AuthorSchema(Schema):
    name = text(metadata={"description": "The name of the key"})
    key = maybe_text(metadata={"description": "The prefix of the key; null for the local user"})


class LabelsSchema(Schema):
    items = texts()


class NewNoteSchema(Schema):
    text = fields.String(required=True, validate=validate.Length(1, 10_000))

    class Meta:  # noqa: D106  # marshmallow looks for it by name
        unknown = RAISE


class NoteSchema(Schema):
    id = text(metadata=ULID)
    at = text(metadata=_MOMENT)
    text = fields.String(required=True)
    author = fields.Nested(AuthorSchema, required=True)


class NotesSchema(Schema):
    items = list_of(NoteSchema)


class NewStageSchema(Schema):
    """A decision that a person makes."""

    stage = fields.Enum(Stage, by_value=True, required=True)
    reason = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 1_000))

    class Meta:  # noqa: D106  # marshmallow looks for it by name
        unknown = RAISE


class StageChangeSchema(Schema):
    reason = maybe_text()
    author = fields.Nested(AuthorSchema, required=True)
    at = text(metadata=_MOMENT)


_SPAN: dict[str, fields.Field[Any]] = {
    "from": one_of(Stage),
    "to": one_of(Stage),
}  # one of them is a word of Python's
NamedStageChangeSchema = StageChangeSchema.from_dict(_SPAN, name="NamedStageChange")


class StageChangesSchema(Schema):
    items = fields.List(fields.Nested(NamedStageChangeSchema), required=True)


class ComparedSchema(Schema):
    ids = fields.String(
        required=True,
        metadata={
            "description": "Two to five ids of résumés, with commas between",
            "pattern": "^[^,]+(,[^,]+){1,4}$",
        },
    )


class ComparedCandidateSchema(Schema):
    id = text(metadata=ULID)
    external_id = maybe_text()
    filename = text()
    stage = one_of(Stage)
    labels = texts()
    score = of_a_hundred()
    components = fields.Nested(PartsSchema, required=True)
    total_months = number()
    education_level = one_of(EducationLevel)


class ComparedCreditSchema(Schema):
    id = text(metadata=ULID)
    points = of_a_hundred()
    credit = number(metadata=CREDIT)
    skill = maybe_text(metadata={"description": "The skill that meets it; null where none does"})
    by = maybe_text(metadata={"description": "The skill in the résumé that the credit comes from"})
    through = fields.String(
        required=True, allow_none=True, validate=validate.OneOf([*map(str, Through), None])
    )
    months = number(metadata={"description": "Months of work with it, 0 where none are known"})


class ComparedRequirementSchema(Schema):
    requirement = text()
    any_of = texts()
    importance = one_of(Importance)
    months = fields.Integer(required=True, allow_none=True)
    most = of_a_hundred()
    candidates = list_of(ComparedCreditSchema)


class CandidateComparisonSchema(Schema):
    role = text()
    candidates = list_of(ComparedCandidateSchema)
    requirements = list_of(ComparedRequirementSchema)
