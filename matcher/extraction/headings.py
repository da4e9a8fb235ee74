"""What makes a line, or the beginning or the end of one, a heading."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache

from matcher.domain.extraction import SectionName
from matcher.extraction.lines import Line

_MARKS = r"[^\w(\[\"'“‘]*(?:(?:\d{1,2}|[IVX]{1,4}|[A-H])[.)]\s+)?[^\w(\[\"'“‘]*"
_WHOLE = re.compile(rf"(?P<marks>{_MARKS})(?P<phrase>.*?)(?P<tail>[\W_]*(?:\d[\W_]*)?)")
_BULLETS = "•●▪■◦‣➢✓✔❖♦·*~"
_INLINE = re.compile(
    rf"(?P<marks>{_MARKS})(?P<phrase>[^\W\d_][^:{_BULLETS}\n]{{2,45}}?)\s*"
    rf"(?P<sign>[:{_BULLETS}](?:\s?-)?|\s[-–—−](?=\s))\s*(?=\S)"
)
_SPACED = re.compile(r"\S(?:\s{1,3}\S){3,}")
_JOINTS = re.compile(r"\s*(?:\band\b|[/,+|])\s*")
_ENDS_WITH_MARK = re.compile(r"[:\-–—]\W*$")
_EMPHASIS = re.compile(r"\W*(?:#|\*\*|__|==)")
_LONGEST_HEADING, _LONGEST_QUALIFIER, _FLATTENED = 60, 4, 80
_SMALL_WORDS = frozenset({"and", "the", "in", "&", "with", "for"})


class Form(Enum):
    """LINE stands alone, INLINE before its body, TRAILING behind other text; OPENING is 'company - '."""

    LINE = auto()
    INLINE = auto()
    TRAILING = auto()
    OPENING = auto()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of `name` from `start`; the section's body starts at `body_start`."""

    name: SectionName
    start: int
    body_start: int
    form: Form
    is_label: bool = False
    in_capitals: bool = False
    follows_blank: bool = False


