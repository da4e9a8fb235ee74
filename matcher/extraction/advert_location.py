"""Where the work of an advert is done."""

import re
from collections.abc import Iterator, Sequence

from matcher.domain.advert import AdvertPart, Evidence, Location, LocationWords, WorkMode
from matcher.extraction.advert_items import Item
from matcher.extraction.phrase_pattern import phrase_pattern

_NAME = r"[A-ZÀ-Ý][\w'.’-]+(?:[ ](?:am|an der|de|la|of|upon)?[ ]?[A-ZÀ-Ý][\w'’-]+){0,2}"
_PLACE = rf"(?P<place>{_NAME}(?:,\s(?:[A-Z]{{2}}\b|{_NAME}))?)"
_FIRST_ITEMS = 4
_LONGEST_NAME = 60
_MARKS = "(,|•:–—/- "


class LocationFinder:
    """Finds places and modes of work with one set of words."""

    def __init__(self, words: LocationWords) -> None:
        self._modes = [(mode, phrase_pattern(words.modes[mode])) for mode in reversed(WorkMode)]
        self._alone = [
            (
                mode,
                re.compile(
                    rf"(?:^|[(,|•:–—/-]\s*){phrase_pattern(words.alone[mode]).pattern}(?=\s*(?:$|[),.;|•/–—-]))",
                    re.IGNORECASE,
                ),
            )
            for mode in WorkMode
        ]
        self._bare = [(mode, phrase_pattern((*words.alone[mode], *words.modes[mode]))) for mode in WorkMode]
        leads, tails = phrase_pattern(words.leads).pattern, phrase_pattern(words.tails).pattern
        self._led = re.compile(
            rf"(?i:{leads})\s+(?:the\s|downtown\s|our\s)?{_PLACE}(?P<tail>\s(?i:{tails}))?"
        )
        no_place = "|".join(map(re.escape, sorted(words.not_places)))
        states = "|".join(sorted(words.states))
        self._in_state = re.compile(rf"(?<![\w])(?!(?i:{no_place})\s){_NAME},\s?(?:{states})\b")
        self._needs_tail = re.compile(r"(?i:in our|role in|position in|office in)\s")
        self._not_places = words.not_places

    def location(self, items: Sequence[Item]) -> Location | None:
        """The place and mode that are named first and most plainly; None where there is neither."""
        name = next(self._names(items), None)
        mode, said = next(self._modes_said(items), (None, None))
        if name is None and mode is None:
            return None
        return Location(name.surface if name else None, mode, tuple(each for each in (name, said) if each))

    def _modes_said(self, items: Sequence[Item]) -> Iterator[tuple[WorkMode, Evidence]]:
        labelled = [item for item in items if item.part is AdvertPart.LOCATION]
        for patterns, among in ((self._bare, labelled), (self._modes, items), (self._alone, items)):
            for item in among:
                for mode, pattern in patterns:
                    if found := pattern.search(item.text):
                        yield mode, item.quote(*_trimmed(found))

    def _names(self, items: Sequence[Item]) -> Iterator[Evidence]:
        for item in items:
            if item.part is AdvertPart.LOCATION:
                yield from self._labelled(item)
        for position, item in enumerate(items):
            if item.part is not AdvertPart.BOILERPLATE:
                yield from self._said(item)
                if position < _FIRST_ITEMS and (match := self._in_state.search(item.text)):
                    yield item.quote(*match.span())

    def _labelled(self, item: Item) -> Iterator[Evidence]:
        said = item.text
        for _, pattern in self._bare:
            said = pattern.sub(lambda match: " " * len(match[0]), said)
        match = re.search(r"[^\W\d_][^\n(;|]*", said)
        if match and len(name := match[0].rstrip(" ,-–/")) <= _LONGEST_NAME:
            yield item.quote(match.start(), match.start() + len(name))

    def _said(self, item: Item) -> Iterator[Evidence]:
        for match in self._led.finditer(item.text):
            if self._is_place(match):
                yield item.quote(match.start("place"), match.start("place") + len(match["place"].rstrip(".")))

    def _is_place(self, match: re.Match[str]) -> bool:
        first = re.split(r"[\s,]", match["place"].lower(), maxsplit=1)[0]
        if first in self._not_places:
            return False
        return match["tail"] is not None or "," in match["place"] or not self._needs_tail.match(match[0])


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    """The span without the marks that set a word alone."""
    return match.start() + len(match[0]) - len(match[0].lstrip(_MARKS)), match.end()
