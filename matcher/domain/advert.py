"""What a job advert says, and the words it is read by."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from matcher.domain.extraction import EducationLevel
from matcher.domain.role import Importance, Seniority


class AdvertPart(StrEnum):
    """Parts of an advert; `opening` stands before the first heading, the last three hold one line only."""

    OPENING = "opening"
    SUMMARY = "summary"
    DUTIES = "duties"
    REQUIRED = "required"
    WANTED = "wanted"
    PREFERRED = "preferred"
    BOILERPLATE = "boilerplate"
    PAY = "pay"
    LOCATION = "location"
    TITLE = "title"


class PayPeriod(StrEnum):
    """What a sum is paid for."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class WorkMode(StrEnum):
    """Where the work is done."""

    REMOTE = "remote"
    HYBRID = "hybrid"
    ONSITE = "onsite"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotation: `text[start:end] == surface`."""

    surface: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A requirement as the advert words it: any one of the skills `any_of`, used for `months`."""

    any_of: tuple[str, ...]
    importance: Importance
    months: int | None
    part: AdvertPart
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class AskedExperience:
    """`months` of work in general."""

    months: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class AskedEducation:
    """The lowest degree asked for, in any of `fields`; `preferred` where none is required."""

    level: EducationLevel
    fields: tuple[str, ...]
    preferred: bool
    or_equivalent: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class AskedLevel:
    seniority: Seniority
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Pay:
    """From `minimum` to `maximum` hundredths of the currency (ISO 4217); the same where one sum is named."""

    minimum: int
    maximum: int
    currency: str | None
    period: PayPeriod | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Location:
    """Where the work is done: a place by name, a mode, or both."""

    name: str | None
    mode: WorkMode | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Advert:
    """Everything read out of one advert; `title` and `duties` quote it."""

    title: Evidence | None
    duties: tuple[Evidence, ...]
    asked: tuple[Asked, ...]
    experience: AskedExperience | None
    education: AskedEducation | None
    level: AskedLevel | None
    pay: Pay | None
    location: Location | None


@dataclass(frozen=True, slots=True, eq=False)
class CueWords:
    """Cues of what follows in a clause and of what went before."""

    forward: tuple[str, ...]
    backward: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class WordingWords:
    """How sentences and lists of adverts are worded; see `adverts.toml`."""

    asking: tuple[str, ...]
    employer: tuple[str, ...]
    offers: tuple[str, ...]
    demands: tuple[str, ...]
    verbs: tuple[str, ...]
    closing: tuple[str, ...]
    openers: tuple[str, ...]
    joints: frozenset[str]
    abbreviations: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class ChoiceWords:
    """What joins the items of a list, and what makes one of them enough."""

    one_of: tuple[str, ...]
    examples: tuple[str, ...]
    open_ends: tuple[str, ...]
    either: frozenset[str]
    both: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class YearWords:
    """Numbers by name, and what makes a duration experience, or experience in general, or neither."""

    numbers: Mapping[str, int]
    not_behind: tuple[str, ...]
    not_before: tuple[str, ...]
    experience: tuple[str, ...]
    general: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class AdvertTitleWords:
    """What stands before and behind titles, `openings` only at the start of a sentence."""

    leads: tuple[str, ...]
    leads_to_many: tuple[str, ...]
    openings: tuple[str, ...]
    tails: tuple[str, ...]
    praise: tuple[str, ...]
    levels: Mapping[Seniority, tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class AdvertDegreeWords:
    """Degrees by level; `short` forms count in these letters only, and beside one of `beside`."""

    levels: Mapping[EducationLevel, tuple[str, ...]]
    short: Mapping[EducationLevel, tuple[str, ...]]
    beside: tuple[str, ...]
    fields: tuple[str, ...]
    same: Mapping[str, str]
    equivalents: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PayWords:
    """`currencies` gives ISO 4217 codes by sign or word; `scales` are too much for a person."""

    currencies: Mapping[str, str]
    periods: Mapping[PayPeriod, tuple[str, ...]]
    cues: tuple[str, ...]
    not_pay: tuple[str, ...]
    scales: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class LocationWords:
    """`modes` count anywhere, `alone` only by themselves; `leads` and `tails` stand around places."""

    modes: Mapping[WorkMode, tuple[str, ...]]
    alone: Mapping[WorkMode, tuple[str, ...]]
    leads: tuple[str, ...]
    tails: tuple[str, ...]
    not_places: frozenset[str]
    states: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class AdvertWords:
    """The words of `adverts.toml`. Compared by identity; `weaker` lowers an importance by a step."""

    headings: Mapping[AdvertPart, tuple[str, ...]]
    importance: Mapping[Importance, CueWords]
    weaker: CueWords
    wording: WordingWords
    choices: ChoiceWords
    years: YearWords
    titles: AdvertTitleWords
    degrees: AdvertDegreeWords
    pay: PayWords
    location: LocationWords
