"""Human languages and how well they are spoken: from sections, labelled lines and 'fluent in ...'.

A line 'Languages: Python, Java' names none, as no programming language is among the names looked for, and a
name counts only in these places: 'German customers' elsewhere says nothing of the person.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from matcher.domain.credentials import LanguageWords, SpokenLanguage
from matcher.domain.extraction import Section, SectionName
from matcher.extraction.dates import phrases
from matcher.extraction.lines import Line, find_lines

_LABEL = re.compile(r"[^\w\n]{0,6}([^\W\d_][^:\n–—]{1,30}?)\s*(?:[:–—]|\s-\s|$)")
_MOST_WORDS_BESIDE = 14  # a line of languages holds names, levels and little else
_LINES_BELOW_A_LABEL = 10
_LONGEST_NAME = 2
_JOINTS = (":", "(", "–", "—", "-")
_LEVEL_LABELS = frozenset({"fluency", "level", "proficiency", "speaking"})
_GLUE = re.compile(r"[\s(:–—=|/-]*(?:at\s|level\s|is\s)?[\s(:–—-]*")
_CEFR = re.compile(r"[ABC][12]")
_LISTED = re.compile(r"[\s,/&+]{1,3}(?:and\s|or\s|as well as\s|both\s)?\s?")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A name (`code` set) or a level at `line[start:end]`."""

    start: int
    end: int
    code: str | None
    says: str


class LanguageFinder:
    """Finds human languages by the words of a lexicon."""

    def __init__(self, words: LanguageWords) -> None:
        self._labels = words.labels
        self._levels = words.levels
        names = {
            name.casefold(): (each.code, each.names[0]) for each in words.languages for name in each.names
        }
        self._names = names
        name, level = phrases(tuple(names)), phrases(tuple(words.levels))
        self._name = re.compile(rf"(?<![\w-])(?:{name})(?![\w-])", re.IGNORECASE)
        self._mark = re.compile(
            rf"(?<![\w-])(?:(?P<name>{name})|(?P<level>{level}))(?![\w+#])", re.IGNORECASE
        )
        self._speaking = re.compile(
            rf"\b(?P<said>{phrases(words.speaking)})\s(?:proficiency\s|speaker\s)?(?:(?:of|in|both)\s){{0,2}}"
            rf"(?={name}\b)(?!\w+\s(?:{phrases(words.not_of_speech)})\b)",
            re.IGNORECASE,
        )

    def find(self, text: str, sections: Sequence[Section]) -> tuple[SpokenLanguage, ...]:
        """Each language once, in order, with its level where one is told."""
        if self._name.search(text) is None:
            return ()
        found = [*self._in_lists(text, sections), *self._in_prose(text)]
        best: dict[str, SpokenLanguage] = {}
        for language in found:
            known = best.setdefault(language.code, language)
            if known.level is None and language.level:
                best[language.code] = replace(known, level=language.level)
        return tuple(sorted(best.values(), key=lambda each: each.start))

    def _in_lists(self, text: str, sections: Sequence[Section]) -> Iterator[SpokenLanguage]:
        for section in sections:
            if section.name is SectionName.LANGUAGES:
                yield from self._in_block(
                    line for line in find_lines(text, section.body_start, section.end) if self._may_tell(line)
                )
        lines = find_lines(text)
        for position, line in enumerate(lines):
            label = _LABEL.match(line.text)
            if label is None or " ".join(label[1].casefold().split()) not in self._labels:
                continue
            below = (
                lines[position + 1 : position + 1 + _LINES_BELOW_A_LABEL]
                if label.end() == len(line.text)
                else []
            )
            rest = Line(line.start + label.end(), line.end, line.text[label.end() :])
            yield from self._in_block([rest, *below])

    def _may_tell(self, line: Line) -> bool:
        """Whether it is not merely the name of a language unknown here, among others that are known."""
        return len(line.text.split()) > _LONGEST_NAME or next(self._marks(line.text), None) is not None

    def _in_block(self, lines: Iterable[Line]) -> Iterator[SpokenLanguage]:
        """The languages of lines on end that hold nothing else; the first of them may be empty."""
        open_one: SpokenLanguage | None = None
        for line in lines:
            marks = list(self._marks(line.text))
            if not line.text.strip():
                continue
            if not marks or len(line.text.split()) > _MOST_WORDS_BESIDE + 2 * len(marks):
                break
            spoken = list(_assigned(line, marks, self._names))
            if open_one and not spoken and not _is_of_another(line, marks[0]):  # a level on its own line
                open_one = replace(open_one, level=marks[0].says)
            if open_one:
                yield open_one
            open_one = spoken.pop() if spoken else None
            yield from spoken
        if open_one:
            yield open_one

    def _marks(self, line: str) -> Iterator[_Mark]:
        for match in self._mark.finditer(line):
            if match["name"]:
                yield _Mark(match.start(), match.end(), self._names[_key(match[0])][0], match[0])
            else:
                yield _Mark(match.start(), match.end(), None, self._levels[_key(match[0])])

    def _in_prose(self, text: str) -> Iterator[SpokenLanguage]:
        """'Fluent in German and Dutch': the names that follow on end."""
        for saying in self._speaking.finditer(text):
            if "\n" in saying[0] and _key(saying["said"]) in self._levels:
                continue  # the level of what stands before it: 'German: basic', and below that 'Finnish'
            level = self._level_in(saying["said"])
            position = saying.end()
            while name := self._name.match(text, position):
                code, shown = self._names[_key(name[0])]
                yield SpokenLanguage(code, shown, level, name.start(), name.end())
                joint = _LISTED.match(text, name.end())
                position = joint.end() if joint else len(text)

    def _level_in(self, said: str) -> str | None:
        words = said.casefold().split()
        candidates = [" ".join(words[:count]) for count in range(len(words), 0, -1)] + words
        return next((self._levels[each] for each in candidates if each in self._levels), None)


