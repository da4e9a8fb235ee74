"""Rows of tables as lines of text, whatever the format they come from."""

from collections.abc import Iterable

SHORT_CELL = 48


def row_to_text(cells: Iterable[str]) -> str:
    """Cells of one line each share a line, parted by tabs; a longer cell stands below what is left of it.

    A short last cell (a date, a place) goes to the end of the first line of the cell before it.
    """
    filled = [cell.strip("\n") for cell in cells if cell.strip()]
    if len(filled) > 1 and "\n" in filled[-2] and "\n" not in filled[-1] and len(filled[-1]) <= SHORT_CELL:
        first, _, rest = filled[-2].partition("\n")
        filled[-2:] = [f"{first}\t{filled[-1]}\n{rest}"]
    separator = "\n" if any("\n" in cell for cell in filled) else "\t"
    return separator.join(filled)
