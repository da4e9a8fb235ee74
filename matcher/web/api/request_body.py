"""How a résumé is sent, for the OpenAPI document."""

from typing import Any

from matcher.services.labels import LONGEST_LABEL, MOST_LABELS
from matcher.web.api.blueprint import problems

_TEXT = ["string", "null"]
_AS_OF: dict[str, Any] = {
    "type": _TEXT,
    "pattern": r"^(\d{4}-(0[1-9]|1[0-2]))?$",
    "description": "The month that 'present' means; this month by default",
    "example": "2026-11",
}
_EXTERNAL_ID: dict[str, Any] = {"type": _TEXT, "maxLength": 255, "description": "Your own id for the résumé"}
URL = {
    "type": _TEXT,
    "maxLength": 2000,
    "description": "Where to fetch the file; only from hosts that the setting MATCHER_FETCH_HOSTS allows",
}
BASE64 = {
    "type": _TEXT,
    "contentEncoding": "base64",
    "pattern": "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
}
_SHARED = {"as_of": _AS_OF, "external_id": _EXTERNAL_ID}
_SHARED_IN_FORM = {name: {**told, "type": "string"} for name, told in _SHARED.items()}  # which has no null
_LABEL = {"type": "string", "pattern": r"^[^,/]*[^,/\s][^,/]*$", "example": "call back"}


def typed_labels_schema(description: str) -> dict[str, Any]:
    """Where there is no list but the same field again, or one value with commas between."""
    more = f"{description}: given again for each, or with commas between, up to {MOST_LABELS}"
    return {"type": "array", "items": {"type": "string"}, "description": more}


_LABELS = "To put on the résumé; one that is stored already gets those that it lacks"


def exactly_one_of(**types: str) -> list[dict[str, Any]]:
    """For `oneOf`: one field is given by its type, and the others are left out or null."""
    nulls = {name: {"type": "null"} for name in types}
    return [
        {"required": [name], "properties": {**nulls, name: {"type": kind}}} for name, kind in types.items()
    ]


RESUME_BODY = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {
                    "file": {"type": "string", "contentMediaType": "application/octet-stream"},
                    **_SHARED_IN_FORM,
                    "labels": typed_labels_schema(_LABELS),
                },
            }
        },
        "application/json": {
            "schema": {
                "type": "object",
                "description": "Exactly one of text, content_base64, json_resume and url",
                "properties": {
                    "text": {"type": _TEXT, "description": "The résumé as plain text"},
                    "content_base64": BASE64,
                    "filename": {"type": _TEXT},
                    "json_resume": {
                        "type": ["object", "null"],
                        "description": "In the form of jsonresume.org",
                    },
                    "url": URL,
                    **_SHARED,
                    "labels": {
                        "type": ["array", "null"],
                        "items": _LABEL,
                        "maxItems": MOST_LABELS,
                        "description": f"{_LABELS}: 1 to {LONGEST_LABEL} characters, no comma or slash",
                    },
                },
                "oneOf": exactly_one_of(
                    text="string", content_base64="string", json_resume="object", url="string"
                ),
                "additionalProperties": False,
            },
            "example": {
                "text": "Ada Example\nData Engineer\nSkills: Python, SQL, Airflow",
                "as_of": "2026-11",
            },
        },
    },
}
RESUME_PROBLEMS = problems(
    _413="The file is too large",
    _415="The type of the file is not read here",
    _422="The file is encrypted, damaged or empty, or a field cannot be used, or a URL gave no file; "
    "`type` and `detail` say which",
)
