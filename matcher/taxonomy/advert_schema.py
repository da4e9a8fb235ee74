"""The keys of `adverts.toml`."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from matcher.domain.advert import (
    AdvertDegreeWords,
    AdvertPart,
    AdvertTitleWords,
    AdvertWords,
    ChoiceWords,
    CueWords,
    LocationWords,
    PayPeriod,
    PayWords,
    WordingWords,
    WorkMode,
    YearWords,
)
from matcher.domain.extraction import EducationLevel
from matcher.domain.role import Importance, Seniority
from matcher.taxonomy.skill_schema import TEXT, texts

_COUNT = validate.Range(min=1)


def _words() -> fields.List[str]:
    return texts(required=True)


def _by(names: type[StrEnum], *left_out: StrEnum) -> fields.Dict:
    """Lists of words by every name of `names` but `left_out`."""
    wanted = [name for name in names if name not in left_out]
    return fields.Dict(
        keys=fields.Enum(names, by_value=True),
        values=texts(),
        required=True,
        validate=lambda given: _complete(set(given), set(wanted)),
    )


def _some(names: type[StrEnum]) -> fields.Dict:
    return fields.Dict(keys=fields.Enum(names, by_value=True), values=texts(), required=True)


def _complete(given: set[Any], wanted: set[Any]) -> bool:
    if given != wanted:
        expected = ", ".join(sorted(str(name) for name in wanted))
        raise ValidationError(f"must have exactly the keys {expected}")
    return True


def _named(names: fields.Field[Any]) -> fields.Dict:
    return fields.Dict(keys=fields.String(validate=TEXT), values=names, required=True)


class CueWordsSchema(Schema):
    forward = _words()
    backward = _words()

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> CueWords:
        return CueWords(**_settled(data))


class ImportanceSchema(Schema):
    essential = fields.Nested(CueWordsSchema, required=True)
    important = fields.Nested(CueWordsSchema, required=True)
    useful = fields.Nested(CueWordsSchema, required=True)
    weaker = fields.Nested(CueWordsSchema, required=True)


class WordingSchema(Schema):
    asking = _words()
    employer = _words()
    offers = _words()
    demands = _words()
    verbs = _words()
    closing = _words()
    openers = _words()
    joints = _words()
    abbreviations = _words()

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> WordingWords:
        return WordingWords(**_settled(data, "joints", "abbreviations"))


class ChoicesSchema(Schema):
    one_of = _words()
    examples = _words()
    open_ends = _words()
    either = texts(required=True, data_key="or")
    both = texts(required=True, data_key="and")

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> ChoiceWords:
        return ChoiceWords(**_settled(data, "either", "both"))


class YearsSchema(Schema):
    numbers = _named(fields.Integer(strict=True, validate=_COUNT))
    not_behind = _words()
    not_before = _words()
    experience = _words()
    general = _words()

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> YearWords:
        return YearWords(**_settled(data, "general"))


class AdvertTitlesSchema(Schema):
    leads = _words()
    leads_to_many = _words()
    openings = _words()
    tails = _words()
    praise = _words()


class ShortDegreesSchema(Schema):
    bachelor = _words()
    master = _words()
    beside = _words()


class FieldsOfStudySchema(Schema):
    fields_of_study = texts(required=True, data_key="fields")
    same = _named(fields.String(validate=TEXT))
    equivalents = _words()


class PayCueSchema(Schema):
    cues = _words()
    not_pay = _words()
    scales = _words()


class PaySchema(Schema):
    currencies = _named(fields.String(validate=validate.Regexp(r"[A-Z]{3}\Z")))
    periods = _by(PayPeriod)
    words = fields.Nested(PayCueSchema, required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> PayWords:
        return PayWords(data["currencies"], _tuples(data["periods"]), **_settled(data["words"]))


class PlaceWordsSchema(Schema):
    leads = _words()
    tails = _words()
    not_places = _words()
    states = _words()


class LocationSchema(Schema):
    remote = _words()
    hybrid = _words()
    onsite = _words()
    alone = _by(WorkMode)
    words = fields.Nested(PlaceWordsSchema, required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> LocationWords:
        modes = {mode: tuple(data[mode.value]) for mode in WorkMode}
        words = _settled(data["words"], "not_places", "states")
        return LocationWords(modes, _tuples(data["alone"]), **words)


class AdvertsSchema(Schema):
    headings = _by(AdvertPart, AdvertPart.OPENING)
    importance = fields.Nested(ImportanceSchema, required=True)
    wording = fields.Nested(WordingSchema, required=True)
    choices = fields.Nested(ChoicesSchema, required=True)
    years = fields.Nested(YearsSchema, required=True)
    levels = _some(Seniority)
    titles = fields.Nested(AdvertTitlesSchema, required=True)
    degrees = _by(EducationLevel, EducationLevel.NONE)
    short_degrees = fields.Nested(ShortDegreesSchema, required=True)
    education = fields.Nested(FieldsOfStudySchema, required=True)
    pay = fields.Nested(PaySchema, required=True)
    location = fields.Nested(LocationSchema, required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> AdvertWords:
        return AdvertWords(
            headings=_tuples(data["headings"]),
            importance={each: data["importance"][each.value] for each in Importance},
            weaker=data["importance"]["weaker"],
            wording=data["wording"],
            choices=data["choices"],
            years=data["years"],
            titles=AdvertTitleWords(**_settled(data["titles"]), levels=_tuples(data["levels"])),
            degrees=_degree_words(data),
            pay=data["pay"],
            location=data["location"],
        )


def _degree_words(data: dict[str, Any]) -> AdvertDegreeWords:
    short, education = data["short_degrees"], data["education"]
    return AdvertDegreeWords(
        levels=_tuples(data["degrees"]),
        short={
            level: tuple(short[level.value]) for level in (EducationLevel.BACHELOR, EducationLevel.MASTER)
        },
        beside=tuple(short["beside"]),
        fields=tuple(education["fields_of_study"]),
        same=education["same"],
        equivalents=tuple(education["equivalents"]),
    )


def _tuples(lists: Mapping[Any, list[str]]) -> dict[Any, tuple[str, ...]]:
    return {key: tuple(words) for key, words in lists.items()}


def _settled(data: dict[str, Any], *sets: str) -> dict[str, Any]:
    """Lists made frozen: the keys `sets` as sets, the others in their order."""
    return {
        key: (frozenset(value) if key in sets else tuple(value)) if isinstance(value, list) else value
        for key, value in data.items()
    }
