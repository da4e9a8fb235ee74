"""The items of an advert: bullets, sentences, and list items whose line breaks were lost."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from matcher.domain.advert import AdvertPart, Evidence, WordingWords
from matcher.extraction.advert_parts import Part

_MARK = r"[•●▪■◦‣⁃✓✔➢►❖♦·]"
_NEW_LINE = re.compile(r"\n(?=[ \t]*(?:$|\n|[^\sa-z]))")
_BULLET = re.compile(rf"{_MARK}|(?<=[\s.;:])[*–—-](?=[A-Z])")
_DASH = re.compile(r"(?<=\s)[*–—-]+\s+(?=[A-Z0-9])")
_DASHES_OF_A_LIST = 3
_SENTENCE = re.compile(r"(?<=[\w)%+'\"”])[.!?]+\s+(?=[A-Z0-9\"“*(])|(?<=[a-z)\d])[.!?](?=[A-Z][a-z])")
_SEAM = re.compile(
    r"(?<=[a-z])(?=[A-Z][a-z]|[AI]\s)|(?<=[a-z]{4})(?=[A-Z]{2})"
    r"|(?<=[)'%+])(?=[A-Z][a-z])|(?<=[A-Z]{2})(?=[A-Z][a-z]{3})"
    r"|(?<=[A-Za-z)])(?=\d{1,2}\s?(?:[-–]\s?\d{1,2}\s?)?\+?\s?(?:years?|yrs?)\b)"
)
_CHUNK_BEFORE, _CHUNK_BEHIND = re.compile(r"\w*$"), re.compile(r"\w{0,40}")
_WORD_BEFORE = re.compile(r"([\w'’.)/+#-]+),? $")
_LONGEST = 2000
_EDGE = " \t\r\n•●▪■◦‣⁃✓✔➢►❖♦·*–—->#"


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of a part from the offset `start`, without marks at its edges.

    `text` is as it is read, with plain apostrophes, `original` as it was written, one for one.
    """

    part: AdvertPart
    start: int
    text: str
    original: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def quote(self, start: int, end: int) -> Evidence:
        """The evidence for what stands at `text[start:end]`."""
        return Evidence(self.original[start:end], self.start + start, self.start + end)


class ItemFinder:
    """Cuts parts into items with one set of words."""

    def __init__(self, words: WordingWords) -> None:
        self._joints, self._abbreviations = words.joints, words.abbreviations
        openers = "|".join(re.escape(f"{each[0].upper()}{each[1:]}") for each in words.openers)
        capitals = "|".join(re.escape(each.upper()) for each in words.openers if len(each) < len("phds"))
        self._opener = re.compile(rf"(?<=[^\s,:;(&/-] )(?:{openers}|{capitals}|\d{{1,2}}\+? years)(?![\w'])")

    def items(
        self, original: str, text: str, parts: Sequence[Part], names: Iterable[range]
    ) -> Iterator[Item]:
        """The items in order. Nothing is cut within a name: `names` are their offsets.

        `text` is `original` with plain apostrophes and blanks.
        """
        names = list(names)
        within = {offset for name in names for offset in name[1:]}
        name_ends = {name.stop for name in names}
        chunks = Counter(re.findall(r"\w+", text))
        for part in parts:
            cuts = [(part.start, part.start)]
            for start, end in sorted(self._cuts(text, part, chunks, name_ends)):
                if start not in within and start >= cuts[-1][1]:
                    cuts.append((start, end))
            ends = [start for start, _ in cuts[1:]] + [part.end]
            for (_, start), end in zip(cuts, ends, strict=True):
                for first, last in _pieces(text, start, end):
                    yield Item(part.name, first, text[first:last], original[first:last])

    def _cuts(
        self, text: str, part: Part, chunks: Counter[str], name_ends: set[int]
    ) -> Iterator[tuple[int, int]]:
        for pattern in (_NEW_LINE, _BULLET):
            yield from (match.span() for match in pattern.finditer(text, part.start, part.end))
        dashes = [match.span() for match in _DASH.finditer(text, part.start, part.end)]
        listed = len(dashes) >= _DASHES_OF_A_LIST
        yield from (span for span in dashes if listed or text[: span[0]].rstrip(" \t")[-1:] in {"\n", ""})
        for match in _SENTENCE.finditer(text, part.start, part.end):
            if not self._is_abbreviation(text, match.start()):
                yield match.span()
        for match in _SEAM.finditer(text, part.start, part.end):
            if chunks[_chunk(text, match.start())] <= 1:
                yield match.span()
        for match in self._opener.finditer(text, part.start, part.end):
            if match.start() - 1 in name_ends or self._can_end(text, match.start()):
                yield match.start(), match.start()

    def _is_abbreviation(self, text: str, dot: int) -> bool:
        word = re.search(r"[\w.]*$", text[max(0, dot - 12) : dot])
        said = word[0].lower().strip(".") if word else ""
        return said in self._abbreviations or (len(said) == 1 and said.isalpha() and word is not None)

    def _can_end(self, text: str, start: int) -> bool:
        word = _WORD_BEFORE.search(text[max(0, start - 40) : start])
        return (
            word is not None
            and word[1].lower() not in self._joints
            and not word[1].replace("'", "").istitle()
        )


def _chunk(text: str, offset: int) -> str:
    before = _CHUNK_BEFORE.search(text[max(0, offset - 40) : offset])
    behind = _CHUNK_BEHIND.match(text, offset)
    return (before[0] if before else "") + (behind[0] if behind else "")


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The item between two cuts; in pieces where it is too long: work grows with its square."""
    while start < end:
        cut = end if end - start <= _LONGEST else text.rfind(" ", start, start + _LONGEST) + 1
        cut = cut if cut > start else start + _LONGEST
        first, last = _trimmed(text, start, cut)
        if any(map(str.isalnum, text[first:last])):
            yield first, last
        start = cut


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and text[end - 1] in _EDGE:
        end -= 1
    return start, end
