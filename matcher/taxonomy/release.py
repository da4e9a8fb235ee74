"""What the releases of ESCO and O*NET have in common once they are read: concepts with names and links."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from marshmallow import Schema, fields, post_load, validate

from matcher.domain.skill import Kind
from matcher.errors import InvalidInput, TaxonomyError
from matcher.taxonomy.files import Folder
from matcher.taxonomy.skill_schema import TEXT, texts

_KIND = fields.Enum(Kind, by_value=True)
_STRENGTH = fields.Integer(strict=True, validate=validate.Range(1, 99))


@dataclass(frozen=True, slots=True)
class Concept:
    """A skill of a release, known by its `link`; `names` has the usual one first.

    `broader` are links of what it implies, `related` links with strengths in per cents.
    """

    link: str
    names: tuple[str, ...]
    kind: Kind
    broader: tuple[str, ...] = ()
    related: tuple[tuple[str, int], ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class EscoRules:
    """Kinds by skillType, strengths by relationType."""

    kinds: Mapping[str, Kind]
    relations: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class OnetRules:
    """Kinds by the start of an element's id, and by words of a commodity's title, `kind` for all others."""

    elements: Mapping[str, Kind]
    least_importance: float
    noise: tuple[str, ...]
    kind: Kind
    kinds: Mapping[str, Kind]


class _EscoSchema(Schema):
    kinds = fields.Dict(fields.String(), _KIND, required=True)
    relations = fields.Dict(fields.String(), _STRENGTH, required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> EscoRules:
        return EscoRules(**data)


class _OnetSchema(Schema):
    elements = fields.Dict(fields.String(), _KIND, required=True)
    least_importance = fields.Float(required=True)
    noise = texts(required=True)
    kind = fields.Enum(Kind, by_value=True, required=True)
    kinds = fields.Dict(fields.String(validate=TEXT), _KIND, required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> OnetRules:
        return OnetRules(**{**data, "noise": tuple(data["noise"])})


class _ImportsSchema(Schema):
    esco = fields.Nested(_EscoSchema, required=True)
    onet = fields.Nested(_OnetSchema, required=True)


@dataclass(frozen=True, slots=True)
class ImportRules:
    esco: EscoRules
    onet: OnetRules


def load_import_rules(directory: Path) -> ImportRules:
    """`imports.toml` of a taxonomy's folder. Raises TaxonomyError that names everything wrong."""
    folder = Folder(directory)
    tables = folder.load("imports.toml", _ImportsSchema())
    if folder.problems:
        raise TaxonomyError(tuple(folder.problems))
    return ImportRules(**tables)


def rows(
    path: Path, columns: Sequence[str], *, delimiter: str, optional: Sequence[str] = ()
) -> Iterator[dict[str, str]]:
    """The rows of a table, with empty texts for what is missing in one and for `optional` columns.

    Raises InvalidInput where the file, or a column of `columns`, is missing.
    """
    quoting: Literal[0, 3] = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
    csv.field_size_limit(2**24)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file, delimiter=delimiter, quoting=quoting, restval="")
            missing = [column for column in columns if column not in (table.fieldnames or ())]
            if missing:
                raise InvalidInput(path.name, f"has no column {', '.join(map(repr, missing))}")
            for row in table:
                yield {column: (row.get(column) or "").strip() for column in (*columns, *optional)}
    except FileNotFoundError as error:
        raise InvalidInput(path.name, f"is not in {path.parent}; give the folder of the release") from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InvalidInput(path.name, f"cannot be read as a table in UTF-8: {error}") from error