@dataclass(frozen=True, slots=True)
class HeadingTable:
    """The headings by normalised phrase; see `sections.toml` for the notation that they come from."""

    whole: dict[str, SectionName] = field(default_factory=dict)
    labels: dict[str, SectionName] = field(default_factory=dict)
    families: dict[str, SectionName] = field(default_factory=dict)
    trailing: dict[str, SectionName] = field(default_factory=dict)
    opening: dict[str, SectionName] = field(default_factory=dict)
    squeezed: dict[str, SectionName] = field(default_factory=dict)

    def read(self, line: Line, *, first: bool, follows_blank: bool) -> list[Heading]:
        """The headings in `line`; the `first` line may run on without a sign behind its heading."""
        trailing = self._trailing(line)
        if trailing and trailing.start == line.start:
            return [trailing]
        heading = (
            self._whole_line(line, follows_blank=follows_blank)
            or self._inline(line, follows_blank=follows_blank)
            or (self._running_on(line) if first and len(line.text) > _FLATTENED else None)
        )
        return [found for found in (heading, trailing) if found]

    def read_rail(self, line: Line) -> Heading | None:
        """'Experience Staff Engineer ...': a one-word heading and its section's text on one line."""
        word, _, rest = line.text.partition(" ")
        name = self.whole.get(word.casefold())
        if name is None or not word[:1].isupper() or not rest[:1].isupper():
            return None
        return Heading(name, line.start, line.start + len(word), Form.INLINE)

    def _whole_line(self, line: Line, *, follows_blank: bool) -> Heading | None:
        match = _WHOLE.fullmatch(line.text) if len(line.text) <= _LONGEST_HEADING else None
        if match is None or not match["phrase"]:
            return None
        phrase = match["phrase"]
        name, is_label = self._look_up(phrase)
        if name is None and not match["marks"].strip():
            name = self._of_family(phrase) or self._of_squeezed(phrase)
        if name is None or not _is_set_off(line.text, phrase, follows_blank=follows_blank):
            return None
        return Heading(name, line.start, line.end, Form.LINE, is_label, phrase.isupper(), follows_blank)

    def _inline(self, line: Line, *, follows_blank: bool) -> Heading | None:
        match = _INLINE.match(line.text[: 2 * _LONGEST_HEADING])
        if match is None:
            return None
        phrase, body_start = match["phrase"], line.start + match.end()
        if name := self.opening.get(f"{phrase} {match['sign'].strip()}".casefold()):
            return Heading(name, line.start, body_start, Form.OPENING)
        name, is_label = self._look_up(phrase)
        states_years = name is SectionName.EXPERIENCE and line.text[match.end()].isdigit()
        listed = match["marks"].strip() and not match["sign"].startswith(":")
        if name is None or states_years or listed or not phrase[0].isupper():
            return None
        return Heading(name, line.start, body_start, Form.INLINE, is_label, phrase.isupper(), follows_blank)

    def _trailing(self, line: Line) -> Heading | None:
        text = line.text.rstrip(" :-")
        for phrase, name in self.trailing.items():
            start = len(text) - len(phrase)
            if text.casefold().endswith(phrase) and text[start].isupper():
                return Heading(name, line.start + start, line.end, Form.TRAILING)
        return None

    def _running_on(self, line: Line) -> Heading | None:
        words = line.text.split(maxsplit=_LONGEST_QUALIFIER)
        for count in range(min(_LONGEST_QUALIFIER, len(words) - 1), 0, -1):
            phrase, rest = " ".join(words[:count]), words[count]
            name, _ = self._look_up(phrase)
            if name and phrase[0].isupper() and not rest[0].islower():
                return Heading(name, line.start, line.start + line.text.index(rest, len(phrase)), Form.INLINE)
        return None

    def _look_up(self, phrase: str) -> tuple[SectionName | None, bool]:
        """The section of a phrase or of several joined ones, and whether it is a mere label."""
        normalised = _normalised(phrase)
        if name := self.whole.get(normalised):
            return name, False
        if name := self.labels.get(normalised):
            return name, True
        parts = [part for part in _JOINTS.split(normalised) if part]
        names = [self.whole.get(part) or self.labels.get(part) for part in parts]
        if len(parts) > 1 and all(names):
            return names[0], any(part in self.labels for part in parts)
        return None, False

    def _of_family(self, phrase: str) -> SectionName | None:
        words = phrase.replace("/", " ").split()
        if not 1 < len(words) <= _LONGEST_QUALIFIER + 2 or not all(map(_is_capitalised, words)):
            return None
        normalised = _normalised(phrase)
        return next((name for last, name in self.families.items() if normalised.endswith(last)), None)

    def _of_squeezed(self, phrase: str) -> SectionName | None:
        return (
            self.squeezed.get(re.sub(r"\s", "", _normalised(phrase))) if _SPACED.fullmatch(phrase) else None
        )


def _is_capitalised(word: str) -> bool:
    return word.lower() in _SMALL_WORDS or (
        word[0].isupper() and word.replace("-", "").replace("&", "").isalpha()
    )


def _is_set_off(line: str, phrase: str, *, follows_blank: bool) -> bool:
    """A wrapped sentence may leave 'experience' or 'Skills.' alone on a line, which then is no heading."""
    if _EMPHASIS.match(line) or _ENDS_WITH_MARK.search(line):
        return True
    if line.endswith((".", ",", ";", ")")) and not phrase.isupper():
        return False
    return phrase[0].isupper() or (follows_blank and not line.endswith("."))


def _normalised(phrase: str) -> str:
    return " ".join(phrase.casefold().replace("&", " and ").replace("’", "'").split())


@lru_cache(maxsize=8)
def heading_table(headings: tuple[tuple[str, tuple[str, ...]], ...]) -> HeadingTable:
    """Sort the phrases by notation. Raises ValueError for the name of an unknown section."""
    table = HeadingTable()
    for name, listed in headings:
        for phrase in listed:
            _enter(table, phrase, SectionName(name))
    return table


def _enter(table: HeadingTable, phrase: str, name: SectionName) -> None:
    mark, _, rest = phrase.partition(" ")
    kinds: Mapping[str, dict[str, SectionName]] = {
        "~": table.labels,
        "*": table.families,
        "...": table.trailing,
    }
    if phrase.endswith(" -"):
        table.opening[phrase] = name
    elif mark in kinds:
        kinds[mark][rest if mark != "*" else f" {rest}"] = name
    else:
        table.whole[phrase] = name
        table.squeezed[phrase.replace(" ", "")] = name
