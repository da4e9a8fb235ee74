"""The query language of lists as the OpenAPI document describes it; `services.searches` reads it."""

from typing import Any

from flask import Request
from marshmallow import Schema, fields

from matcher.domain.extraction import EducationLevel
from matcher.domain.review import Stage
from matcher.domain.search import Facet, Figure, SortKey
from matcher.services.searches import CANDIDATE_PARAMETERS, FACET_VALUES, RESUME_PARAMETERS
from matcher.web.api.blueprint import ListSchema

_SKILLS = "ids, names or aliases of skills, with commas between"
_TOLD = {
    "q": 'Words of the text; "words side by side", -word to keep out, OR for a choice. C++ and C# are words',
    "skills_all": f"Has every one of these: {_SKILLS}",
    "skills_any": f"Has at least one of these: {_SKILLS}",
    "skills_none": f"Has none of these: {_SKILLS}",
    "months": "At least so many months of work with a skill: `python:24,sql:12`",
    "used_since": "Worked with a skill in this month or later: `python:2023-01`",
    "missing": f"No credit at all, also through a relative, for what is asked for with these: {_SKILLS}",
    "title": "Up to five words that stand side by side in a title held",
    "education_min": f"At least this level: {', '.join(EducationLevel)}",
    "total_months_min": "At least so many months of work in all",
    "total_months_max": "At most so many months of work in all",
    "label": "Has one of these labels, with commas between",
    "stage": f"Is at one of these stages: {', '.join(Stage)}",
    "external_id": "Came in under this external id, exactly",
    "created_from": "Came in on this day (UTC) or at this moment, or later",
    "created_to": "Came in on this day (UTC) or at this moment, or before",
    "sort": f"One of {', '.join(SortKey)}; with - before it the greatest first",
    "facets": f"Count who is found by {', '.join(Facet)}: the {FACET_VALUES} most frequent values of each",
    "fields": "Keys of an item, with commas between; only these are answered",
    "role": "The role whose fits count for points, in place of everybody's best",
}
_POINTS = {"min": "At least so many", "max": "At most so many"}


def _description(name: str) -> str:
    figure, _, end = name.rpartition("_")
    if figure not in set(Figure):
        return _TOLD[name]
    return f"{_POINTS[end]} points" + ("" if figure == Figure.SCORE else f" of {figure.split('_')[0]}")


def _fields(names: tuple[str, ...]) -> dict[str, fields.Field[Any]]:
    return {name: fields.String(metadata={"description": _description(name)}) for name in names}


ResumeQuerySchema = ListSchema.from_dict(_fields(RESUME_PARAMETERS), name="ResumeQuery")
CandidateQuerySchema = ListSchema.from_dict(_fields(CANDIDATE_PARAMETERS), name="CandidateQuery")
_OF_PAGES = frozenset(ListSchema().fields)


def search_parameters(asked: Request) -> dict[str, str]:
    """All that is not about the page; what is given again is added to what was given first."""
    return {name: ",".join(values) for name, values in asked.args.lists() if name not in _OF_PAGES}


class FacetValueSchema(Schema):
    value = fields.String(required=True)
    count = fields.Integer(required=True, metadata={"description": "How many of the résumés found"})


class FacetsSchema(Schema):
    """Only what was asked for, over all who are found, whatever the page."""

    total = fields.Integer(required=True, metadata={"description": "How many résumés are found"})
    skills = fields.List(fields.Nested(FacetValueSchema))
    education = fields.List(fields.Nested(FacetValueSchema))
    label = fields.List(fields.Nested(FacetValueSchema))
    stage = fields.List(fields.Nested(FacetValueSchema))
    title = fields.List(fields.Nested(FacetValueSchema))
