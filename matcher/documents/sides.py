"""How the two sides of a gutter belong together: as columns, as rows of a table, or as labels of entries."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from matcher.documents.layout import Fragment, Row, is_item, median, rows_of


class Reading(Enum):
    COLUMNS = auto()  # left side to its end, then right side
    ROWS = auto()  # each row across the gutter
    RAIL = auto()  # each label of the left side, then what stands beside it


FEWEST_ROWS_OF_COLUMN = 2
ALIGNED = 0.3
NEARLY_ALL = 0.85
SPARSE = 0.5
MOST = 0.7
REPETITIVE = 0.7
INDENT = 3
LONGEST_LABEL_ROWS = 3
FEWEST_ROWS_BESIDE_LABEL = 3
NEXT_LINE = 1.6
EDGE_TOLERANCE = 2.5
SHORT_CELL = 32
TABLE_ROWS_LIMIT = 14
RUNNING_ON = 0.15
_YEAR = re.compile(r"(?:19|20)\d\d|'\d\d\b|present|current|\d\d?/\d\d", re.IGNORECASE)
_LABEL = re.compile(r":$")
_CONTINUES = re.compile(r"\s*[a-z]")


@dataclass(frozen=True, slots=True)
class Side:
    rows: list[Row]

    def texts(self) -> list[str]:
        return [" ".join(piece.text for piece in row) for row in self.rows]

    def share(self, pattern: re.Pattern[str], *, at_start: bool = False) -> float:
        hits = sum(bool(pattern.match(text) if at_start else pattern.search(text)) for text in self.texts())
        return hits / len(self.rows)

    def is_listed(self) -> bool:
        return any(is_item(row) for row in self.rows)

    def typical_length(self) -> float:
        return median([len(text) for text in self.texts()])

    def aligned_with(self, other: "Side") -> float:
        """The share of rows whose baseline a row of the other side has too."""
        baselines = [row[0].baseline for row in other.rows]
        return sum(_has_baseline(row, baselines) for row in self.rows) / len(self.rows)

    def stands_beside(self, row: Row) -> bool:
        return any(own[0].top < row[0].bottom and row[0].top < own[0].bottom for own in self.rows)

    def within(self, other: "Side") -> "Side":
        """The rows that stand beside rows of the other."""
        top, bottom = other.rows[0][0].top, other.rows[-1][0].bottom
        return Side([row for row in self.rows if top <= row[0].middle <= bottom])

    def is_flush_right(self) -> bool:
        """Ends in line and begins ragged, as dates and places do that a tab pushed to the margin.

        Cells that repeat each other begin in line as well.
        """
        ends = [row[-1].right for row in self.rows]
        starts = [row[0].left for row in self.rows]
        limit = median(ends)
        flush = sum(abs(end - limit) <= EDGE_TOLERANCE for end in ends) / len(ends)
        is_ragged = max(starts) - min(starts) > self.rows[0][0].height
        return flush >= MOST and (is_ragged or len(set(self.texts())) <= REPETITIVE * len(self.rows))

    def is_flush_left(self) -> bool:
        """Most rows begin in line, or a bullet's indent away."""
        starts = [row[0].left for row in self.rows]
        near = sum(start - min(starts) <= INDENT * self.rows[0][0].height for start in starts)
        return near >= MOST * len(starts)

    def width(self) -> float:
        return max(row[-1].right for row in self.rows) - min(row[0].left for row in self.rows)

    def blocks(self) -> list[list[Row]]:
        """Runs of rows that follow each other without a gap."""
        blocks: list[list[Row]] = []
        for row in self.rows:
            if blocks and row[0].baseline - blocks[-1][-1][0].baseline <= NEXT_LINE * row[0].height:
                blocks[-1].append(row)
            else:
                blocks.append([row])
        return blocks


def _has_baseline(row: Row, baselines: list[float]) -> bool:
    return any(abs(row[0].baseline - baseline) <= ALIGNED * row[0].height for baseline in baselines)


def reading_of(left_fragments: list[Fragment], right_fragments: list[Fragment]) -> Reading:
    left, right = Side(rows_of(left_fragments)), Side(rows_of(right_fragments))
    beside_left, beside_right = left.within(right), right.within(left)
    if not beside_left.rows or not beside_right.rows:
        return Reading.ROWS
    if _is_margin(beside_left, beside_right):
        return Reading.ROWS
    if _is_rail(beside_left, right):
        return Reading.RAIL
    if min(len(beside_left.rows), len(beside_right.rows)) < FEWEST_ROWS_OF_COLUMN:
        return Reading.ROWS
    return Reading.ROWS if _is_table(beside_left, beside_right) else Reading.COLUMNS


def _is_margin(left: Side, right: Side) -> bool:
    """Dates and places at the right of the rows that they belong to: in line with them, ragged, and few."""
    if right.aligned_with(left) < NEARLY_ALL or right.is_listed():
        return False
    if len(right.rows) <= SPARSE * len(left.rows):
        return True
    return right.typical_length() <= SHORT_CELL and (right.is_flush_right() or right.share(_YEAR) >= SPARSE)


def _is_rail(left: Side, right: Side) -> bool:
    """Few short labels or dates, each level with the first row of what it stands for.

    Headings that stand alone between the entries do not speak against it.
    """
    blocks = [block for block in left.blocks() if right.stands_beside(block[0])]
    if not blocks:
        return False
    labels = Side([row for block in blocks for row in block])
    starts = Side([block[0] for block in blocks])
    if starts.aligned_with(right) < NEARLY_ALL or labels.typical_length() > SHORT_CELL or labels.is_listed():
        return False
    if len(blocks) == 1:
        return _is_label(labels, right)
    return len(labels.rows) <= SPARSE * len(right.rows) or labels.share(_YEAR) >= SPARSE


def _is_label(left: Side, right: Side) -> bool:
    """A word or two beside an entry of several rows, and narrower than that."""
    is_short = len(left.rows) <= min(LONGEST_LABEL_ROWS, SPARSE * len(right.rows))
    begins_level = Side(left.rows[:1]).aligned_with(Side(right.rows[:1])) == 1
    is_entry = len(right.rows) >= FEWEST_ROWS_BESIDE_LABEL and right.is_flush_left() and begins_level
    return is_short and is_entry and left.width() < SPARSE * right.width()


def _is_table(left: Side, right: Side) -> bool:
    """Short cells on shared baselines, no bullets and no sentence that runs on to the next row."""
    sides = (left, right)
    if left.share(_LABEL) >= SPARSE and left.aligned_with(right) >= NEARLY_ALL:
        return True
    if min(left.aligned_with(right), right.aligned_with(left)) < NEARLY_ALL:
        return False
    if any(side.is_listed() or side.share(_CONTINUES, at_start=True) > RUNNING_ON for side in sides):
        return False
    return len(left.rows) <= TABLE_ROWS_LIMIT and min(side.typical_length() for side in sides) <= SHORT_CELL


def rail_groups(left: list[Fragment], right: list[Fragment]) -> Iterator[list[Fragment]]:
    """Each label, then all on the right from its height down to the next label."""
    blocks = Side(rows_of(left)).blocks()
    tops = [block[0][0].top for block in blocks]
    yield [piece for piece in right if piece.middle < tops[0]]
    for number, block in enumerate(blocks):
        end = tops[number + 1] if number + 1 < len(tops) else float("inf")
        yield [piece for row in block for piece in row]
        yield [piece for piece in right if tops[number] <= piece.middle < end]
