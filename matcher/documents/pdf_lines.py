"""Blocks of a page written as lines of text."""

import itertools
import re
from collections.abc import Iterable, Sequence

from matcher.documents.layout import Row
from matcher.documents.reading_order import Block

TAB_GAP = 1.6
BLANK_LINE_GAP = 1.75
WORD_GAP = 0.12
_HYPHENATED_END = re.compile(r"(?<![^\W\d_]-)\b([^\W\d_]+[a-zß-öø-ÿ])-$")
_CONTINUATION = re.compile(r"([a-zß-öø-ÿ]+(?:[a-z’'-]*))(\S*)[ ]*")
_WORDS = re.compile(r"[^\W\d_]+")
# First parts that are written with a hyphen even within a line.
FIRST_PARTS_OF_COMPOUNDS_AS_TEXT = (
    "all back client co cross data decision e end event ex first fourth front full hands hard high home "
    "in large long low machine mid multi near next non object off on one open part peer post pre "
    "problem pro real results role rule scikit second self semi server service short single small soft "
    "state sub team test third time top two three user value web well world"
)
FIRST_PARTS_OF_COMPOUNDS = frozenset(FIRST_PARTS_OF_COMPOUNDS_AS_TEXT.split())


def page_text(blocks: Iterable[Block]) -> str:
    """One line a row, a blank line between blocks and where the gap between rows is large."""
    lines: list[str] = []
    for block in blocks:
        if lines:
            lines.append("")
        lines.extend(_lines_of(block.rows))
    return "\n".join(_with_words_rejoined(lines))


def _lines_of(rows: Sequence[Row]) -> Iterable[str]:
    above: Row | None = None
    for row in rows:
        if above and _gap(above, row) > BLANK_LINE_GAP * max(above[0].height, row[0].height):
            yield ""
        yield _line(row)
        above = row


def _gap(above: Row, row: Row) -> float:
    return row[0].baseline - above[0].baseline


def _line(row: Row) -> str:
    line = row[0].text
    for before, after in itertools.pairwise(row):
        gap = (after.left - before.right) / max(before.height, after.height, 0.1)
        line += ("\t" if gap > TAB_GAP else " " if gap > WORD_GAP else "") + after.text
    return line


def _with_words_rejoined(lines: list[str]) -> list[str]:
    """A word cut at the end of a line is made whole there, without its hyphen unless it is a compound's."""
    known = frozenset(_WORDS.findall(" ".join(lines).lower()))
    for number in range(len(lines) - 1):
        end = _HYPHENATED_END.search(lines[number])
        start = _CONTINUATION.match(lines[number + 1]) if end else None
        if end and start:
            hyphen = "-" if _is_compound(end.group(1).lower(), start.group(1).lower(), known) else ""
            lines[number] = lines[number][:-1] + hyphen + start.group(1) + start.group(2)
            lines[number + 1] = lines[number + 1][start.end() :]
    return lines


def _is_compound(first: str, second: str, known: frozenset[str]) -> bool:
    """The first part makes compounds, and the page does not write the whole as one word elsewhere."""
    return first in FIRST_PARTS_OF_COMPOUNDS and first + second not in known
