"""The shapes of roles, comparisons and skills."""

from marshmallow import Schema, fields

from matcher.domain.extraction import EducationLevel
from matcher.domain.role import Importance
from matcher.domain.skill import Kind
from matcher.web.api.schemas import PlaceSchema
from matcher.web.api.shapes import list_of, number, one_of, text, texts


class RoleSummarySchema(Schema):
    id = text()
    title = text()
    version = number()
    definition = text()
    place = fields.Nested(PlaceSchema, required=True)
    requirements = number(metadata={"description": "How many there are"})


class RoleListSchema(Schema):
    items = list_of(RoleSummarySchema)


class RequirementSchema(Schema):
    label = text()
    any_of = texts()
    importance = one_of(Importance)
    months = fields.Integer(required=True, allow_none=True)
    distinction = number(metadata={"description": "How much it sets the role apart, 1 to 100"})


class WeightsSchema(Schema):
    skills = number()
    experience = number()
    education = number()
    title = number()


class EducationSchema(Schema):
    level = one_of(EducationLevel)
    fields_of_study = fields.List(fields.String(), required=True, data_key="fields")
    note = text()


class NamedSkillSchema(Schema):
    id = text()
    name = text()


class ToolGroupSchema(Schema):
    kind = text()
    skills = list_of(NamedSkillSchema)


class InterviewSchema(Schema):
    question = text()
    skills = texts()


class LevelSchema(Schema):
    name = text()
    months = number()
    note = text()


class RoleSchema(Schema):
    id = text()
    title = text()
    version = number()
    definition = text()
    responsibilities = texts()
    requirements = list_of(RequirementSchema)
    weights = fields.Nested(WeightsSchema, required=True)
    experience_months = number()
    education = fields.Nested(EducationSchema, required=True)
    place = fields.Nested(PlaceSchema, required=True)
    titles = texts()
    tools = list_of(ToolGroupSchema)
    industries = texts()
    outlook = text()
    tips = texts()
    interview = list_of(InterviewSchema)
    levels = list_of(LevelSchema)


class SplitSchema(Schema):
    shared = list_of(NamedSkillSchema)
    only_role = list_of(NamedSkillSchema)
    only_other = list_of(NamedSkillSchema)


class ComparedRoleSchema(Schema):
    id = text()
    title = text()
    definition = text()
    responsibilities = texts()
    education = text()
    industries = texts()
    place = fields.Nested(PlaceSchema, required=True)


class AxisSchema(Schema):
    role = number()
    other = number()


class AxesSchema(Schema):
    infrastructure = fields.Nested(AxisSchema, required=True)
    statistics = fields.Nested(AxisSchema, required=True)
    software = fields.Nested(AxisSchema, required=True)


class ComparisonSchema(Schema):
    """`distance` is half the sum of the differences on the axes, in per cents."""

    role = fields.Nested(ComparedRoleSchema, required=True)
    other = fields.Nested(ComparedRoleSchema, required=True)
    skills = fields.Nested(SplitSchema, required=True)
    tools = fields.Nested(SplitSchema, required=True)
    distance = number()
    axes = fields.Nested(AxesSchema, required=True)


class SkillSchema(Schema):
    id = text()
    name = text()
    kind = one_of(Kind)
    domain = text()
    aliases = texts()
    implies = texts()
    related = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class SkillListSchema(Schema):
    items = list_of(SkillSchema)
