"""The letters of a PDF page as PDFium tells them: what, where, how big, and whether they are to be seen."""

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

INVISIBLE_MODES = frozenset((pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP))
SMALLEST_SHOWN = 1.0
UPRIGHT_TOLERANCE = 0.12
NEARLY_WHITE = 240
NEARLY_TRANSPARENT = 10
LINE_BREAKS = frozenset((0x0A, 0x0D))


@dataclass(frozen=True, slots=True)
class Ink:
    """What the letters of one text object share; `angle` is in quarter turns, None when it is between."""

    quarter_turns: int | None
    invisible: bool
    pale: bool


@dataclass(frozen=True, slots=True)
class Glyph:
    """One letter in points, y downwards; a blank or a line break that PDFium added has no extent."""

    char: str
    left: float
    right: float
    baseline: float
    height: float
    ink: Ink
    index: int


Turn = Callable[[float, float], tuple[float, float]]
# Where a point comes to lie, y downwards, when all is turned by so many quarters.
TURNS: dict[int, Turn] = {
    0: lambda x, y: (x, -y),
    1: lambda x, y: (y, x),
    2: lambda x, y: (-x, y),
    3: lambda x, y: (-y, -x),
}
NO_INK = Ink(0, invisible=False, pale=False)


def glyphs_of(textpage: Any) -> Iterator[Glyph]:
    """In PDFium's order, which is nearly the order of drawing; letters turned by quarters are set upright."""
    return _GlyphReader(textpage.raw).read()


class _GlyphReader:
    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._inks: dict[int | None, Ink] = {}
        self._box = pdfium.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def read(self) -> Iterator[Glyph]:
        for index in range(pdfium.FPDFText_CountChars(self._raw)):
            code = pdfium.FPDFText_GetUnicode(self._raw, index)
            if pdfium.FPDFText_IsGenerated(self._raw, index):
                yield Glyph("\n" if code in LINE_BREAKS else " ", 0, 0, 0, 0, NO_INK, index)
            elif code:
                yield self._glyph(index, code)

    def _glyph(self, index: int, code: int) -> Glyph:
        ink = self._ink_at(index)
        box = self._box
        pdfium.FPDFText_GetLooseCharBox(self._raw, index, box)
        pdfium.FPDFText_GetCharOrigin(self._raw, index, self._x, self._y)
        turn = TURNS[-(ink.quarter_turns or 0) % 4]
        left, one = turn(box.left, box.top)
        right, other = turn(box.right, box.bottom)
        _, baseline = turn(self._x.value, self._y.value)
        return Glyph(chr(code), min(left, right), max(left, right), baseline, abs(one - other), ink, index)

    def _ink_at(self, index: int) -> Ink:
        text_object = pdfium.FPDFText_GetTextObject(self._raw, index)
        address = ctypes.cast(text_object, ctypes.c_void_p).value
        ink = self._inks.get(address)
        if ink is None:
            ink = self._inks[address] = self._ink_of(text_object, index)
        return ink

    def _ink_of(self, text_object: Any, index: int) -> Ink:
        angle = pdfium.FPDFText_GetCharAngle(self._raw, index)
        quarters = angle / (math.pi / 2) if angle >= 0 else 0.0
        nearest = round(quarters)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(text_object) if text_object else 0
        return Ink(
            nearest % 4 if abs(quarters - nearest) < UPRIGHT_TOLERANCE else None,
            mode in INVISIBLE_MODES,
            mode == pdfium.FPDF_TEXTRENDERMODE_FILL and self._is_pale(text_object),
        )

    def _is_pale(self, text_object: Any) -> bool:
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        if not text_object or not pdfium.FPDFPageObj_GetFillColor(text_object, red, green, blue, alpha):
            return False
        return alpha.value < NEARLY_TRANSPARENT or min(red.value, green.value, blue.value) >= NEARLY_WHITE


def main_direction(glyphs: list[Glyph]) -> int:
    """The quarter turns of most of the letters."""
    turns = Counter(glyph.ink.quarter_turns for glyph in glyphs if glyph.ink.quarter_turns is not None)
    return turns.most_common(1)[0][0] if turns else 0
