"""Files of every kind, made on the spot, and a way to read them."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from matcher.documents import read_here
from matcher.domain.document import Document, ReadingLimits, Upload

LIMITS = ReadingLimits()


@pytest.fixture
def read() -> Callable[..., Document]:
    """Reads bytes in this process, with limits changed as given."""

    def read_bytes(content: bytes, filename: str = "cv", **limits: int) -> Document:
        return read_here(Upload(content, filename), replace(LIMITS, **limits))

    return read_bytes


@pytest.fixture
def pdf() -> Callable[..., bytes]:
    """Draws each page by a function that is given the canvas, 842 points high."""

    def make(*pages: Callable[[Canvas], None], **options: object) -> bytes:
        buffer = io.BytesIO()
        canvas = Canvas(buffer, pagesize=A4, **options)
        for draw in pages:
            draw(canvas)
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()

    return make


@pytest.fixture
def pdf_of_lines(pdf: Callable[..., bytes]) -> Callable[..., bytes]:
    """One page of lines, 14 points apart."""

    def make(*lines: str, **options: object) -> bytes:
        def draw(canvas: Canvas) -> None:
            for number, line in enumerate(lines):
                canvas.drawString(60, 780 - 14 * number, line)

        return pdf(draw, **options)

    return make


@pytest.fixture
def zipped() -> Callable[[dict[str, str | bytes]], bytes]:
    def make(members: dict[str, str | bytes]) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                archive.writestr(name, content)
        return buffer.getvalue()

    return make
