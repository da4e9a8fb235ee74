"""PDF by PDFium: text in reading order, and OCR for pages that are pictures."""

from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from matcher.documents import ocr
from matcher.documents.hidden import HIDDEN
from matcher.documents.pdf_fields import with_fields_drawn
from matcher.documents.pdf_page import PageContent, page_content
from matcher.documents.source import Contents, Source
from matcher.domain.document import DocumentWarning
from matcher.errors import Damaged, Encrypted, NoTextLayer, ReaderStopped, TooManyPages, TooMuchText

MEDIA_TYPE = "application/pdf"
FEWEST_LETTERS_OF_A_PAGE = 20
TEXT_IN_PICTURES = "text-in-images"


@dataclass(frozen=True, slots=True)
class ReadPage:
    """`unread_picture`: the page shows pictures that may hold text, and has none of its own."""

    text: str
    has_hidden_text: bool = False
    unread_picture: bool = False
    by_ocr: bool = False


def read_pdf(source: Source) -> Contents:
    """Raises Encrypted, Damaged, TooManyPages, TooMuchText, NoTextLayer or ReaderStopped."""
    document = _opened(source)
    try:
        if len(document) > source.limits.pages:
            raise TooManyPages(source.filename, len(document), source.limits.pages)
        if len(document) == 0:
            raise Damaged(source.filename, "it has no pages")
        pages = tuple(_pages(document, source))
    finally:
        document.close()
    _refuse_unread(pages, source)
    return Contents(MEDIA_TYPE, tuple(page.text for page in pages), tuple(_warnings(pages)))


def _opened(source: Source) -> pypdfium2.PdfDocument:
    start = source.content.find(b"%PDF-")
    try:
        return pypdfium2.PdfDocument(source.content[max(start, 0) :])
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise Encrypted(source.filename) from error
        raise Damaged(source.filename, "PDFium cannot open it") from error


def _pages(document: pypdfium2.PdfDocument, source: Source) -> Iterator[ReadPage]:
    characters = 0
    for number in range(len(document)):
        try:
            page = with_fields_drawn(document, number)
        except pypdfium2.PdfiumError:
            yield ReadPage("")  # a page that is broken by itself leaves the others readable
            continue
        read = _read_page(page, source)
        characters += len(read.text)
        if characters > source.limits.characters:
            raise TooMuchText(source.filename, characters, source.limits.characters)
        yield read


def _read_page(page: pypdfium2.PdfPage, source: Source) -> ReadPage:
    content = page_content(page)
    if _letters(content.text) >= FEWEST_LETTERS_OF_A_PAGE or not content.shows_pictures:
        return ReadPage(content.text, content.has_hidden_text)
    return _recognised(page, content, source)


def _letters(text: str) -> int:
    return sum(char.isalnum() for char in text)


def _recognised(page: pypdfium2.PdfPage, content: PageContent, source: Source) -> ReadPage:
    if not ocr.is_installed():
        return ReadPage(content.text, content.has_hidden_text, unread_picture=True)
    try:
        recognised = ocr.recognise(rendered(page), source)
    except ocr.OutOfTime:
        return ReadPage(content.text, content.has_hidden_text, unread_picture=True)
    if _letters(recognised) < _letters(content.text):
        return ReadPage(content.text, content.has_hidden_text)
    return ReadPage(recognised, by_ocr=bool(recognised.strip()))


def rendered(page: pypdfium2.PdfPage) -> Image.Image:
    """Grey, at 300 dots per inch or what its size allows."""
    width, height = page.get_size()
    scale = min(ocr.DOTS_PER_INCH / 72, (ocr.MOST_PIXELS / max(width * height, 1)) ** 0.5)
    picture: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
    return picture


def _refuse_unread(pages: tuple[ReadPage, ...], source: Source) -> None:
    """Raises NoTextLayer or ReaderStopped when pictures are all that there is and they could not be read."""
    unread = sum(page.unread_picture for page in pages)
    if not unread or any(page.text.strip() for page in pages):
        return
    if ocr.is_installed():
        raise ReaderStopped(source.filename, "recognising its text took too long")
    raise NoTextLayer(source.filename, unread)


def _warnings(pages: tuple[ReadPage, ...]) -> Iterator[DocumentWarning]:
    if any(page.has_hidden_text for page in pages):
        yield HIDDEN
    if any(page.by_ocr for page in pages):
        yield ocr.USED
    unread = [str(number) for number, page in enumerate(pages, start=1) if page.unread_picture]
    if unread:
        yield DocumentWarning(TEXT_IN_PICTURES, f"Text in pictures was not read on page {', '.join(unread)}.")
