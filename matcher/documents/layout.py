"""Pieces of text where they stand on a page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

ABOVE_BASELINE = 0.72
BELOW_BASELINE = 0.2
SAME_ROW = 0.4
_BULLET = re.compile(r"[•●▪■◦‣∙○◆➢➤►✓\ue000-\uf8ff*–-]\s")
OVERLAP_OF_OTHER_ROW = 0.5


@dataclass(frozen=True, slots=True)
class Fragment:
    """Text drawn without a wide gap; lengths in points, y downwards. `height` is that of the font's line."""

    text: str
    left: float
    right: float
    baseline: float
    height: float

    @property
    def top(self) -> float:
        return self.baseline - ABOVE_BASELINE * self.height

    @property
    def bottom(self) -> float:
        return self.baseline + BELOW_BASELINE * self.height

    @property
    def middle(self) -> float:
        return self.baseline - 0.26 * self.height


Row = list[Fragment]


def rows_of(fragments: Sequence[Fragment]) -> list[Row]:
    """Fragments that share a baseline, nearly, each row from left to right, the rows from top to bottom."""
    rows: list[Row] = []
    for fragment in sorted(fragments, key=lambda piece: (piece.baseline, piece.left)):
        row = rows[-1] if rows else []
        if row and is_same_row(row[-1], fragment) and not any(_overlaps(piece, fragment) for piece in row):
            row.append(fragment)
        else:
            rows.append([fragment])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def is_same_row(one: Fragment, other: Fragment) -> bool:
    """Baselines may differ by less than half a letter; a big letter beside small ones shares their row."""
    distance = abs(one.baseline - other.baseline)
    return distance <= SAME_ROW * min(one.height, other.height)


def _overlaps(one: Fragment, other: Fragment) -> bool:
    """Text over the same stretch is of two rows that are set tightly."""
    shared = min(one.right, other.right) - max(one.left, other.left)
    return shared > OVERLAP_OF_OTHER_ROW * min(one.right - one.left, other.right - other.left)


def is_item(row: Row) -> bool:
    """Whether the row begins with a bullet."""
    return bool(_BULLET.match(row[0].text))


def median(values: Sequence[float]) -> float:
    """The upper middle; 0 of none."""
    return sorted(values)[len(values) // 2] if values else 0.0
