"""Fields that the schemas of answers are made of."""

from marshmallow import Schema, fields, validate

ULID = {"description": "A ULID", "example": "01JD7Z3X1V9Q4M8T2B6C5N0R7S"}
MONTH = {"description": "A month as YYYY-MM", "example": "2024-03"}
CREDIT = {"description": "Whole per cents", "minimum": 0, "maximum": 100}
POINTS = {"description": "Points of the score, two decimals", "minimum": 0, "maximum": 100}


def text(**options: object) -> fields.String:
    return fields.String(required=True, **options)  # type: ignore[arg-type]


def maybe_text(**options: object) -> fields.String:
    return fields.String(required=True, allow_none=True, **options)  # type: ignore[arg-type]


def number(**options: object) -> fields.Integer:
    return fields.Integer(required=True, **options)  # type: ignore[arg-type]


def of_a_hundred() -> fields.Float:
    return fields.Float(required=True, metadata=POINTS)


def one_of(values: type) -> fields.String:
    return text(validate=validate.OneOf([str(each) for each in values]))  # type: ignore[attr-defined]


def list_of(item: type[Schema]) -> fields.List[object]:
    return fields.List(fields.Nested(item), required=True)


def texts() -> fields.List[str]:
    return fields.List(fields.String(), required=True)
