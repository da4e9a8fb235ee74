"""The keys of a domain file and of `context.toml`."""

from collections.abc import Iterator
from typing import Any

from marshmallow import Schema, fields, post_load, validate

from matcher.domain.skill import (
    Claim,
    Context,
    Cue,
    Direction,
    Kind,
    NameWords,
    Place,
    PlainWords,
    Related,
    Skill,
)

IDENTIFIER = validate.Regexp(r"[a-z0-9]+(-[a-z0-9]+)*\Z", error="must be kebab-case, such as 'apache-spark'")
TEXT = validate.Length(min=1)
_PERCENT = validate.Range(0, 100)
_WHOLE = 100


class _Texts(fields.List[str]):
    """Looks at all texts at once; one by one only to say what is wrong. A taxonomy has tens of thousands."""

    def _deserialize(self, value: Any, *args: Any, **options: Any) -> list[Any]:
        if type(value) is list and all(type(each) is str and each for each in value):
            return list(value)
        return super()._deserialize(value, *args, **options)


def texts(**options: Any) -> fields.List[str]:
    """A list of non-empty strings."""
    return _Texts(fields.String(validate=TEXT), **options)


class PlaceSchema(Schema):
    infrastructure = fields.Integer(required=True, strict=True, validate=_PERCENT)
    statistics = fields.Integer(required=True, strict=True, validate=_PERCENT)
    software = fields.Integer(required=True, strict=True, validate=_PERCENT)

    @post_load
    def build(self, data: dict[str, int], **_: object) -> Place:
        return Place(**data)


class SkillSchema(Schema):
    id = fields.String(required=True, validate=IDENTIFIER)
    name = fields.String(required=True, validate=TEXT)
    kind = fields.Enum(Kind, by_value=True, required=True)
    aliases = texts(load_default=())
    implies = texts(load_default=())
    related = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(strict=True, validate=validate.Range(1, 99)),
        load_default=dict,
    )
    ambiguous = texts(load_default=())
    case_sensitive = texts(load_default=())
    place = fields.Nested(PlaceSchema, load_default=None)
    links = texts(load_default=())


class DomainSchema(Schema):
    place = fields.Nested(PlaceSchema, load_default=None)
    skill = fields.List(fields.Nested(SkillSchema), required=True)


class CueSchema(Schema):
    claim = fields.Enum(Claim, by_value=True, required=True)
    direction = fields.Enum(Direction, by_value=True, required=True)
    reach = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))
    until = texts(load_default=())
    stops = texts(load_default=())
    phrases = texts(required=True)


class ContextWordsSchema(Schema):
    stops = texts(required=True)
    idioms = texts(required=True)
    words_before = texts(required=True)
    weak_words_before = texts(required=True)
    words_after = texts(required=True)
    list_labels = texts(required=True)
    list_fillers = texts(required=True)
    shared_heads = texts(required=True)


class NameWordsSchema(Schema):
    companies_follow = texts(required=True)
    no_company_follows = texts(required=True)
    company_endings = texts(required=True)
    people_follow = texts(required=True)
    street_endings = texts(required=True)
    place_openings = texts(required=True)
    region_codes = texts(required=True)
    school_endings = texts(required=True)
    schools_follow = texts(required=True)

    @post_load
    def build(self, data: dict[str, list[str]], **_: object) -> NameWords:
        return NameWords(**{key: tuple(words) for key, words in data.items()})


class PlainWordsSchema(Schema):
    things = texts(required=True)
    doings = texts(required=True)
    techniques = texts(required=True)

    @post_load
    def build(self, data: dict[str, list[str]], **_: object) -> PlainWords:
        return PlainWords(**{key: frozenset(words) for key, words in data.items()})


class ContextSchema(Schema):
    cues = fields.Dict(keys=fields.String(), values=fields.Nested(CueSchema), required=True)
    words = fields.Nested(ContextWordsSchema, required=True)
    names = fields.Nested(NameWordsSchema, required=True)
    plain = fields.Nested(PlainWordsSchema, required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> Context:
        words = data["words"]
        return Context(
            cues=tuple(cue for group in data["cues"].values() for cue in _cues(group)),
            stops=tuple(words["stops"]),
            idioms=tuple(words["idioms"]),
            words_before=frozenset(words["words_before"]),
            weak_words_before=frozenset(words["weak_words_before"]),
            words_after=frozenset(words["words_after"]),
            list_labels=frozenset(words["list_labels"]),
            list_fillers=frozenset(words["list_fillers"]),
            shared_heads=frozenset(words["shared_heads"]),
            names=data["names"],
            plain=data["plain"],
        )


def _cues(group: dict[str, Any]) -> Iterator[Cue]:
    until, stops = frozenset(group["until"]), frozenset(group["stops"])
    for phrase in group["phrases"]:
        yield Cue(phrase, group["claim"], group["direction"], group["reach"], until, stops)


def build_skill(entry: dict[str, Any], domain: str, place: Place | None) -> Skill:
    """A Skill from a loaded entry; `place` is its domain's, taken where it has none of its own."""
    return Skill(
        id=entry["id"],
        name=entry["name"],
        kind=entry["kind"],
        domain=domain,
        aliases=tuple(entry["aliases"]),
        implies=tuple(entry["implies"]),
        related=tuple(Related(skill, strength) for skill, strength in sorted(entry["related"].items())),
        ambiguous=frozenset(entry["ambiguous"]),
        case_sensitive=frozenset(entry["case_sensitive"]),
        place=entry["place"] or place,
        links=tuple(entry["links"]),
    )
