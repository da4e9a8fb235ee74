"""The keys of `certificates.toml` and `languages.toml`."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from matcher.domain.credentials import CertificateFamily, CertificateWords, LanguageNames, LanguageWords
from matcher.taxonomy.skill_schema import IDENTIFIER, TEXT, texts

_CODE = validate.Regexp(r"[a-z]{2,3}\Z", error="must be an ISO 639 code, such as 'de'")
_LEVELS = ("native", "fluent", "professional", "intermediate", "basic", "A1", "A2", "B1", "B2", "C1", "C2")


class FamilySchema(Schema):
    id = fields.String(required=True, validate=IDENTIFIER)
    issuer = fields.String(required=True, validate=TEXT)
    openings = texts(load_default=())
    names = texts(load_default=())
    short = fields.Dict(keys=fields.String(), values=fields.String(validate=TEXT), load_default=dict)
    codes = texts(load_default=())
    ambiguous = texts(load_default=())

    @validates_schema
    def check(self, data: dict[str, Any], **_: object) -> None:
        known = {*data.get("names", ()), *data.get("short", ()), *data.get("codes", ())}
        unknown = sorted(set(data.get("ambiguous", ())) - known)
        if unknown:
            raise ValidationError(
                [f"{each!r} is flagged and is none of its names" for each in unknown], "ambiguous"
            )

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> CertificateFamily:
        lists = {key: tuple(data[key]) for key in ("openings", "names", "codes")}
        return CertificateFamily(
            id=data["id"],
            issuer=data["issuer"],
            short=data["short"],
            ambiguous=frozenset(data["ambiguous"]),
            **lists,
        )


class CertificateWordsSchema(Schema):
    certified = texts(required=True)
    holders = texts(required=True)
    levels = texts(required=True)
    not_yet = texts(required=True)
    no_names = texts(required=True)


class CertificatesSchema(Schema):
    words = fields.Nested(CertificateWordsSchema, required=True)
    family = fields.List(fields.Nested(FamilySchema), required=True)

    @validates_schema
    def check(self, data: dict[str, Any], **_: object) -> None:
        families: list[CertificateFamily] = data.get("family", [])
        _refuse(_twice((family.id for family in families), "id"), "family")
        names = (name for family in families for name in (*family.names, *family.short, *family.codes))
        _refuse(_twice(names, "name"), "family")

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> CertificateWords:
        words = data["words"]
        return CertificateWords(
            families=tuple(data["family"]),
            certified=tuple(words["certified"]),
            holders=tuple(words["holders"]),
            levels=tuple(words["levels"]),
            not_yet=tuple(words["not_yet"]),
            no_names=frozenset(words["no_names"]),
        )


class LanguageSchema(Schema):
    code = fields.String(required=True, validate=_CODE)
    name = fields.String(required=True, validate=TEXT)
    aliases = texts(load_default=())

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> LanguageNames:
        return LanguageNames(data["code"], (data["name"], *data["aliases"]))


class LanguageWordsSchema(Schema):
    labels = texts(required=True)
    speaking = texts(required=True)
    not_of_speech = texts(required=True)


class LanguagesSchema(Schema):
    words = fields.Nested(LanguageWordsSchema, required=True)
    levels = fields.Dict(keys=fields.String(validate=validate.OneOf(_LEVELS)), values=texts(), required=True)
    language = fields.List(fields.Nested(LanguageSchema), required=True)

    @validates_schema
    def check(self, data: dict[str, Any], **_: object) -> None:
        languages: list[LanguageNames] = data.get("language", [])
        _refuse(_twice((language.code for language in languages), "code"), "language")
        names = (name.casefold() for language in languages for name in language.names)
        _refuse(_twice(names, "name"), "language")
        phrases = (phrase for listed in data.get("levels", {}).values() for phrase in listed)
        _refuse(_twice(phrases, "phrase"), "levels")

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> LanguageWords:
        words = data["words"]
        return LanguageWords(
            languages=tuple(data["language"]),
            labels=frozenset(words["labels"]),
            speaking=tuple(words["speaking"]),
            not_of_speech=tuple(words["not_of_speech"]),
            levels={phrase: level for level, listed in data["levels"].items() for phrase in listed},
        )


def _twice(names: Iterable[str], kind: str) -> Iterator[str]:
    return (f"the {kind} {name!r} stands there twice" for name, count in Counter(names).items() if count > 1)


def _refuse(problems: Iterator[str], key: str) -> None:
    found = list(problems)
    if found:
        raise ValidationError(found, key)
