"""Quotes: the words around a mention, for a reader to see where a point comes from."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_REACH = 60
_BREAK = re.compile(r"\n\s*\n|\n\s*[•●▪■◦‣·*–—-]\s+|^\s*[•●▪■◦‣·*–—-]\s+")


@dataclass(frozen=True, slots=True)
class Quote:
    """`surface` as it stands on `page` in `section`, between the words before and after it."""

    before: str
    surface: str
    after: str
    page: int
    section: str
    why: str


def quotes(
    text: str, spans: Iterable[Mapping[str, int]], mentions: Iterable[Mapping[str, Any]]
) -> list[Quote]:
    """A quote for each span of `spans` that is one of `mentions`."""
    known = {(mention["start"], mention["end"]): mention for mention in mentions}
    found = (known.get((span["start"], span["end"])) for span in spans)
    return [quote(text, mention) for mention in found if mention]


def quote(text: str, mention: Mapping[str, Any]) -> Quote:
    start, end = mention["start"], mention["end"]
    return Quote(
        before=words_before(text, start),
        surface=one_line(text[start:end]).strip(),
        after=words_after(text, end),
        page=mention["page"],
        section=mention["section"],
        why=mention["why"],
    )


def words_before(text: str, start: int) -> str:
    """Up to 60 characters before `start`, from the start of a word, within the paragraph or list item."""
    reached = max(0, start - _REACH)
    breaks = list(_BREAK.finditer(text, reached, start))
    if breaks or reached == 0:
        return one_line(text[breaks[-1].end() if breaks else 0 : start]).lstrip()
    part_of_word, blank, words = text[reached:start].partition(" ")
    return "…" + one_line(words if blank else part_of_word).lstrip()


def words_after(text: str, end: int) -> str:
    """Up to 60 characters from `end`, to the end of a word, within the paragraph or list item."""
    reached = end + _REACH
    following = _BREAK.search(text, end, reached + 1)
    if following or reached >= len(text):
        return one_line(text[end : following.start() if following else len(text)]).rstrip()
    words, blank, part_of_word = text[end:reached].rpartition(" ")
    return one_line(words if blank else part_of_word).rstrip() + "…"


def one_line(text: str) -> str:
    """`text` with every run of white space as one blank."""
    blank_first = " " if text[:1].isspace() else ""
    blank_last = " " if text[-1:].isspace() and text.strip() else ""
    return blank_first + " ".join(text.split()) + blank_last
