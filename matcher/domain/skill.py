"""Skills, how they relate, and the words that rules look for."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of thing a skill is."""

    LANGUAGE = "language"
    FRAMEWORK = "framework"
    LIBRARY = "library"
    DATABASE = "database"
    WAREHOUSE = "warehouse"
    PLATFORM = "platform"
    CLOUD_SERVICE = "cloud-service"
    OPERATING_SYSTEM = "operating-system"
    TOOL = "tool"
    PRODUCT = "product"
    HARDWARE = "hardware"
    PROTOCOL = "protocol"
    STANDARD = "standard"
    FORMAT = "format"
    METHOD = "method"
    TECHNIQUE = "technique"
    FIELD = "field"


@dataclass(frozen=True, slots=True)
class Place:
    """Shares in whole per cents between the three axes; they sum to 100."""

    infrastructure: int
    statistics: int
    software: int


@dataclass(frozen=True, slots=True)
class Related:
    """Having `skill` is worth `strength` per cent (1 to 99) of having the skill this stands under."""

    skill: str
    strength: int


@dataclass(frozen=True, slots=True)
class Skill:
    """One skill. `ambiguous` and `case_sensitive` name the surfaces that need context or exact case."""

    id: str
    name: str
    kind: Kind
    domain: str
    aliases: tuple[str, ...] = ()
    implies: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    ambiguous: frozenset[str] = frozenset()
    case_sensitive: frozenset[str] = frozenset()
    place: Place | None = None
    links: tuple[str, ...] = ()

    @property
    def surfaces(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


class Assertion(StrEnum):
    """What the text says of the person and the skill."""

    HELD = "held"
    NEGATED = "negated"
    WISHED = "wished"


class Claim(StrEnum):
    """What a cue says of the skills that it reaches; what is another person's is no mention at all."""

    NEGATED = "negated"
    WISHED = "wished"
    ANOTHERS = "another's"


class Direction(StrEnum):
    """On which side of a cue the mentions stand that it speaks of."""

    FORWARD = "forward"
    BACKWARD = "backward"


@dataclass(frozen=True, slots=True)
class Cue:
    """`phrase` makes `claim` of the mentions up to `reach` words away on its `direction` side.

    With words in `until` it speaks only of what stands between it and the first of them, and of nothing where
    none stands within its reach: 'no Kafka experience'. `stops` end the reach beside those of the context.
    """

    phrase: str
    claim: Claim
    direction: Direction
    reach: int
    until: frozenset[str] = frozenset()
    stops: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words that names of companies, people, streets, schools and places are known by.

    What `..._follow` stands before a name, and `..._endings` behind it; `no_company_follows` are longer
    phrases that end like one of `companies_follow` ('good at'). `place_openings` are first words of places
    ('San'), `region_codes` stand in capitals behind a town and a comma ('Cary, NC').
    """

    companies_follow: tuple[str, ...]
    no_company_follows: tuple[str, ...]
    company_endings: tuple[str, ...]
    people_follow: tuple[str, ...]
    street_endings: tuple[str, ...]
    school_endings: tuple[str, ...]
    schools_follow: tuple[str, ...]
    place_openings: tuple[str, ...]
    region_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlainWords:
    """What tells a named technique from common words, where both are written in small letters.

    `things` are general last words and `doings` general first ones, which make a phrase common unless one of
    its words is in `techniques`.
    """

    things: frozenset[str]
    doings: frozenset[str]
    techniques: frozenset[str]


@dataclass(frozen=True, slots=True)
class Context:
    """The words of `context.toml`, all in lower case.

    `stops` end the reach of a cue; `idioms` hold no skill; `words_before` and `words_after` speak for a skill
    beside them, `weak_words_before` for a product only; `list_labels` open a line that lists skills;
    `list_fillers` are no items of a list; `shared_heads` are last words that the names before them in a list
    share.
    """

    cues: tuple[Cue, ...]
    stops: tuple[str, ...]
    idioms: tuple[str, ...]
    words_before: frozenset[str]
    weak_words_before: frozenset[str]
    words_after: frozenset[str]
    list_labels: frozenset[str]
    list_fillers: frozenset[str]
    shared_heads: frozenset[str]
    names: NameWords
    plain: PlainWords


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All skills by id, the context words, and a digest of the files they came from."""

    skills: Mapping[str, Skill]
    context: Context
    digest: str
