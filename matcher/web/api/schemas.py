"""The shapes of the API's answers, as its OpenAPI document describes them.

The bodies themselves are made in `services.answers`, the same for every door; tests hold the two together.
"""

from marshmallow import INCLUDE, Schema, fields, validate

from matcher.domain.extraction import EducationLevel, Match, SectionName
from matcher.domain.profile import Through
from matcher.domain.review import Stage
from matcher.domain.role import Importance, Seniority
from matcher.domain.skill import Assertion, Kind
from matcher.web.api.shapes import (
    CREDIT,
    MONTH,
    ULID,
    list_of,
    maybe_text,
    number,
    of_a_hundred,
    one_of,
    text,
    texts,
)


class ProblemSchema(Schema):
    """A problem as RFC 9457 has it; fields of its own kind may follow."""

    type = text(metadata={"description": "Stable; the last part names the kind of problem"})
    title = text()
    status = number()
    detail = text(metadata={"description": "What is wrong and what to do"})

    class Meta:  # noqa: D106  # marshmallow looks for it by name
        unknown = INCLUDE


class PlaceSchema(Schema):
    infrastructure = number(metadata=CREDIT)
    statistics = number(metadata=CREDIT)
    software = number(metadata=CREDIT)


class WarningSchema(Schema):
    code = text()
    detail = text()


class DocumentSchema(Schema):
    filename = text()
    media_type = text()
    pages = number()
    characters = number()
    language = maybe_text()
    sha256 = text()
    warnings = list_of(WarningSchema)


class MentionSchema(Schema):
    surface = text(metadata={"description": "The document's text from `start` to `end`"})
    start = number()
    end = number()
    page = number()
    section = one_of(SectionName)
    match = one_of(Match)
    assertion = one_of(Assertion)
    why = text()


class ProfileSkillSchema(Schema):
    id = text()
    name = text()
    kind = one_of(Kind)
    credit = number(metadata=CREDIT)
    months = fields.Integer(required=True, allow_none=True)
    last_used = maybe_text(metadata=MONTH)
    stated_months = fields.Integer(required=True, allow_none=True)
    mentions = list_of(MentionSchema)


class UnrecognisedSchema(Schema):
    surface = text()
    start = number()
    end = number()


class DeclinedSchema(Schema):
    """A surface that could have been `skill` and was left, and why."""

    skill = text()
    surface = text()
    start = number()
    end = number()
    why = text()


class JobSchema(Schema):
    title = maybe_text()
    employer = maybe_text()
    start = text(metadata=MONTH)
    end = text(metadata=MONTH)
    current = fields.Boolean(required=True)
    internship = fields.Boolean(required=True)


class SchoolingSchema(Schema):
    """A degree; the text from `start` to `end` is what the résumé says of it."""

    level = one_of(EducationLevel)
    field = maybe_text(metadata={"description": "Of study", "example": "Statistics"})
    start = number()
    end = number()


class CertificationSchema(Schema):
    name = text()
    issuer = maybe_text(metadata={"description": "null where only the résumé knows the certificate"})
    start = number()
    end = number()


class LanguageSchema(Schema):
    """A human language; its level as the résumé tells it, in one word or on the scale from A1 to C2."""

    code = text(metadata={"description": "ISO 639", "example": "de"})
    name = text()
    level = maybe_text(metadata={"example": "fluent"})
    start = number()
    end = number()


class ProfileSchema(Schema):
    skills = list_of(ProfileSkillSchema)
    unrecognised = list_of(UnrecognisedSchema)
    declined = list_of(DeclinedSchema)
    jobs = list_of(JobSchema)
    education = fields.List(
        fields.Nested(SchoolingSchema),
        metadata={"description": "Absent from answers that were stored before it was told"},
    )
    certifications = list_of(CertificationSchema)
    languages = list_of(LanguageSchema)
    total_months = number()
    education_level = one_of(EducationLevel)
    seniority = maybe_text(validate=validate.OneOf([*map(str, Seniority), None]))
    place = fields.Nested(PlaceSchema, required=True, allow_none=True)


class ComponentSchema(Schema):
    name = text()
    weight = number(metadata=CREDIT)
    score = of_a_hundred()
    points = of_a_hundred()
    why = text()


class OffsetsSchema(Schema):
    start = number()
    end = number()


class MetSchema(Schema):
    requirement = text()
    importance = one_of(Importance)
    credit = number(metadata=CREDIT)
    points = of_a_hundred()
    gain = of_a_hundred()
    skill = text()
    by = text(metadata={"description": "The skill held that the credit comes from"})
    through = one_of(Through)
    mentions = list_of(OffsetsSchema)


class ClosestSchema(Schema):
    skill = text()
    strength = number(metadata=CREDIT)


class MissingSchema(Schema):
    requirement = text()
    any_of = texts()
    importance = one_of(Importance)
    gain = of_a_hundred()
    closest = fields.Nested(ClosestSchema, required=True, allow_none=True)


class VersionsSchema(Schema):
    scorer = text()
    taxonomy = text()
    role = number()


class FitSchema(Schema):
    """The points of the components sum to the score; so do those of `met` to the component of skills."""

    role = text()
    title = text()
    rank = number()
    score = of_a_hundred()
    components = list_of(ComponentSchema)
    met = list_of(MetSchema)
    missing = list_of(MissingSchema)
    versions = fields.Nested(VersionsSchema, required=True)


class ResumeSchema(Schema):
    """A résumé with its profile and ranked fits; `id` and `created_at` are null where nothing was stored."""

    id = maybe_text(metadata=ULID)
    external_id = maybe_text()
    status = text()
    as_of = text(metadata=MONTH)
    created_at = maybe_text(metadata={"format": "date-time"})
    document = fields.Nested(DocumentSchema, required=True)
    profile = fields.Nested(ProfileSchema, required=True)
    fits = list_of(FitSchema)
    stage = fields.String(
        validate=validate.OneOf([*map(str, Stage)]),
        metadata={"description": "What people have decided; of a stored résumé"},
    )
    labels = fields.List(fields.String(), metadata={"description": "Of a stored résumé"})
