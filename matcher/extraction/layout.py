"""Lines and sentences of a text, and which of its lines list skills."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from matcher.domain.extraction import Section, SectionName

_SENTENCE_END = re.compile(r"[.!?;](?=\s)|\n\s*\n|\n\s*(?=[•●▪■◦‣⁃*✓➢►\-–]\s)|\n(?=[^\n:]{2,40}:\s)")
_LABEL = re.compile(
    r"\s*+[•●▪■◦‣*\-–]?\s*+((?<=[^\S\n]|[•●▪■◦‣*\-–])[^:\n]|[^:\n]{2,60}):"  # what is passed over counts
)
_LABEL_ALONE = re.compile(_LABEL.pattern + r"\s*")
_SEPARATORS = re.compile(r"[,;|•●/]|\s{3,}|\t")
_LISTED_SECTIONS = frozenset({SectionName.SKILLS})
_ITEMS_OF_A_LIST = 3
_WRAPPED_FROM = 50
_WORDS_PER_ITEM = 3.5
_LONGEST_BRACKET = 200
_BLANK_LINE = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where lines, sentences and sections of `text` start, in rising order."""

    text: str
    lines: tuple[int, ...]
    sentences: tuple[int, ...]
    sections: tuple[Section, ...]
    list_labels: frozenset[str]
    _labelled: dict[int, bool] = field(default_factory=dict, repr=False, compare=False)
    _listed: dict[int, bool] = field(default_factory=dict, repr=False, compare=False)

    def section_at(self, offset: int) -> SectionName:
        number = bisect_right(self.sections, offset, key=lambda section: section.start) - 1
        return self.sections[max(number, 0)].name if self.sections else SectionName.OTHER

    def line_at(self, offset: int) -> tuple[int, int]:
        """Start and end of the line that `offset` stands on."""
        return _part(self.lines, offset, len(self.text))

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """Start and end of the sentence, list item or block that `offset` stands in."""
        return _part(self.sentences, offset, len(self.text))

    def lists_skills(self, offset: int) -> bool:
        """Whether the line of `offset` is in a skills section, or behind or below a label: 'Tools:'."""
        if self.section_at(offset) in _LISTED_SECTIONS:
            return True
        start, end = self.line_at(offset)
        if start not in self._labelled:
            self._labelled[start] = self._is_labelled(start, end)
        return self._labelled[start]

    def _is_labelled(self, start: int, end: int) -> bool:
        label = _LABEL.match(self.text, start, end) or self._label_above(start)
        return label is not None and not self.list_labels.isdisjoint(_words(label[1]))

    def _label_above(self, start: int) -> re.Match[str] | None:
        """The label that fills the line above the one that starts at `start`."""
        above, _ = self.line_at(start - 1) if start else (0, 0)
        return _LABEL_ALONE.fullmatch(self.text, above, start)

    def is_list(self, offset: int) -> bool:
        """Whether its line, or what its brackets hold, is mostly short items between commas or the like."""
        start, end = self.line_at(offset)
        if start not in self._listed:
            self._listed[start] = _holds_items(self.text[start:end])
        return self._listed[start] or _holds_items(self._bracketed(offset))

    def _bracketed(self, offset: int) -> str:
        """What stands between the brackets around `offset`; nothing where there are none."""
        opening = self.text.rfind("(", max(0, offset - _LONGEST_BRACKET), offset)
        closing = self.text.find(")", opening, opening + _LONGEST_BRACKET) if opening >= 0 else -1
        return self.text[opening + 1 : closing] if closing > offset else ""

    def is_torn(self, start: int, end: int) -> bool:
        """Whether a blank line, a heading or its end parts `text[start:end]`."""
        if "\n" not in self.text[start:end]:
            return False
        if _BLANK_LINE.search(self.text, start, end):
            return True
        return any(start < edge < end for part in self.sections for edge in (part.start, part.body_start))


def lay_out(text: str, sections: tuple[Section, ...], list_labels: frozenset[str]) -> Layout:
    """Find the lines and sentences of `text`."""
    lines = (0, *(match.end() for match in re.finditer("\n", text)))
    ends = {match.end() for match in _SENTENCE_END.finditer(text)}
    sentences = tuple(sorted({0, *ends, *_after_short_lines(text, lines)}))
    return Layout(text, lines, sentences, sections, list_labels)


def _holds_items(line: str) -> bool:
    items = _SEPARATORS.split(line)
    words = sum(len(item.split()) for item in items)
    return len(items) >= _ITEMS_OF_A_LIST and words / len(items) <= _WORDS_PER_ITEM


def _after_short_lines(text: str, lines: tuple[int, ...]) -> Iterator[int]:
    """A line that stops far from the margin was not wrapped, where the next begins with a capital."""
    for start, following in pairwise(lines):
        if following - start < _WRAPPED_FROM and text[following : following + 1].isupper():
            yield following


def _part(starts: tuple[int, ...], offset: int, length: int) -> tuple[int, int]:
    number = max(bisect_right(starts, offset) - 1, 0)
    end = starts[number + 1] if number + 1 < len(starts) else length
    return starts[number], end


def _words(label: str) -> set[str]:
    words = re.findall(r"[\w-]+", label.lower())
    return {*words, *(f"{first} {second}" for first, second in pairwise(words))}
