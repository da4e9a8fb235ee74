"""How a role is sent: as JSON or as TOML."""

from typing import Any

from flask import Request

from matcher.domain.extraction import EducationLevel
from matcher.domain.role import Importance
from matcher.services.role_body import body_from_json, body_from_toml
from matcher.web.api.role_answer import TOML
from matcher.web.json_body import json_object_of

_TEXT, _WHOLE = {"type": "string"}, {"type": "integer", "minimum": 0}
_TEXTS = {"type": "array", "items": _TEXT}
_EXAMPLE = {
    "title": "Stream Engineer",
    "definition": "Keeps data moving.",
    "responsibilities": ["Build streams"],
    "titles": ["stream engineer"],
    "experience_months": 36,
    "weights": {"skills": 75, "experience": 12, "education": 8, "title": 5},
    "education": {"level": "bachelor", "fields": [], "note": "A bachelor's degree is usual."},
    "place": {"infrastructure": 60, "statistics": 10, "software": 30},
    "requirements": [
        {"label": "Apache Kafka", "any_of": ["apache-kafka"], "importance": "essential"},
        {"label": "Java or Python", "any_of": ["java", "python"], "importance": "important", "months": 24},
    ],
}


_NOT_KEPT = {"description": "Of the answer that shows or drafts a role; left unread"}


def _object(required: list[str], **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": False,
    }


_WEIGHTS = ("skills", "experience", "education", "title")
_AXES = ("infrastructure", "statistics", "software")
_REQUIREMENT = _object(
    ["label", "any_of", "importance"],
    label=_TEXT,
    any_of=_TEXTS,
    importance={"type": "string", "enum": [each.value for each in Importance]},
    months={"type": ["integer", "null"], "minimum": 1},
    distinction=_NOT_KEPT,
)
_SKILLS = {
    "type": "array",
    "items": {"anyOf": [_TEXT, _object(["id"], id=_TEXT, name=_TEXT)]},
    "description": "By their ids, or as answers have them",
}
_PARTS: dict[str, Any] = {
    "title": _TEXT,
    "definition": _TEXT,
    "responsibilities": _TEXTS,
    "titles": {**_TEXTS, "description": "Job titles that mean this role, in small letters"},
    "experience_months": _WHOLE,
    "weights": {
        **_object(list(_WEIGHTS), **dict.fromkeys(_WEIGHTS, _WHOLE)),
        "description": "They sum to 100",
    },
    "education": _object(
        ["level", "note"],
        level={"type": "string", "enum": [each.value for each in EducationLevel]},
        fields=_TEXTS,
        note=_TEXT,
    ),
    "place": {**_object(list(_AXES), **dict.fromkeys(_AXES, _WHOLE)), "description": "They sum to 100"},
    "requirements": {"type": "array", "minItems": 1, "items": _REQUIREMENT},
    "tools": {"type": "array", "items": _object(["kind", "skills"], kind=_TEXT, skills=_SKILLS)},
    "industries": _TEXTS,
    "outlook": _TEXT,
    "tips": _TEXTS,
    "interview": {"type": "array", "items": _object(["question"], question=_TEXT, skills=_TEXTS)},
    "levels": {
        "type": "array",
        "items": _object(["name", "months", "note"], name=_TEXT, months=_WHOLE, note=_TEXT),
    },
}
_PARTIAL = {name: {**_PARTS[name], "required": []} for name in ("weights", "education", "place")}
_BESIDE = ("version", "level", "pay", "location", "evidence", "checks", "document", "toml")
ROLE_SCHEMAS = {
    "NewRole": {
        **_object(
            list(_EXAMPLE),
            id={"type": "string", "description": "Kebab-case; made from the title where it is left out"},
            **_PARTS,
            **dict.fromkeys(_BESIDE, _NOT_KEPT),
        ),
        "description": "In the form of the answer that shows a role, or of the one that drafts it",
    },
    "PartOfRole": {
        **_object([], **_PARTS | _PARTIAL),
        "description": "What is to be otherwise; of weights, education and place what is named alone",
    },
}
ROLE_BODY = {
    "required": True,
    "content": {
        "application/json": {"schema": {"$ref": "#/components/schemas/NewRole"}, "example": _EXAMPLE},
        TOML: {
            "schema": {"type": "string", "description": "In the form of a file of `skill_taxonomy/roles/`"}
        },
    },
}
PART_OF_ROLE_BODY = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {"$ref": "#/components/schemas/PartOfRole"},
            "example": {"weights": {"skills": 80, "experience": 7}},
        }
    },
}


def role_body_of(request: Request) -> dict[str, Any]:
    """The role that a request sends, in the form of a role file.

    Raises InvalidRole, InvalidInput, UnsupportedMediaType.
    """
    if request.mimetype == TOML:
        return body_from_toml(request.get_data())
    return body_from_json(json_object_of(request, f", or the role as TOML with {TOML}"))
