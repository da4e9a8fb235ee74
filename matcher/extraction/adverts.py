"""Reads a job advert: what it asks for, how much, for how long, and where and for what it is."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace

from matcher.domain.advert import Advert, AdvertPart, Asked, AskedExperience, Evidence
from matcher.domain.extraction import Extraction, Mention
from matcher.domain.lexicon import Lexicon
from matcher.domain.skill import Assertion, Skill
from matcher.extraction.advert_choices import ChoiceFinder
from matcher.extraction.advert_degrees import DegreeFinder
from matcher.extraction.advert_items import Item, ItemFinder
from matcher.extraction.advert_location import LocationFinder
from matcher.extraction.advert_parts import HeadingFinder
from matcher.extraction.advert_pay import PayFinder
from matcher.extraction.advert_title import TitleFinder
from matcher.extraction.advert_umbrellas import Umbrellas
from matcher.extraction.advert_wording import Wording
from matcher.extraction.advert_years import Duration, DurationFinder

_LEAST_WORDS_OF_A_DUTY, _LONGEST_DUTY, _MOST_DUTIES = 3, 400, 20
_PLAIN = str.maketrans({"’": "'", "\xa0": " "})


class AdvertReader:
    """Reads adverts with one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = lexicon.advert_words
        self._headings = HeadingFinder(words.headings, words.wording.joints)
        self._items = ItemFinder(words.wording)
        self._wording = Wording(words)
        self._choices = ChoiceFinder(words.choices)
        self._choice_words = words.choices
        self._umbrellas = Umbrellas(lexicon.taxonomy.skills, words.choices)
        self._durations = DurationFinder(words.years)
        self._degrees = DegreeFinder(words.degrees, lexicon.job_words.degrees.look_alikes)
        known = (title for role in lexicon.catalogue.roles.values() for title in role.titles)
        self._titles = TitleFinder(words.titles, lexicon.job_words.work, known)
        self._pay = PayFinder(words.pay)
        self._location = LocationFinder(words.location)

    def with_skills(self, skills: Mapping[str, Skill]) -> "AdvertReader":
        """This reader with other skills; what it has of the words is shared."""
        reader: AdvertReader = copy(self)
        reader._umbrellas = Umbrellas(skills, self._choice_words)
        return reader

    def read(self, original: str, extraction: Extraction) -> Advert:
        """What the text `original` says as an advert; `extraction` names the skills in it."""
        items = self._told(original, extraction)
        asking = [item for item in self._with_duties(items) if self._wording.asks(item)]
        named = [each for each in extraction.mentions if each.assertion is not Assertion.NEGATED]
        asked = [_Asking(item, self._skills(item, named)) for item in asking]
        title = self._titles.title(items)
        return Advert(
            title=title,
            duties=tuple(_duties(asking)),
            asked=tuple(each for one in asked for each in self._asked(one)),
            experience=self._experience(asked),
            education=self._degrees.education(asking, self._wording),
            level=self._titles.level(title, items),
            pay=self._pay.pay(items),
            location=self._location.location(items),
        )

    def _told(self, original: str, extraction: Extraction) -> list[Item]:
        """The items, those behind a closing phrase counted as boilerplate up to the next heading."""
        text = original.translate(_PLAIN)
        names = [range(each.start, each.end) for each in extraction.mentions]
        names += [range(each.start, each.end) for each in extraction.declined]
        told: list[Item] = []
        closed: AdvertPart | None = None
        for item in self._items.items(original, text, self._headings.parts(text), names):
            if item.part is not closed:
                closed = item.part if self._wording.closes(item) else None
            part = AdvertPart.WANTED if self._wording.demands(item) else item.part
            told.append(replace(item, part=AdvertPart.BOILERPLATE if closed else part))
        return told

    def _with_duties(self, items: list[Item]) -> list[Item]:
        """The items; where no heading tells the duties, those that begin as duties do."""
        if any(item.part is AdvertPart.DUTIES for item in items):
            return items
        return [
            replace(item, part=AdvertPart.DUTIES) if self._wording.opens_with_a_duty(item) else item
            for item in items
        ]

    def _skills(self, item: Item, mentions: Sequence[Mention]) -> list[Mention]:
        """The mentions in `item` that are no part of a degree, their offsets counted from its start."""
        studied = self._degrees.spans(item)
        first = bisect_left(mentions, item.start, key=lambda each: each.start)
        last = bisect_left(mentions, item.end, key=lambda each: each.start)
        inside = (
            replace(each, start=each.start - item.start, end=each.end - item.start)
            for each in mentions[first:last]
            if each.end <= item.end
        )
        return [each for each in inside if not any(_overlap(each, *span) for span in studied)]

    def _asked(self, asking: "_Asking") -> Iterator[Asked]:
        item = asking.item
        months = {
            each.start: duration.months for duration, skills in self._durations_of(asking) for each in skills
        }
        groups = list(self._choices.groups(item, asking.skills))
        for group in self._umbrellas.gathered(item.text, groups):
            yield Asked(
                any_of=tuple(dict.fromkeys(each.skill for each in group)),
                importance=self._wording.importance(item, group[0].start, group[0].end),
                months=max((months[each.start] for each in group if each.start in months), default=None),
                part=item.part,
                evidence=tuple(item.quote(each.start, each.end) for each in group),
            )

    def _durations_of(self, asking: "_Asking") -> list[tuple[Duration, tuple[Mention, ...]]]:
        found = self._durations.durations(asking.item)
        return list(self._durations.of_skills(asking.item, found, asking.skills))

    def _experience(self, asked: Sequence["_Asking"]) -> AskedExperience | None:
        """The longest that is asked for in general and is not only wished for; of alternatives, the first."""
        longest: AskedExperience | None = None
        for asking in asked:
            if asking.item.part is AdvertPart.PREFERRED:
                continue
            general = [duration for duration, skills in self._durations_of(asking) if not skills]
            if general and (longest is None or general[0].months > longest.months):
                quoted = asking.item.quote(general[0].start, general[0].end)
                longest = AskedExperience(general[0].months, quoted)
        return longest


@dataclass(frozen=True, slots=True)
class _Asking:
    """An item that asks for something, and the skills it names, their offsets counted from its start."""

    item: Item
    skills: Sequence[Mention]


def _duties(items: Sequence[Item]) -> list[Evidence]:
    duties = [item for item in items if item.part is AdvertPart.DUTIES and len(item.text) <= _LONGEST_DUTY]
    told = [item for item in duties if len(item.text.split()) >= _LEAST_WORDS_OF_A_DUTY]
    return [item.quote(0, len(item.text)) for item in told[:_MOST_DUTIES]]


def _overlap(mention: Mention, start: int, end: int) -> bool:
    return mention.start < end and start < mention.end
