"""The skills of the taxonomy."""

from typing import Any

from flask import Response
from marshmallow import Schema, fields, validate

from matcher.domain.access import Scope
from matcher.services.skills import search_skills
from matcher.web.access import needs
from matcher.web.api.blueprint import STREAMED, ListSchema, blueprint, json_response
from matcher.web.api.list_schemas import UnrecognisedCountSchema, UnrecognisedPageSchema
from matcher.web.api.role_schemas import SkillListSchema
from matcher.web.current import rolefit
from matcher.web.listing import list_response

skills = blueprint("skills", "What is recognised")


class SkillQuerySchema(Schema):
    q = fields.String(load_default="", metadata={"description": "A name, an alias or a part of one"})
    limit = fields.Integer(load_default=20, validate=validate.Range(1, 100))


@skills.get("/skills")
@skills.arguments(SkillQuerySchema, location="query")
@skills.response(200, SkillListSchema)
@needs(Scope.RESUMES_READ)
def get_skills(query: dict[str, Any]) -> Response:
    """Skills by what people call them, the closest first."""
    return json_response({"items": search_skills(query["q"], query["limit"], rolefit().lexicon)})


@skills.get("/skills/unrecognised")
@skills.arguments(ListSchema, location="query")
@skills.response(200, UnrecognisedPageSchema)
@skills.doc(responses=STREAMED)
@needs(Scope.RESUMES_READ)
def get_unrecognised(page: dict[str, Any]) -> Response:
    """What the skill lists of stored résumés name that no skill is known by, the most frequent first."""
    return list_response(rolefit().unrecognised.page, page, UnrecognisedCountSchema, "unrecognised")
