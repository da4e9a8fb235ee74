"""Ligatures of fonts that do not tell which letters they stand for, told by their width."""

from collections.abc import Sequence
from dataclasses import replace

from matcher.documents.layout import median
from matcher.documents.pdf_glyphs import Glyph

# Codes that TeX's encodings T1 and OT1 give them, which PDFium passes on as control characters.
USUAL_LETTERS = {
    "\x1b": "ff", "\x1c": "fi", "\x1d": "fl", "\x1e": "ffi", "\x1f": "ffl",
    "\x0b": "ff", "\x0c": "fi", "\x0e": "ffi", "\x0f": "ffl",
}  # fmt: skip
LIGATURES = ("fi", "fl", "ff", "ffi", "ffl")
WIDTH_TOLERANCE = 0.3
Widths = dict[str, float]


def with_ligatures_spelled(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    """Some fonts number them as they like: then widths disagree with the usual meaning and tell another."""
    unspelled = [glyph for glyph in glyphs if glyph.char in USUAL_LETTERS]
    if not unspelled:
        return glyphs
    widths = {letter: median([_width(glyph) for glyph in glyphs if glyph.char == letter]) for letter in "fil"}
    is_usual = all(
        _misfit(USUAL_LETTERS[glyph.char], glyph, widths) <= WIDTH_TOLERANCE for glyph in unspelled
    )
    return [_spelled(glyph, widths, is_usual=is_usual) for glyph in glyphs]


def _spelled(glyph: Glyph, widths: Widths, *, is_usual: bool) -> Glyph:
    if glyph.char not in USUAL_LETTERS:
        return glyph
    if is_usual or not all(widths.values()):
        return replace(glyph, char=USUAL_LETTERS[glyph.char])
    return replace(glyph, char=min(LIGATURES, key=lambda ligature: _misfit(ligature, glyph, widths)))


def _width(glyph: Glyph) -> float:
    """In heights of the font, so that letters of all sizes compare."""
    return (glyph.right - glyph.left) / (glyph.height or 1.0)


def _misfit(ligature: str, glyph: Glyph, widths: Widths) -> float:
    return abs(sum(widths[letter] for letter in ligature) / (_width(glyph) or 1.0) - 1)
