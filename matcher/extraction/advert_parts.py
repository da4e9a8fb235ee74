"""The parts of an advert by its headings, also where line breaks were lost ('RequirementsBachelor ...')."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from matcher.domain.advert import AdvertPart

_ONE_LINE = frozenset({AdvertPart.PAY, AdvertPart.LOCATION, AdvertPart.TITLE})
_SIGNS = " \t#*_=>•●▪■◦‣·–—-"
_SMALL = re.compile(r"and|are|for|have|if|in|is|it|of|the|to|us|we(?:'re)?|what's|you(?:'ll)?")
_ENDS_BEFORE = ".!?:;)]\"”'"
_WEAK_WORD = re.compile(r"([\w'’,&/-]+) +$")
_VALUE_END = re.compile(r"\n|\s{2,}|[.;!?]\s|(?<=[a-z)])(?=[A-Z][a-z])|[•●▪■◦‣]")
_AND_A_NAME = " ..."
_LONGEST_VALUE = 100
_BRACKET = re.compile(r"\s?\(([^()\n]{3,20})\)[ \t]*:?")
_BLANK_OR_SIGN = re.compile(r"[ \t#*_=]*(?:\d{1,2}[.)])?[ \t•●▪■◦‣·–—>-]*$")


@dataclass(frozen=True, slots=True)
class Part:
    """`text[start:end]` under one heading, which is left out."""

    name: AdvertPart
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Heading:
    name: AdvertPart
    start: int
    body_start: int


class HeadingFinder:
    """Finds the headings of adverts with one list of phrases."""

    def __init__(self, headings: Mapping[AdvertPart, tuple[str, ...]], joints: frozenset[str]) -> None:
        self._joints = joints
        self._names: dict[str, AdvertPart] = {}
        self._set_off: set[str] = set()
        for name, phrases in headings.items():
            for marked in phrases:
                phrase = marked.removeprefix("~ ")
                self._names[phrase] = name
                if phrase != marked:
                    self._set_off.add(phrase)
        longest_first = sorted(self._names, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(_phrase_pattern, longest_first)), re.IGNORECASE)

    def parts(self, text: str) -> tuple[Part, ...]:
        """The parts in order; `text` has plain apostrophes. A heading without text below it has no part."""
        return tuple(part for part in self._parts(text) if text[part.start : part.end].strip())

    def _parts(self, text: str) -> Iterator[Part]:
        found = list(self._headings(text))
        name, start = AdvertPart.OPENING, 0
        for heading in found:
            yield Part(name, start, heading.start)
            start = heading.body_start
            if heading.name in _ONE_LINE:
                end = self._line_end(text, heading, found)
                yield Part(heading.name, start, end)
                start = end
            else:
                name = heading.name
        yield Part(name, start, len(text))

    @staticmethod
    def _line_end(text: str, heading: _Heading, found: list[_Heading]) -> int:
        """Where the value behind a label ends: with its line, or before the next heading."""
        first = re.compile(r"\s*").match(text, heading.body_start).end()  # type: ignore[union-attr]  # matches nothing too
        value = _VALUE_END.search(text, first)
        following = (each.start for each in found if each.start >= first)
        return min([value.start() if value else len(text), first + _LONGEST_VALUE, len(text), *following])

    def _headings(self, text: str) -> Iterator[_Heading]:
        position = 0
        while match := self._pattern.search(text, position):
            phrase = " ".join(match[0].lower().split())
            phrase = phrase if phrase in self._names else f"{phrase.split()[0]}{_AND_A_NAME}"
            body = self._body_start(text, match, phrase)
            if body is None:
                position = match.start() + 1
                continue
            name, body = self._qualified(text, self._names[phrase], match.end(), body)
            yield _Heading(name, _start(text, match.start()), body)
            position = max(body, match.end())

    def _qualified(self, text: str, name: AdvertPart, end: int, body: int) -> tuple[AdvertPart, int]:
        """'Skills (required)': the bracket names the part, and is no part of its body."""
        bracket = _BRACKET.match(text, end)
        said = bracket and self._names.get(bracket[1].lower().strip())
        return (said, max(body, bracket.end())) if bracket and said else (name, body)

    def _body_start(self, text: str, match: re.Match[str], phrase: str) -> int | None:
        """Where the body of the heading begins; None if the phrase is part of a sentence."""
        line_start = text.rfind("\n", 0, match.start()) + 1
        bracket = _BRACKET.match(text, match.end())
        end = bracket.end() if bracket and bracket[1].lower() in self._names else match.end()
        before, behind = text[line_start : match.start()], text[end : end + 40]
        opens_line = _BLANK_OR_SIGN.match(before) is not None
        alone = re.match(r"[ \t]*[:*_#=?!.]*[ \t-]*(?:\n|$)", behind)
        colon = re.match(r"[*_]{0,2}[ \t]?(?::|\s[–—-](?:\s|(?=[A-Z])))[*_]{0,2}", behind)
        titled = _is_titled(match[0])
        if (
            opens_line
            and alone
            and (titled or match[0][0].isupper() or match.end() - match.start() > len(before))
        ):
            return end + alone.end()
        if (
            colon
            and match[0][0].isupper()
            and (opens_line or self._follows_end(text, match.start(), titled=titled))
        ):
            return end + colon.end()
        if phrase in self._set_off or not (titled or self._is_wedged(text, match)):
            return None
        runs_on = re.match(
            r"(?=[A-Z0-9])|\.{2,}\s*|…\s*|[ \t]*[•●▪■◦‣·*?!]+\s*|[ \t]+(?=[A-Z0-9])|\s*\n", behind
        )
        if runs_on is None or (behind[:1].isupper() and behind[1:2].isupper() and match[0].isupper()):
            return None
        return end + runs_on.end() if self._follows_end(text, match.start(), titled=titled) else None

    def _is_wedged(self, text: str, match: re.Match[str]) -> bool:
        """'clientsWhat's in it for youFree': glued to its neighbours, so that capitals need not tell."""
        is_glued = text[match.end() : match.end() + 1].isupper() or text[match.end() : match.end() + 1] == "("
        is_long = " " in match[0] and match[0][0].isupper()
        return is_glued and is_long and self._follows_end(text, match.start(), titled=False)

    def _follows_end(self, text: str, start: int, *, titled: bool) -> bool:
        """Whether what stands before `start` can end a sentence or an item."""
        before = text[max(0, start - 40) : start]
        if not before.strip() or before[-1] == "\n" or before.rstrip()[-1] in _ENDS_BEFORE:
            return True
        if before[-1] != " ":
            return not before[-1].isupper() or before[-2:].isupper()
        word = _WEAK_WORD.search(before)
        return (
            titled and word is not None and word[1].lower() not in self._joints and not word[1].endswith(",")
        )


def _phrase_pattern(phrase: str) -> str:
    named = phrase.removesuffix(_AND_A_NAME)
    words = re.escape(named).replace(r"\ ", r"[ \t]+")
    return words if named == phrase else rf"{words}[ \t]+(?-i:[A-Z])[\w.&-]*"


def _is_titled(phrase: str) -> bool:
    """Capitalised throughout, but for small words."""
    words = re.findall(r"[A-Za-z][\w'-]*", phrase)
    return words[0][0].isupper() and all(word[0].isupper() or _SMALL.fullmatch(word) for word in words)


def _start(text: str, start: int) -> int:
    """`start` without the signs that set the heading off."""
    while start and text[start - 1] in _SIGNS:
        start -= 1
    return start
