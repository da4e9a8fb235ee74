"""The shape of a JSON Resume, for the OpenAPI document: the sections that are made here.

What an entry holds is described and not enforced: what came in in this form goes out as it was written.
"""

from typing import Any

from marshmallow import INCLUDE, Schema, fields

_FURTHER = {"additionalProperties": True}


def _section(about: str) -> fields.List[Any]:
    return fields.List(fields.Raw(), metadata={"description": about})


class JsonResumeSchema(Schema):
    """A résumé as jsonresume.org has it, schema v1.0.0; sections beyond these are its author's."""

    basics = fields.Dict(metadata={"description": "Empty where the résumé came in another form", **_FURTHER})
    work = _section("`name` of the employer, `position`, `startDate` and, of past jobs, `endDate` as YYYY-MM")
    education = _section("`studyType`, the level, and `area`, the field of study")
    skills = _section("`name` of each skill held; nothing denied or wished for")
    certificates = _section("`name` of each certificate")
    languages = _section("`language`, and `fluency` in one word or from A1 to C2")
    meta = fields.Dict(
        metadata={
            "description": "`version` of the schema, `lastModified`, and `x-rolefit`, what Rolefit found",
            **_FURTHER,
        }
    )

    class Meta:  # noqa: D106  # marshmallow looks for it by name
        unknown = INCLUDE
