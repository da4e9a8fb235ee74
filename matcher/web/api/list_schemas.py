"""The shapes of lists of résumés."""

from marshmallow import Schema, fields, validate

from matcher.domain.extraction import EducationLevel
from matcher.domain.review import Stage
from matcher.web.api.search_query import FacetsSchema
from matcher.web.api.shapes import (
    POINTS,
    ULID,
    list_of,
    maybe_text,
    number,
    of_a_hundred,
    text,
)

_STAGES = validate.OneOf([*map(str, Stage)])
_LEVELS = validate.OneOf([*map(str, EducationLevel)])
_MOMENT = {"format": "date-time"}


class BestSchema(Schema):
    role = text()
    score = of_a_hundred()


class ResumeSummarySchema(Schema):
    """A résumé in a list: all of these, or those that `fields` names."""

    id = fields.String(metadata=ULID)
    external_id = fields.String(allow_none=True)
    status = fields.String()
    created_at = fields.String(metadata=_MOMENT)
    filename = fields.String()
    total_months = fields.Integer()
    education_level = fields.String(validate=_LEVELS)
    best = fields.Nested(BestSchema, allow_none=True)
    fit = fields.Nested(
        BestSchema, allow_none=True, metadata={"description": "For the `role` that was asked for"}
    )
    stage = fields.String(validate=_STAGES)
    labels = fields.List(fields.String())


class ResumePageSchema(Schema):
    facets = fields.Nested(FacetsSchema)
    items = list_of(ResumeSummarySchema)
    next = maybe_text(metadata={"description": "The `cursor` of the next page, null at the end"})


class PartsSchema(Schema):
    skills = of_a_hundred()
    experience = of_a_hundred()
    education = of_a_hundred()
    title = of_a_hundred()


class CandidateSchema(Schema):
    """A candidate: all of these, or those that `fields` names."""

    id = fields.String(metadata=ULID)
    external_id = fields.String(allow_none=True)
    filename = fields.String()
    score = fields.Float(metadata=POINTS)
    components = fields.Nested(PartsSchema)
    total_months = fields.Integer()
    education_level = fields.String(validate=_LEVELS)
    stage = fields.String(validate=_STAGES)
    labels = fields.List(fields.String())
    created_at = fields.String(metadata=_MOMENT)


class CandidatePageSchema(Schema):
    role = text()
    facets = fields.Nested(FacetsSchema)
    items = list_of(CandidateSchema)
    next = maybe_text(metadata={"description": "The `cursor` of the next page, null at the end"})


class FoundSchema(CandidateSchema, ResumeSummarySchema):
    """What a saved search finds: a résumé in a list, or a candidate where the search is of a role's."""


class FoundPageSchema(Schema):
    role = fields.String(metadata={"description": "The role whose candidates are searched"})
    facets = fields.Nested(FacetsSchema)
    items = list_of(FoundSchema)
    next = maybe_text(metadata={"description": "The `cursor` of the next page, null at the end"})


class UnrecognisedCountSchema(Schema):
    surface = text(metadata={"description": "As most of the résumés write it"})
    resumes = number(metadata={"description": "How many stored résumés list it"})


class UnrecognisedPageSchema(Schema):
    items = list_of(UnrecognisedCountSchema)
    next = maybe_text(metadata={"description": "The `cursor` of the next page, null at the end"})
