import hashlib
from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from matcher.domain.document import Document
from matcher.errors import Empty, TooLarge, TooManyPages, TooMuchText

Read = Callable[..., Document]


def test_a_document_tells_where_it_comes_from(read: Read) -> None:
    content = b"Mira Kestrel"
    document = read(content, "mira.txt")
    assert (document.filename, document.sha256) == ("mira.txt", hashlib.sha256(content).hexdigest())


def test_pages_lie_end_to_end(read: Read, pdf: Callable[..., bytes]) -> None:
    def page(text: str) -> Callable[[Canvas], None]:
        return lambda canvas: canvas.drawString(60, 700, text)

    document = read(pdf(page("First page"), page("Second page")))
    assert document.text == "First page\n\nSecond page"
    first, second = document.pages
    assert (first.number, first.start, first.end) == (1, 0, second.start)
    assert document.text[second.start : second.end] == "Second page"
    assert document.page_at(document.text.index("Second")) == 2


@pytest.mark.parametrize("content", [b"", b" \n\t\n", "\u200b\ufeff".encode()])
def test_no_text_is_empty(read: Read, content: bytes) -> None:
    with pytest.raises(Empty):
        read(content)


def test_size_limit(read: Read) -> None:
    assert read(b"x" * 10, file_bytes=10).text
    with pytest.raises(TooLarge) as caught:
        read(b"x" * 11, file_bytes=10)
    assert (caught.value.size, caught.value.limit) == (11, 10)


@pytest.mark.parametrize("length", [11, 1000])
def test_text_limit(read: Read, length: int) -> None:
    assert read(b"x" * 10, characters=10).text
    with pytest.raises(TooMuchText):
        read(b"x" * length, characters=10)


def test_page_limit(read: Read, pdf: Callable[..., bytes]) -> None:
    three = pdf(*[lambda canvas: canvas.drawString(60, 700, "page")] * 3)
    assert len(read(three, pages=3).pages) == 3
    with pytest.raises(TooManyPages) as caught:
        read(three, pages=2)
    assert (caught.value.pages, caught.value.limit) == (3, 2)


def test_text_limit_of_a_pdf(read: Read, pdf_of_lines: Callable[..., bytes]) -> None:
    with pytest.raises(TooMuchText):
        read(pdf_of_lines("A line of some length"), characters=10)


def test_another_language_is_warned_of(read: Read) -> None:
    german = "Entwicklung und Betrieb der Buchungssysteme einer Reederei sowie Leitung eines Teams. " * 4
    document = read(german.encode())
    assert (document.language, [warning.code for warning in document.warnings]) == ("de", ["language"])
