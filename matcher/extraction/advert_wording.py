"""How much an advert leans on what it names, by the words around it and the part it stands in.

A cue speaks of what follows, or of what went before, within its clause, as those of `assertions` do within
their sentence. A clause ends at a semicolon, a bracket, or a comma behind which a new cue begins.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from matcher.domain.advert import AdvertPart, AdvertWords
from matcher.domain.role import Importance
from matcher.extraction.advert_items import Item
from matcher.extraction.phrase_pattern import phrase_pattern

_STEPS = (Importance.ESSENTIAL, Importance.IMPORTANT, Importance.USEFUL)
_PRECEDENCE = (Importance.USEFUL, Importance.ESSENTIAL, Importance.IMPORTANT)
_BY_PART = {
    AdvertPart.REQUIRED: Importance.ESSENTIAL,
    AdvertPart.WANTED: Importance.IMPORTANT,
    AdvertPart.PREFERRED: Importance.USEFUL,
    AdvertPart.DUTIES: Importance.USEFUL,
}
_END = re.compile(r"[;()]|\.\s|\s[–—]\s|\bbut\b", re.IGNORECASE)
_COMMA = re.compile(r",\s+(?:and\s+|or\s+)?")
_YEARS = re.compile(r"\d{1,2}\s?\+?\s?(?:years?|yrs?)\b", re.IGNORECASE)
_CHOICE = re.compile(r"\b(?:or|and)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Said:
    importance: Importance | None
    start: int
    end: int


class Wording:
    """The cues of `adverts.toml`, compiled."""

    def __init__(self, words: AdvertWords) -> None:
        self._forward = [(each, phrase_pattern(words.importance[each].forward)) for each in _PRECEDENCE]
        self._backward = [(each, phrase_pattern(words.importance[each].backward)) for each in _PRECEDENCE]
        self._weaker = phrase_pattern((*words.weaker.forward, *words.weaker.backward))
        self._asking = phrase_pattern(words.wording.asking)
        self._employer = phrase_pattern(words.wording.employer)
        self._offers = phrase_pattern(words.wording.offers)
        self._demands = phrase_pattern(words.wording.demands)
        self._verbs = phrase_pattern((*words.wording.verbs, *map(_third_person, words.wording.verbs)))
        self._closing = phrase_pattern(words.wording.closing)

    def closes(self, item: Item) -> bool:
        """Whether the advert speaks of other things from here to its next heading."""
        return self._closing.search(item.text) is not None

    def demands(self, item: Item) -> bool:
        """Whether the item asks for something by its first words, wherever it stands."""
        is_elsewhere = item.part in {AdvertPart.DUTIES, AdvertPart.OPENING, AdvertPart.SUMMARY}
        return is_elsewhere and (_YEARS.match(item.text) or self._demands.match(item.text)) is not None

    def opens_with_a_duty(self, item: Item) -> bool:
        """Whether the item, in no part of its own, begins as duties do."""
        return item.part in {AdvertPart.OPENING, AdvertPart.SUMMARY} and bool(self._verbs.match(item.text))

    def asks(self, item: Item) -> bool:
        """Whether the item says anything of the work or of who is wanted for it."""
        if item.part is AdvertPart.BOILERPLATE or self._offers.search(item.text):
            return False
        if item.part in _BY_PART:
            return True
        if not self._asking.search(item.text):
            return False
        said = any(pattern.search(item.text) for _, pattern in self._forward)
        return said or not self._employer.search(item.text)

    def has_part_or_cue(self, item: Item) -> bool:
        """Whether `importance` of anything in the item is more than a default."""
        patterns = (pattern for _, pattern in (*self._forward, *self._backward))
        return item.part in _BY_PART or any(each.search(item.text) for each in patterns)

    def importance(self, item: Item, start: int, end: int) -> Importance:
        """Of what stands at `item.text[start:end]`."""
        usual = _BY_PART.get(item.part)
        first, last = self._clause(item, start, end)
        said = self._said_behind(item, start, end, last) or self._said_before(item.text, first, start)
        if said is None or (said is Importance.IMPORTANT and usual is not None):
            said = usual or said or Importance.USEFUL
        if said is not Importance.USEFUL and self._weaker.search(item.text, first, last):
            return _STEPS[min(_STEPS.index(said) + 1, len(_STEPS) - 1)]
        return said

    def _said_before(self, text: str, first: int, start: int) -> Importance | None:
        for importance, pattern in self._forward:
            if pattern.search(text, first, start):
                return importance
        return None

    def _said_behind(self, item: Item, start: int, end: int, last: int) -> Importance | None:
        if bracketed := _bracket_before(item, start):
            outside = [each for each in self._all_behind(item.text, 0, bracketed) if each.end == bracketed]
            if outside and self._nearest_behind(item.text, end, last) is None:
                return outside[0].importance
        elif bracket := re.compile(r"\s*\(([^()]*)\)").match(item.text, end):
            inside = self._nearest_behind(item.text, bracket.start(1), bracket.end(1))
            if inside and item.text[bracket.start(1) : inside.start].strip() == "":
                return inside.importance
        found = self._nearest_behind(item.text, end, last)
        if found is None or self._speaks_of_last_only(item.text, end, found):
            return None
        return found.importance

    def _nearest_behind(self, text: str, end: int, last: int) -> _Said | None:
        found = self._all_behind(text, end, last)
        return min(found, key=lambda said: (said.start, -said.end), default=None)

    def _all_behind(self, text: str, end: int, last: int) -> list[_Said]:
        return [
            _Said(importance, match.start(), match.end())
            for importance, pattern in self._backward
            if importance is not Importance.IMPORTANT
            for match in pattern.finditer(text, end, last)
        ]

    def _speaks_of_last_only(self, text: str, end: int, found: _Said) -> bool:
        """'Experience with Python, R experience a plus': the cue's own noun begins behind the comma."""
        commas = list(_COMMA.finditer(text, end, found.start))
        if not commas:
            return False
        tail = text[commas[-1].end() : found.start]
        is_joined = _CHOICE.search(text[commas[-1].start() : found.start]) is not None
        return not is_joined and re.search(r"\b(?:experience|knowledge|skills?)\b", tail) is not None

    def _clause(self, item: Item, start: int, end: int) -> tuple[int, int]:
        bounds = sorted(self._bounds(item))
        position = bisect_right(bounds, start)
        first = bounds[position - 1] if position else 0
        last = next((bound for bound in bounds[position:] if bound >= end), len(item.text))
        return first, last

    def _bounds(self, item: Item) -> Iterator[int]:
        yield from (match.end() for match in _END.finditer(item.text))
        for match in _COMMA.finditer(item.text):
            openers = (*(pattern for _, pattern in self._forward), self._weaker)
            if any(pattern.match(item.text, match.end()) for pattern in openers):
                yield match.end()
        for importance, pattern in self._backward:
            if importance is not Importance.IMPORTANT:
                yield from (
                    match.end()
                    for match in pattern.finditer(item.text)
                    if match.end() < len(item.text) and item.text[match.end()] in ",;"
                )


def _bracket_before(item: Item, start: int) -> int | None:
    """Where the text ends before the bracket that `start` stands in; None outside of any."""
    before = item.text[:start]
    if before.count("(") <= before.count(")"):
        return None
    return len(before[: before.rfind("(")].rstrip())


def _third_person(verb: str) -> str:
    """'Identifies trends' tells a duty as 'Identify trends' does."""
    first, blank, rest = verb.partition(" ")
    stem = first[:-1] + "i" if first.endswith("y") and first[-2] not in "aeiou" else first
    return f"{stem}{'es' if stem.endswith(('i', 's', 'ch', 'sh')) else 's'}{blank}{rest}"
