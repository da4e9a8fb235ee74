"""Advice for stored résumés."""

from typing import Any

from flask import Response

from matcher.domain.access import Scope
from matcher.services.advice import target_from
from matcher.web.access import needs
from matcher.web.api.advice_schemas import AdviceSchema, TargetSchema
from matcher.web.api.blueprint import blueprint, json_response, problems
from matcher.web.current import rolefit

advice = blueprint("advice", "What to learn for a role, and where else to go")


@advice.get("/resumes/<resume_id>/advice/<role_id>")
@advice.arguments(TargetSchema, location="query")
@advice.response(200, AdviceSchema)
@advice.doc(responses=problems(_404="There is no such résumé or role"))
@needs(Scope.RESUMES_READ)
def get_advice(query: dict[str, Any], resume_id: str, role_id: str) -> Response:
    """The way from today's score for a role to `target`, strengths, likely questions and other roles."""
    target = target_from(str(query["target"]))
    return json_response(rolefit().adviser.for_resume(resume_id, role_id, target))
