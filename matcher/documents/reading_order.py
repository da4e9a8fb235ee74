"""The order in which a person reads the fragments of a page: columns one after the other, tables by row.

A gutter is a strip without text that parts a band of the page. The tallest gutter whose two sides read as
columns cuts its band in two, and what lies above, left, right and below is ordered in the same way.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from matcher.documents.layout import Fragment, Row, is_item, median, rows_of
from matcher.documents.sides import Reading, rail_groups, reading_of

NARROWEST_GUTTER = 0.65
CANDIDATE_STEP = 3.0
LONGEST_HEADING_ROWS = 2
LONGEST_INSET_ROWS = 6
SET_OFF = 1.3
BIGGER = 1.1
FEWEST_FRAGMENTS_OF_COLUMNS = 4
DEEPEST = 12
MOST_FRAGMENTS_FOR_COLUMNS = 3_000


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that are read one after the other before anything else is."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Gutter:
    """A band of the page in two sides, and what stands above and below it."""

    above: list[Fragment]
    left: list[Fragment]
    right: list[Fragment]
    below: list[Fragment]

    def height(self) -> float:
        """How far the two sides stand beside each other, in points."""
        bottom = min(max(side.bottom for side in self.left), max(side.bottom for side in self.right))
        top = max(min(side.top for side in self.left), min(side.top for side in self.right))
        return bottom - top

    def width(self) -> float:
        return min(piece.left for piece in self.right) - max(piece.right for piece in self.left)


def in_reading_order(fragments: Sequence[Fragment]) -> list[Block]:
    if len(fragments) > MOST_FRAGMENTS_FOR_COLUMNS:
        return _one_block(fragments)
    return _ordered(list(fragments), 0)


def _ordered(fragments: list[Fragment], depth: int) -> list[Block]:
    if len(fragments) < FEWEST_FRAGMENTS_OF_COLUMNS or depth > DEEPEST:
        return _one_block(fragments)
    for gutter in _gutters_by_height(fragments):
        reading = reading_of(gutter.left, gutter.right)
        if reading is Reading.ROWS:
            continue
        parts = [gutter.above]
        parts += (
            rail_groups(gutter.left, gutter.right) if reading is Reading.RAIL else [gutter.left, gutter.right]
        )
        return [block for part in [*parts, gutter.below] for block in _ordered(part, depth + 1)]
    return _one_block(fragments)


def _one_block(fragments: Sequence[Fragment]) -> list[Block]:
    return [Block(tuple(rows_of(fragments)))] if fragments else []


def _gutters_by_height(fragments: list[Fragment]) -> list[Gutter]:
    width = NARROWEST_GUTTER * median([fragment.height for fragment in fragments])
    found = [gutter for edge in _left_edges(fragments) for gutter in _gutters_left_of(edge, width, fragments)]
    return sorted(found, key=lambda gutter: (gutter.height(), gutter.width()), reverse=True)


def _left_edges(fragments: list[Fragment]) -> list[float]:
    """Where a right column could begin: one for all fragments that begin at about the same place."""
    edges: list[float] = []
    for edge in sorted(fragment.left for fragment in fragments):
        if not edges or edge - edges[-1] > CANDIDATE_STEP:
            edges.append(edge)
    return edges[1:]


def _gutters_left_of(edge: float, width: float, fragments: list[Fragment]) -> Iterator[Gutter]:
    left_side, right_side, across = [], [], []
    for fragment in fragments:
        if fragment.right <= edge - width:
            left_side.append(fragment)
        elif fragment.left >= edge - 1:
            right_side.append(fragment)
        else:
            across.append(fragment)
    if not left_side or not right_side:
        return
    for top, bottom in _free_bands(across):
        left = [piece for piece in left_side if top < piece.middle < bottom]
        right = [piece for piece in right_side if top < piece.middle < bottom]
        if left and right:
            above = [piece for piece in fragments if piece.middle <= top]
            below = [piece for piece in fragments if piece.middle >= bottom]
            gutter = Gutter(above, left, right, below)
            if gutter.height() > 0:
                yield _without_next_section(gutter)


def _without_next_section(gutter: Gutter) -> Gutter:
    """What stands under both sides and is set off from the left one opens what comes below.

    That holds for a heading above text of full width, and for all that follows a short block at the right.
    """
    lowest = max(piece.bottom for piece in gutter.right)
    rows = rows_of(gutter.left)
    ends = [
        number
        for number in range(1, len(rows))
        if rows[number][0].top > lowest and _opens_section(rows, number)
    ]
    if not ends or not (
        _is_inset(gutter.right) or (gutter.below and len(rows) - ends[0] <= LONGEST_HEADING_ROWS)
    ):
        return gutter
    tail = [piece for row in rows[ends[0] :] for piece in row]
    return replace(
        gutter, left=[piece for row in rows[: ends[0]] for piece in row], below=tail + gutter.below
    )


def _opens_section(rows: list[Row], number: int) -> bool:
    """By a gap above it, by bigger letters, or by standing where bullets stood without having one."""
    above, row = rows[number - 1], rows[number]
    if row[0].baseline - above[0].baseline > SET_OFF * row[0].height:
        return True
    if row[0].height > BIGGER * above[0].height:
        return True
    items = [earlier for earlier in rows[:number] if is_item(earlier)]
    return bool(items) and not is_item(row) and row[0].left <= items[-1][0].left + 1


def _is_inset(right: list[Fragment]) -> bool:
    return len(rows_of(right)) <= LONGEST_INSET_ROWS


def _free_bands(across: list[Fragment]) -> Iterator[tuple[float, float]]:
    """Spans of y that no fragment across the strip touches."""
    start = float("-inf")
    for piece in sorted(across, key=lambda crossing: crossing.middle):
        if piece.middle > start:
            yield start, piece.middle
        start = piece.middle
    yield start, float("inf")
