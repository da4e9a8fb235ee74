"""The organisation's own skills, and the reading again that follows a change."""

from flask import Response, request
from marshmallow import Schema, fields

from matcher.domain.access import Scope
from matcher.domain.skill import Kind
from matcher.web.access import needs
from matcher.web.api.blueprint import blueprint, json_response, problems
from matcher.web.api.shapes import list_of, number, one_of, text, texts
from matcher.web.current import rolefit
from matcher.web.json_body import json_object_of

own_skills = blueprint("own_skills", "Skills of your own, beside those that Rolefit carries")
_TEXTS = {"type": "array", "items": {"type": "string"}}
SKILL_SCHEMAS = {
    "NewSkill": {
        "type": "object",
        "required": ["name", "kind"],
        "properties": {
            "id": {"type": "string", "description": "Kebab-case; made from the name where it is left out"},
            "name": {"type": "string"},
            "kind": {"type": "string", "enum": [kind.value for kind in Kind]},
            "aliases": _TEXTS,
            "implies": _TEXTS,
            "related": {
                "type": "object",
                "additionalProperties": {"type": "integer", "minimum": 1, "maximum": 99},
            },
            "ambiguous": _TEXTS,
            "case_sensitive": _TEXTS,
        },
        "additionalProperties": False,
    }
}
_SKILL_BODY = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {"$ref": "#/components/schemas/NewSkill"},
            "example": {"name": "Loom Master", "kind": "product", "aliases": ["LoomMaster"]},
        }
    },
}


class OwnSkillSchema(Schema):
    id = text()
    name = text()
    kind = one_of(Kind)
    aliases = texts()
    implies = texts()
    related = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    ambiguous = texts()
    case_sensitive = texts()


class WaitingSchema(Schema):
    waiting = number(metadata={"description": "How many stored résumés are still to be read again"})


class NewOwnSkillSchema(OwnSkillSchema):
    reread = fields.Nested(WaitingSchema, required=True)


class OwnSkillListSchema(Schema):
    items = list_of(OwnSkillSchema)


class RereadingSchema(WaitingSchema):
    done = number(metadata={"description": "How many were read with the skills of now"})


@own_skills.post("/skills")
@own_skills.response(201, NewOwnSkillSchema)
@own_skills.doc(
    requestBody=_SKILL_BODY,
    responses=problems(_422="The skill does not fit the taxonomy; `problems` name everything that is wrong"),
)
@needs(Scope.ROLES_WRITE)
def post_skill() -> Response:
    """Add a skill of your own; stored résumés are read again with it in the background."""
    added = rolefit().own_skills.add(json_object_of(request))
    return json_response({**added, "reread": {"waiting": _read_again()}}, 201)


@own_skills.get("/skills/own")
@own_skills.response(200, OwnSkillListSchema)
@needs(Scope.RESUMES_READ)
def get_own_skills() -> Response:
    """Your own skills, by id."""
    return json_response({"items": rolefit().own_skills.all()})


@own_skills.delete("/skills/<skill_id>")
@own_skills.response(204)
@own_skills.doc(
    responses=problems(
        _404="There is no such skill",
        _422="It is no skill of your own, or another one of yours names it",
    )
)
@needs(Scope.ROLES_WRITE)
def delete_skill(skill_id: str) -> Response:
    """Erase a skill of your own; stored résumés are read again without it in the background."""
    rolefit().own_skills.delete(skill_id)
    _read_again()
    return Response(status=204)


@own_skills.get("/rereading")
@own_skills.response(200, RereadingSchema)
@needs(Scope.RESUMES_READ)
def get_rereading() -> Response:
    """How far the reading again of stored résumés is."""
    return json_response(rolefit().rereading.progress())


def _read_again() -> int:
    """How many stored résumés wait to be read again; jobs are made for them."""
    rolefit().read_again()
    return rolefit().rereading.progress()["waiting"]
