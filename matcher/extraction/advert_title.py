"""The job title of an advert and the level it names."""

import re
from collections.abc import Iterable, Iterator, Sequence

from matcher.domain.advert import AdvertPart, AdvertTitleWords, AskedLevel, Evidence
from matcher.domain.role import Seniority
from matcher.domain.words import WorkWords
from matcher.extraction.advert_items import Item
from matcher.extraction.phrase_pattern import phrase_pattern

_LONGEST, _MOST_WORDS, _FIRST_ITEMS = 90, 8, 3
_CUT = re.compile(
    r"\s*(?:[(\[|@•:]|\s[–—-]+\s|,?\s(?:at|for|in|with|to|who|on|that|within)\s|(?<![JjSs][Rr])[.!?]\s|,\s(?=(?:[A-Z][a-z]+\s?){1,3},?\s[A-Z]{2}\b))"
)
_LEVEL = re.compile(r"[\w-]+[ -]level\b|level:\s*[\w -]+|\bseniority[^.\n]{0,30}", re.IGNORECASE)
_JOINT_END = re.compile(r"(?:\s(?:and|or|of|&|/))+\s*$")
_WORD = r"[A-Z][\w+#.&/'-]*|of|and|&|/|-|III?|IV"
_ANY_WORD = r"(?!(?:a|an|to|for|in|on|that|this|the|who|with|you|your|our|we|will|is)\b)[\w+#&/'.-]+,?"
_LEVELS_IN_TEXT = (AdvertPart.TITLE, AdvertPart.OPENING, AdvertPart.SUMMARY)


class TitleFinder:
    """Finds titles with one set of words."""

    def __init__(self, words: AdvertTitleWords, work: WorkWords, known: Iterable[str]) -> None:
        """`known` titles count wherever they stand, where no place tells which is meant."""
        self._known = phrase_pattern(known)
        self._is_title = phrase_pattern(work.titles)
        leads, praise = phrase_pattern(words.leads).pattern, phrase_pattern(words.praise).pattern
        openings, last = phrase_pattern(words.openings).pattern, phrase_pattern(work.titles).pattern
        praised = rf"\s+(?:(?i:{praise})(?:,|\sand|\s&)?\s+)*"
        title = (
            rf"{praised}(?P<title>(?:{_ANY_WORD}\s){{0,5}}?(?i:{last})"
            rf"(?:(?:\s|,\s?|\s?/\s?)(?:{_WORD})(?=\W))*)"
        )
        self._led = re.compile(rf"(?i:{leads}){title}")
        one_of_many = phrase_pattern(f"{each}s" for each in work.titles).pattern
        to_many = phrase_pattern(words.leads_to_many).pattern
        self._led_to_many = re.compile(
            rf"(?i:{to_many}){praised}(?P<title>(?:{_ANY_WORD}\s){{0,4}}?(?i:{one_of_many}))"
        )
        self._opened = re.compile(rf"(?i:{openings}){title}")
        self._tails = re.compile(
            rf"[\s,(/–—-]*(?:{phrase_pattern(words.tails).pattern})[\s)]*$", re.IGNORECASE
        )
        self._levels = [(level, phrase_pattern(words.levels.get(level, ()))) for level in reversed(Seniority)]

    def title(self, items: Sequence[Item]) -> Evidence | None:
        """The title by its label, as the first line, or as the text names it; None where none is found."""
        for item, start, end in self._spans(items):
            said = self._bare(item.text[start:end])
            if self._reads_like_one(said):
                return item.quote(start, start + len(said))
        return None

    def _bare(self, said: str) -> str:
        """Without the place, the employer and the terms that stand behind a title."""
        cut = _CUT.search(said)
        said = said[: cut.start()] if cut and cut.start() else said
        while tail := self._tails.search(said):
            said = said[: tail.start()]
        return _JOINT_END.sub("", said).rstrip(" ,.-–—/:&")

    def _spans(self, items: Sequence[Item]) -> Iterator[tuple[Item, int, int]]:
        yield from ((item, 0, len(item.text)) for item in items if item.part is AdvertPart.TITLE)
        for item in items[:_FIRST_ITEMS]:
            if len(item.text) <= _LONGEST and item.part in _LEVELS_IN_TEXT:
                yield item, 0, len(item.text)
        telling = [item for item in items if item.part is not AdvertPart.BOILERPLATE]
        for item in telling:
            yield from ((item, *match.span("title")) for match in self._led.finditer(item.text))
        for item in telling:
            if match := self._opened.match(item.text):
                yield item, *match.span("title")
        for item in telling:
            yield from ((item, *match.span()) for match in self._known.finditer(item.text))
        for item in telling:
            for match in self._led_to_many.finditer(item.text):
                yield item, match.start("title"), match.end("title") - len("s")

    def _reads_like_one(self, said: str) -> bool:
        words = said.split()
        if not 0 < len(words) <= _MOST_WORDS:
            return False
        if not said[0].isupper():
            return len(words) > 1 and self._ends_with_title(said)
        small = sum(word[0].islower() and word not in {"and", "of"} for word in words)
        return self._is_title.search(said) is not None and small <= len(words) // 3

    def _ends_with_title(self, said: str) -> bool:
        found = list(self._is_title.finditer(said))
        return bool(found) and found[-1].end() == len(said)

    def level(self, title: Evidence | None, items: Sequence[Item]) -> AskedLevel | None:
        """What the title says; else what the text before the first list says in so many words."""
        if title and (found := self._said(title.surface)):
            seniority, (start, end) = found
            quoted = Evidence(title.surface[start:end], title.start + start, title.start + end)
            return AskedLevel(seniority, quoted)
        for item in items:
            if item.part in _LEVELS_IN_TEXT:
                for match in _LEVEL.finditer(item.text):
                    if found := self._said(match[0]):
                        seniority, (start, end) = found
                        return AskedLevel(seniority, item.quote(match.start() + start, match.start() + end))
        return None

    def _said(self, words: str) -> tuple[Seniority, tuple[int, int]] | None:
        for seniority, pattern in self._levels:
            if match := pattern.search(words):
                return seniority, match.span()
        return None
