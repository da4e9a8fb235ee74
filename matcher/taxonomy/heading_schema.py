"""The keys of `sections.toml`."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from matcher.domain.extraction import SectionName
from matcher.taxonomy.skill_schema import texts

_NAMES = validate.OneOf([name.value for name in SectionName])


class HeadingsSchema(Schema):
    headings = fields.Dict(keys=fields.String(validate=_NAMES), values=texts(), required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> dict[str, tuple[str, ...]]:
        return {name: tuple(phrases) for name, phrases in data["headings"].items()}
