"""Words that tesseract found on a picture, set straight and ordered as those of a PDF are."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from matcher.documents.layout import Fragment, median
from matcher.documents.pdf_lines import page_text
from matcher.documents.reading_order import in_reading_order

WORD_LEVEL = "5"
LINE_TO_LETTER_HEIGHT = 1.3
WIDE_GAP = 1.0
FEWEST_WORDS_FOR_SLOPE = 4
# What tesseract takes bullets for.
_BULLET_MISREAD = re.compile(r"^[e¢«»©®°*+~>@.,–—•-]\s+(?=[A-Z0-9“\"])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Word:
    """Lengths in pixels, y downwards; `confidence` from 0 to 100; words of one `line` stand in a row."""

    text: str
    left: float
    top: float
    width: float
    height: float
    confidence: float
    line: tuple[str, str, str]

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


def words_of(table: str) -> list[Word]:
    """From tesseract's tab-separated output."""
    rows = csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [_word(row) for row in rows if row["level"] == WORD_LEVEL and (row["text"] or "").strip()]


def _word(row: dict[str, str]) -> Word:
    return Word(
        row["text"],
        float(row["left"]),
        float(row["top"]),
        float(row["width"]),
        float(row["height"]),
        float(row["conf"]),
        (row["block_num"], row["par_num"], row["line_num"]),
    )


def text_of(words: Sequence[Word]) -> str:
    text = page_text(in_reading_order(fragments_of(words)))
    return _BULLET_MISREAD.sub("• ", text)


def fragments_of(words: Sequence[Word]) -> list[Fragment]:
    lines = _lines(words)
    slope = _slope(lines)
    return [_fragment(run, slope, _height(line)) for line in lines for run in _runs(line)]


def _lines(words: Iterable[Word]) -> list[list[Word]]:
    lines: dict[tuple[str, str, str], list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return list(lines.values())


def _slope(lines: Sequence[Sequence[Word]]) -> float:
    """How far a line of a page that lies askew drops for each pixel to the right."""
    return median(
        [
            (line[-1].bottom - line[0].bottom) / (line[-1].left - line[0].left)
            for line in lines
            if len(line) >= FEWEST_WORDS_FOR_SLOPE and line[-1].left > line[0].left
        ]
    )


def _height(line: Sequence[Word]) -> float:
    return LINE_TO_LETTER_HEIGHT * median([word.height for word in line])


def _runs(line: Sequence[Word]) -> Iterator[list[Word]]:
    """Words with no wide gap between."""
    run = [line[0]]
    for word in line[1:]:
        if word.left - run[-1].right > WIDE_GAP * _height(line):
            yield run
            run = []
        run.append(word)
    yield run


def _fragment(run: Sequence[Word], slope: float, height: float) -> Fragment:
    baseline = median([word.bottom - slope * word.left for word in run])
    return Fragment(" ".join(word.text for word in run), run[0].left, run[-1].right, baseline, height)
