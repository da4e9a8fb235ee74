"""The education that an advert asks for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matcher.domain.advert import AdvertDegreeWords, AskedEducation
from matcher.domain.extraction import EducationLevel
from matcher.domain.role import Importance
from matcher.extraction.advert_items import Item
from matcher.extraction.advert_wording import Wording
from matcher.extraction.phrase_pattern import phrase_pattern

_FEW_WORDS = re.compile(r"(?:[\w/]+\s){0,4}\(?$")
_EXPERIENCE = re.compile(
    r"\d\+? ?(?:years?|yrs?)|\b(?:with|plus|and)\s+(?:\w+\s){0,3}experience", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Degree:
    level: EducationLevel
    item: Item
    start: int
    end: int


class DegreeFinder:
    """Finds degrees with one set of words."""

    def __init__(self, words: AdvertDegreeWords, look_alikes: Sequence[str]) -> None:
        self._same = words.same
        self._levels = {form: level for level, forms in words.levels.items() for form in forms}
        self._forms = phrase_pattern(self._levels)
        self._short_levels = {form: level for level, forms in words.short.items() for form in forms}
        short = "|".join(self._short_levels)
        beside = "|".join(words.beside)
        self._short = re.compile(
            rf"(?<![\w.-])(?:(?<=/)|(?<=\bor )|(?=(?:{short})(?:\s?[/,(]|\s(?:{beside})\b)))"
            rf"({short})(?![\w-])"
        )
        self._fields = phrase_pattern(words.fields)
        self._equivalent = phrase_pattern(words.equivalents)
        self._look_alike = phrase_pattern(look_alikes)

    def education(self, items: Sequence[Item], wording: Wording) -> AskedEducation | None:
        """The lowest degree that is required, or else that is preferred; None where none is named."""
        degrees = [degree for item in items for degree in self._degrees(item)]
        if not degrees:
            return None
        required = [each for each in degrees if not _is_useful(each, wording)]
        lowest = min(required or degrees, key=lambda each: each.level.rank)
        item = lowest.item
        at_issue = [(each.start, each.end) for each in degrees if each.item is item]
        subjects = self._subjects(item)
        return AskedEducation(
            level=lowest.level,
            fields=self._fields_named(item, subjects),
            preferred=not required,
            or_equivalent=self._equivalent.search(item.text) is not None,
            evidence=tuple(item.quote(*span) for span in (*at_issue, *subjects)),
        )

    def spans(self, item: Item) -> list[tuple[int, int]]:
        """Where degrees and their subjects are named: 'a degree in statistics' asks for no skill."""
        degrees = [(each.start, each.end) for each in self._degrees(item)]
        return [*degrees, *(self._subjects(item) if degrees else ())]

    def _degrees(self, item: Item) -> Iterator[_Degree]:
        said = self._look_alike.sub(lambda match: "\x00" * len(match[0]), item.text)
        for match in self._forms.finditer(said):
            yield _Degree(self._levels[" ".join(match[0].lower().split())], item, *match.span())
        for match in self._short.finditer(said):
            yield _Degree(self._short_levels[match[1]], item, *match.span(1))

    def _subjects(self, item: Item) -> list[tuple[int, int]]:
        """Where fields are named beside the degrees: a few words before, up to experience behind."""
        first = min(each.start for each in self._degrees(item))
        before = _FEW_WORDS.search(item.text[:first])
        stop = _EXPERIENCE.search(item.text, first)
        start, end = before.start() if before else first, stop.start() if stop else len(item.text)
        return [match.span() for match in self._fields.finditer(item.text, start, end)]

    def _fields_named(self, item: Item, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
        names = (" ".join(item.text[start:end].lower().split()) for start, end in spans)
        return tuple(dict.fromkeys(self._same.get(name, name) for name in names))


def _is_useful(degree: _Degree, wording: Wording) -> bool:
    if not wording.has_part_or_cue(degree.item):
        return False
    return wording.importance(degree.item, degree.start, degree.end) is Importance.USEFUL