def _key(surface: str) -> str:
    return " ".join(surface.casefold().split())


def _is_of_another(line: Line, level: _Mark) -> bool:
    """'Klingon: basic', the level of a language that is unknown here, and not 'Level: basic'."""
    before = line.text[: level.start].rstrip()
    name = before.rstrip(" :(–—-").casefold()
    return before.endswith(_JOINTS) and name not in {"", *_LEVEL_LABELS}


def _assigned(
    line: Line, marks: Sequence[_Mark], names: dict[str, tuple[str, str]]
) -> Iterator[SpokenLanguage]:
    """Names with the levels behind them, or before them in a line that begins with a level.

    A level in brackets, behind a colon or a dash belongs to the name before it in either kind of line.
    """
    leads = marks[0].code is None
    running: str | None = None
    for position, mark in enumerate(marks):
        if mark.code is None:
            running = mark.says if leads and not _is_glued(line, marks, position) else running
            continue
        behind = _levels_behind(line, marks, position, leads=leads)
        level = next((each for each in behind if _CEFR.fullmatch(each)), next(iter(behind), running))
        start = line.start + mark.start
        yield SpokenLanguage(mark.code, names[_key(mark.says)][1], level, start, line.start + mark.end)


def _levels_behind(line: Line, marks: Sequence[_Mark], position: int, *, leads: bool) -> list[str]:
    levels: list[str] = []
    for following in range(position + 1, len(marks)):
        if marks[following].code is not None or (
            leads and not levels and not _is_glued(line, marks, following)
        ):
            break
        levels.append(marks[following].says)
    return levels


def _is_glued(line: Line, marks: Sequence[_Mark], position: int) -> bool:
    """Whether nothing but a bracket, colon or dash parts the level from the name before it."""
    before = marks[position - 1] if position else None
    if before is None or before.code is None:
        return False
    gap = line.text[before.end : marks[position].start]
    return _GLUE.fullmatch(gap) is not None and any(sign in gap for sign in "(:–—-=")
