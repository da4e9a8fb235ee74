"""How marshmallow's schemas and fields are told in the OpenAPI document, of which clients are generated."""

from typing import Any

from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.openapi import OpenAPIConverter
from marshmallow import Schema, fields


class DocumentConverter(OpenAPIConverter):
    """Leaves answers open to further fields; what is sent is closed, where its schema says so itself.

    What may be null is one type or null, with the words of the type in one place. Nothing in an address is
    null: a parameter is left out.
    """

    def schema2jsonschema(self, schema: Schema | type[Schema]) -> dict[str, Any]:
        described: dict[str, Any] = super().schema2jsonschema(schema)  # type: ignore[no-untyped-call]
        if getattr(schema.Meta, "unknown", None) is None:
            described.pop("additionalProperties", None)  # marshmallow's default is for input: nothing unknown
        return described

    def field2property(self, field: fields.Field[Any]) -> dict[str, Any]:
        described: dict[str, Any] = super().field2property(field)
        if isinstance(field, fields.Enum):
            described["type"] = "string"
        if None not in described.get("enum", ()):
            return described
        words = {"type": "string", "enum": _without_null(described.pop("enum"))}
        del described["type"]
        return described | {"anyOf": [words, {"type": "null"}]}

    def _field2parameter(self, field: fields.Field[Any], *, name: str, location: str) -> dict[str, Any]:
        described: dict[str, Any] = super()._field2parameter(field, name=name, location=location)
        schema = described["schema"]
        if schema.get("default", "") is None:
            del schema["default"]
        words, _ = schema.pop("anyOf", ({}, None))
        types = schema.get("type")
        one_type = {"type": types[0]} if isinstance(types, list) else {}
        described["schema"] = schema | words | one_type
        return described


class DocumentPlugin(MarshmallowPlugin):
    Converter = DocumentConverter


def _without_null(words: list[str | None]) -> list[str]:
    return [word for word in words if word is not None]
