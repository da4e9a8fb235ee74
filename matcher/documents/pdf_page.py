"""One PDF page: its visible text in reading order, and whether it shows pictures."""

from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from matcher.documents.pdf_fragments import fragments_of
from matcher.documents.pdf_glyphs import SMALLEST_SHOWN, Glyph, glyphs_of, main_direction
from matcher.documents.pdf_ink import Inked
from matcher.documents.pdf_lines import page_text
from matcher.documents.reading_order import in_reading_order

FEW_LETTERS = 50
PATHS_OF_OUTLINED_TEXT = 150
SHARE_OF_PAGE_SCAN = 0.5
SHARE_OF_PAGE_PICTURE = 0.05
DEEPEST_FORM = 3


@dataclass(frozen=True, slots=True)
class PageContent:
    text: str
    shows_pictures: bool
    has_hidden_text: bool


def page_content(page: pypdfium2.PdfPage) -> PageContent:
    textpage = page.get_textpage()
    try:
        glyphs = list(glyphs_of(textpage))
        on_page = [glyph for glyph in glyphs if not _is_outside(glyph, page.get_cropbox())]
        pictures = Pictures.of(page) if _needs_pictures(on_page) else Pictures(0, 0)
        drawn = [glyph for glyph in on_page if not _is_hidden(glyph, pictures)]
        inked = Inked.of(page, textpage, drawn)
        shown = [glyph for glyph in drawn if inked.shows(glyph)]
    finally:
        textpage.close()
    # A page number below the edge is an accident of layout, a paragraph there is not.
    has_hidden_text = len(shown) < len(on_page) or len(glyphs) - len(on_page) > FEW_LETTERS
    return PageContent(text_of(shown), pictures.may_hold_text(), has_hidden_text)


def _solid(glyphs: Sequence[Glyph]) -> list[Glyph]:
    return [glyph for glyph in glyphs if not glyph.char.isspace()]


def _needs_pictures(glyphs: Sequence[Glyph]) -> bool:
    """Going over all objects of a page costs time that a page of plain text need not take."""
    solid = _solid(glyphs)
    return len(solid) < FEW_LETTERS or any(glyph.ink.invisible for glyph in solid)


def _is_hidden(glyph: Glyph, pictures: "Pictures") -> bool:
    """Invisible letters over the picture of a page are what a scanner's OCR found there."""
    if glyph.char.isspace():
        return False
    if glyph.ink.invisible:
        return pictures.covered < SHARE_OF_PAGE_SCAN
    return 0 < glyph.height < SMALLEST_SHOWN


def _is_outside(glyph: Glyph, area: tuple[float, float, float, float]) -> bool:
    """Beyond the edges of the page; `area` has y upwards. Turned letters get the benefit of the doubt."""
    if glyph.char.isspace() or glyph.ink.quarter_turns != 0:
        return False
    left, bottom, right, top = area
    return glyph.right < left or glyph.left > right or not bottom < -glyph.baseline < top


def text_of(glyphs: list[Glyph]) -> str:
    """Letters that run another way than most are read after the others."""
    direction = main_direction(_solid(glyphs))
    upright = [glyph for glyph in glyphs if glyph.ink.quarter_turns == direction or glyph.char == "\n"]
    turned = [glyph for glyph in glyphs if glyph.ink.quarter_turns != direction or glyph.char == "\n"]
    texts = [page_text(in_reading_order(fragments_of(upright)))]
    if _solid(turned):
        texts.append(page_text(in_reading_order(fragments_of(turned))))
    return "\n\n".join(text for text in texts if text)


@dataclass(frozen=True, slots=True)
class Pictures:
    """`covered` is the share of the page under its largest picture, `paths` the number of drawn shapes."""

    covered: float
    paths: int

    @classmethod
    def of(cls, page: pypdfium2.PdfPage) -> "Pictures":
        width, height = page.get_size()
        largest, paths = 0.0, 0
        for found in page.get_objects(
            filter=(pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING),
            max_depth=DEEPEST_FORM,
        ):
            if found.type == pdfium.FPDF_PAGEOBJ_PATH:
                paths += 1
            else:
                left, bottom, right, top = found.get_bounds()
                largest = max(largest, (right - left) * (top - bottom))
        return cls(largest / max(width * height, 1.0), paths)

    def may_hold_text(self) -> bool:
        """A picture of some size, or so many shapes that they may be letters turned to outlines."""
        return self.covered >= SHARE_OF_PAGE_PICTURE or self.paths >= PATHS_OF_OUTLINED_TEXT
