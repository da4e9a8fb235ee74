"""The shapes of lists of résumés."""

from marshmallow import Schema, fields

from matcher.domain.extraction import EducationLevel
from matcher.web.api.shapes import ULID, list_of, maybe_text, number, of_a_hundred, one_of, text


class BestSchema(Schema):
    role = text()
    score = of_a_hundred()


class ResumeSummarySchema(Schema):
    id = text(metadata=ULID)
    external_id = maybe_text()
    status = text()
    created_at = text(metadata={"format": "date-time"})
    filename = text()
    total_months = number()
    education_level = one_of(EducationLevel)
    best = fields.Nested(BestSchema, required=True, allow_none=True)


class ResumePageSchema(Schema):
    items = list_of(ResumeSummarySchema)
    next = maybe_text(metadata={"description": "The `cursor` of the next page, null at the end"})


class PartsSchema(Schema):
    skills = of_a_hundred()
    experience = of_a_hundred()
    education = of_a_hundred()
    title = of_a_hundred()


class CandidateSchema(Schema):
    id = text(metadata=ULID)
    external_id = maybe_text()
    filename = text()
    score = of_a_hundred()
    components = fields.Nested(PartsSchema, required=True)
    total_months = number()
    education_level = one_of(EducationLevel)


class CandidatePageSchema(Schema):
    role = text()
    items = list_of(CandidateSchema)
    next = maybe_text(metadata={"description": "The `cursor` of the next page, null at the end"})


class UnrecognisedCountSchema(Schema):
    surface = text(metadata={"description": "As most of the résumés write it"})
    resumes = number(metadata={"description": "How many stored résumés list it"})


class UnrecognisedPageSchema(Schema):
    items = list_of(UnrecognisedCountSchema)
    next = maybe_text(metadata={"description": "The `cursor` of the next page, null at the end"})
