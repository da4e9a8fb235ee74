"""How a résumé or an advert is sent, for the OpenAPI document."""

from collections.abc import Mapping
from typing import Any

from matcher.services.labels import LONGEST_LABEL, MOST_LABELS
from matcher.web.api.blueprint import problems

FILE = {"type": "string", "format": "binary", "contentMediaType": "application/octet-stream"}
_TEXT = ["string", "null"]
_AS_OF: dict[str, Any] = {
    "type": _TEXT,
    "pattern": r"^(\d{4}-(0[1-9]|1[0-2]))?$",
    "description": "The month that 'present' means; this month by default",
    "example": "2026-11",
}
_EXTERNAL_ID: dict[str, Any] = {"type": _TEXT, "maxLength": 255, "description": "Your own id for the résumé"}
_FILENAME = {"type": _TEXT, "description": "It is shown, and tells apart what the content does not"}
_LABELS_HINT = "To put on the résumé; one that is stored already gets those that it lacks"
_LABELS: dict[str, Any] = {
    "type": ["array", "null"],
    "items": {"type": "string", "pattern": r"^[^,/]*[^,/\s][^,/]*$", "example": "call back"},
    "maxItems": MOST_LABELS,
    "description": f"{_LABELS_HINT}: 1 to {LONGEST_LABEL} characters, no comma or slash",
}
_BESIDE_A_RESUME = {
    "filename": _FILENAME,
    "as_of": _AS_OF,
    "external_id": _EXTERNAL_ID,
    "labels": _LABELS,
}
_PLAIN_TEXT = {"type": "string", "description": "As plain text"}
_SPACE = r"[ \t\r\n]*"
_SIX_BITS, _PADDING = f"([A-Za-z0-9+/]{_SPACE})", f"(={_SPACE})"
_BASE64 = {
    "type": "string",
    "contentEncoding": "base64",
    "pattern": f"^{_SPACE}({_SIX_BITS}{{4}})*({_SIX_BITS}{{2}}{_PADDING}{{2}}|{_SIX_BITS}{{3}}{_PADDING})?$",
    "description": "A file; it may be broken into lines",
}
_JSON_RESUME: dict[str, Any] = {"type": "object", "description": "In the form of jsonresume.org"}
_URL = {
    "type": "string",
    "maxLength": 2000,
    "description": "Where to fetch the file; only from hosts that the setting MATCHER_FETCH_HOSTS allows",
}


def typed_labels_schema(description: str) -> dict[str, Any]:
    """Where there is no list but the same field again, or one value with commas between."""
    more = f"{description}: given again for each, or with commas between, up to {MOST_LABELS}"
    return {"type": "array", "items": {"type": "string"}, "description": more}


def one_door(door: str, doors: Mapping[str, dict[str, Any]], beside: Mapping[str, Any]) -> dict[str, Any]:
    """What is sent through one door; the others are left out or null."""
    closed = {other: {"type": "null"} for other in doors if other != door}
    return {
        "type": "object",
        "required": [door],
        "properties": {door: doors[door], **beside, **closed},
        "additionalProperties": False,
    }


_RESUME_DOORS: dict[str, dict[str, Any]] = {
    "text": _PLAIN_TEXT,
    "content_base64": _BASE64,
    "json_resume": _JSON_RESUME,
    "url": _URL,
}
_ADVERT_DOORS: dict[str, dict[str, Any]] = {"text": _PLAIN_TEXT, "content_base64": _BASE64, "url": _URL}
_WAYS = {"text": "AsText", "content_base64": "AsBase64", "json_resume": "AsJsonResume", "url": "AtUrl"}
RESUME_SCHEMAS = {
    f"Resume{_WAYS[door]}": one_door(door, _RESUME_DOORS, _BESIDE_A_RESUME) for door in _RESUME_DOORS
}
ADVERT_SCHEMAS = {
    f"Advert{_WAYS[door]}": one_door(door, _ADVERT_DOORS, {"filename": _FILENAME}) for door in _ADVERT_DOORS
}


def body_of(schemas: Mapping[str, Any], example: dict[str, str], **beside: Any) -> dict[str, Any]:
    """A file in a form, with what may stand beside it, or one of `schemas` as JSON."""
    form = {
        "type": "object",
        "required": ["file"],
        "properties": {"file": FILE, **beside},
        "additionalProperties": False,
    }
    one_of = {"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in schemas]}
    return {
        "required": True,
        "content": {
            "multipart/form-data": {"schema": form},
            "application/json": {"schema": one_of, "example": example},
        },
    }


RESUME_BODY = body_of(
    RESUME_SCHEMAS,
    {"text": "Ada Example\nData Engineer\nSkills: Python, SQL, Airflow", "as_of": "2026-11"},
    as_of=_AS_OF | {"type": "string"},  # a form has no null
    external_id=_EXTERNAL_ID | {"type": "string"},
    labels=typed_labels_schema(_LABELS_HINT),
)
ADVERT_BODY = body_of(
    ADVERT_SCHEMAS,
    {
        "text": "Senior Data Engineer\nRequirements\n- 3+ years of Python\n- AWS, Azure or GCP\n"
        "Nice to have\n- Kafka"
    },
)
RESUME_PROBLEMS = problems(
    _413="The file is too large",
    _415="The body is of another type, or says none, or the type of the file is not read here",
    _422="The file is encrypted, damaged or empty, or a field cannot be used, or a URL gave no file; "
    "`type` and `detail` say which",
)
