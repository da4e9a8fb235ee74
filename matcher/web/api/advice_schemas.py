"""The shape of advice, and the target that it is asked for with."""

from marshmallow import Schema, fields, validate

from matcher.domain.advice import Probes, StepKind
from matcher.domain.profile import Through
from matcher.domain.role import Importance
from matcher.services.advice import USUAL_TARGET
from matcher.web.api.role_schemas import NamedSkillSchema
from matcher.web.api.schemas import OffsetsSchema, VersionsSchema
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
)


class TargetSchema(Schema):
    """What the score is to come to."""

    target = fields.Float(
        load_default=float(USUAL_TARGET),
        validate=validate.Range(min=0, min_inclusive=False, max=100),
        metadata={"description": "A score, with two decimals at the most", "exclusiveMinimum": 0},
    )


class RaisedSchema(Schema):
    requirement = text()
    importance = one_of(Importance)
    gain = of_a_hundred()


class NearSchema(NamedSkillSchema):
    strength = number(metadata=CREDIT)


class StepSchema(Schema):
    skill = text()
    name = text()
    kind = one_of(StepKind)
    requirement = text(metadata={"description": "The first of `meets`, one that names the skill"})
    meets = list_of(RaisedSchema)
    gain = of_a_hundred()
    score_after = of_a_hundred()
    months = fields.Integer(
        required=True, allow_none=True, metadata={"description": "How long the role asks for its use"}
    )
    closest = fields.Nested(NearSchema, required=True, allow_none=True)
    builds_on = list_of(NamedSkillSchema)


class StrengthSchema(Schema):
    requirement = text()
    importance = one_of(Importance)
    skill = text()
    name = text()
    by = text(metadata={"description": "The skill held that the credit comes from"})
    through = one_of(Through)
    credit = number(metadata=CREDIT)
    points = of_a_hundred()
    why = text()
    mentions = list_of(OffsetsSchema)


class LikelyQuestionSchema(Schema):
    question = text()
    probes = one_of(Probes)
    skills = list_of(NamedSkillSchema)


class WaySchema(Schema):
    role = text()
    title = text()
    score = of_a_hundred()
    distance = number(metadata={"description": "From the role of the advice on the three axes, in per cents"})
    missing = number(metadata={"description": "Requirements without any credit"})
    first_skills = list_of(NamedSkillSchema)
    sentence = text()


class AdviceSchema(Schema):
    """The fewest of the skills on offer that lift the score to the target, in an order to learn them in.

    On offer are, for each requirement, the skill that the résumé shows for it, or else the one that suits the
    person best and the one that meets most of the other requirements. New skills go before known ones.
    Each `score_after` is the score of a résumé that shows the skills so far in full. `most` is what skills
    alone can reach; `smallest` says whether it is proved that no fewer of the skills on offer do.
    """

    id = maybe_text(metadata=ULID)
    as_of = text(metadata=MONTH)
    role = text()
    title = text()
    score = of_a_hundred()
    target = of_a_hundred()
    reachable = fields.Boolean(required=True)
    most = of_a_hundred()
    smallest = fields.Boolean(required=True)
    learned_credit = number(metadata=CREDIT)
    steps = list_of(StepSchema)
    strengths = list_of(StrengthSchema)
    questions = list_of(LikelyQuestionSchema)
    ways = list_of(WaySchema)
    versions = fields.Nested(VersionsSchema, required=True)
