"""Whether pale letters are seen: white on a dark ground are, white on white are not."""

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from matcher.documents.pdf_glyphs import Glyph

PIXELS_PER_POINT = 1.0
LEAST_CONTRAST = 16
LARGEST_SIDE = 2_000


@dataclass(frozen=True, slots=True)
class Inked:
    """The picture of a page, made only when there are pale letters to look for."""

    hidden: frozenset[int]

    @classmethod
    def of(cls, page: pypdfium2.PdfPage, textpage: Any, glyphs: Sequence[Glyph]) -> "Inked":
        pale = [glyph for glyph in glyphs if glyph.ink.pale and not glyph.char.isspace()]
        if not pale:
            return cls(frozenset())
        picture = _Picture(page)
        return cls(frozenset(glyph.index for glyph in pale if not picture.has_ink(textpage, glyph.index)))

    def shows(self, glyph: Glyph) -> bool:
        return glyph.index not in self.hidden


class _Picture:
    def __init__(self, page: pypdfium2.PdfPage) -> None:
        scale = min(PIXELS_PER_POINT * 1.5, LARGEST_SIDE / max(page.get_size()))
        self._page = page
        self._image: Image.Image = page.render(scale=scale, grayscale=True).to_pil()

    def has_ink(self, textpage: Any, index: int) -> bool:
        """Whether the ground around the letter is anything but white."""
        box = self._pixels(textpage.get_charbox(index))
        if box is None:
            return False
        darkest, _ = self._image.crop(box).getextrema()
        return int(darkest) < 255 - LEAST_CONTRAST  # type: ignore[arg-type]

    def _pixels(self, box: tuple[float, float, float, float]) -> tuple[int, int, int, int] | None:
        """The place on the picture, or None outside of the page."""
        one, other = self._pixel(box[0], box[1]), self._pixel(box[2], box[3])
        left, right = sorted((one[0], other[0]))
        top, bottom = sorted((one[1], other[1]))
        left, top = max(left, 0), max(top, 0)
        right, bottom = min(right + 1, self._image.width), min(bottom + 1, self._image.height)
        return (left, top, right, bottom) if left < right and top < bottom else None

    def _pixel(self, x: float, y: float) -> tuple[int, int]:
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(
            self._page.raw, 0, 0, self._image.width, self._image.height, 0, x, y, across, down
        )
        return across.value, down.value
