"""The keys of a role file and of `titles.toml`."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from matcher.domain.extraction import EducationLevel
from matcher.domain.role import (
    ComponentWeights,
    EducationWish,
    Importance,
    InterviewQuestion,
    Level,
    Requirement,
    Role,
    Seniority,
    ToolGroup,
)
from matcher.taxonomy.skill_schema import IDENTIFIER, TEXT, PlaceSchema, texts

_COUNT = validate.Range(min=0)


def _count() -> fields.Integer:
    return fields.Integer(required=True, strict=True, validate=_COUNT)


def _share() -> fields.Integer:
    return fields.Integer(required=True, strict=True, validate=validate.Range(0, 100))


class WeightsSchema(Schema):
    skills = _share()
    experience = _share()
    education = _share()
    title = _share()

    @post_load
    def build(self, data: dict[str, int], **_: object) -> ComponentWeights:
        return ComponentWeights(**data)


class EducationSchema(Schema):
    level = fields.Enum(EducationLevel, by_value=True, required=True)
    fields_of_study = texts(load_default=(), data_key="fields")
    note = fields.String(required=True, validate=TEXT)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> EducationWish:
        return EducationWish(data["level"], tuple(data["fields_of_study"]), data["note"])


class RequirementSchema(Schema):
    label = fields.String(required=True, validate=TEXT)
    any_of = texts(required=True, validate=validate.Length(min=1))
    importance = fields.Enum(Importance, by_value=True, required=True)
    months = fields.Integer(load_default=None, strict=True, validate=validate.Range(min=1))

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> Requirement:
        return Requirement(**{**data, "any_of": tuple(data["any_of"])})


class ToolGroupSchema(Schema):
    kind = fields.String(required=True, validate=TEXT)
    skills = texts(required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> ToolGroup:
        return ToolGroup(data["kind"], tuple(data["skills"]))


class InterviewSchema(Schema):
    question = fields.String(required=True, validate=TEXT)
    skills = texts(load_default=())

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> InterviewQuestion:
        return InterviewQuestion(data["question"], tuple(data["skills"]))


class LevelSchema(Schema):
    name = fields.String(required=True, validate=TEXT)
    months = _count()
    note = fields.String(required=True, validate=TEXT)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> Level:
        return Level(**data)


class RoleSchema(Schema):
    id = fields.String(required=True, validate=IDENTIFIER)
    title = fields.String(required=True, validate=TEXT)
    version = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))
    definition = fields.String(required=True, validate=TEXT)
    responsibilities = texts(required=True)
    titles = texts(required=True)
    experience_months = _count()
    weights = fields.Nested(WeightsSchema, required=True)
    education = fields.Nested(EducationSchema, required=True)
    place = fields.Nested(PlaceSchema, required=True)
    requirement = fields.List(
        fields.Nested(RequirementSchema), required=True, validate=validate.Length(min=1)
    )
    tools = fields.List(fields.Nested(ToolGroupSchema), load_default=())
    industries = texts(load_default=())
    outlook = fields.String(load_default="")
    tips = texts(load_default=())
    interview = fields.List(fields.Nested(InterviewSchema), load_default=())
    levels = fields.List(fields.Nested(LevelSchema), load_default=())

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> Role:
        data["requirements"] = data.pop("requirement")
        settled: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in data.items()
        }
        return Role(**settled)


class TitlesSchema(Schema):
    words = fields.Dict(keys=fields.String(), values=texts(validate=validate.Length(min=1)), required=True)
    seniority = fields.Dict(keys=fields.String(), values=fields.Enum(Seniority, by_value=True), required=True)
