"""One upload read in this process: type told, text taken out, normalised, made a Document."""

import hashlib
from collections.abc import Iterable

from matcher.documents.formats import reader_for
from matcher.documents.language import language_of
from matcher.documents.normalise import normalise
from matcher.documents.source import Contents, Source
from matcher.domain.document import Document, DocumentWarning, Page, ReadingLimits, Upload
from matcher.errors import Empty, ReaderStopped, TooLarge, TooMuchText

PAGE_SEPARATOR = "\n\n"


def read_here(upload: Upload, limits: ReadingLimits) -> Document:
    """Read without the protection of a child process: a hostile file may take this process with it.

    Raises the subclasses of DocumentError.
    """
    check_size(upload, limits)
    source = Source.of(upload, limits)
    try:
        contents = reader_for(source)(source)
    except MemoryError:
        raise ReaderStopped(upload.filename, "it needs more memory than allowed") from None
    return document_from(contents, upload, limits)


def check_size(upload: Upload, limits: ReadingLimits) -> None:
    """Raises Empty or TooLarge."""
    if not upload.content:
        raise Empty(upload.filename)
    if len(upload.content) > limits.file_bytes:
        raise TooLarge(upload.filename, len(upload.content), limits.file_bytes)


def document_from(contents: Contents, upload: Upload, limits: ReadingLimits) -> Document:
    """Raises Empty or TooMuchText."""
    raw_characters = sum(map(len, contents.pages))
    # Normalising shrinks text, but a text far over the limit is not worth the time that it takes.
    if raw_characters > 4 * limits.characters:
        raise TooMuchText(upload.filename, raw_characters, limits.characters)
    text, pages = _joined([normalise(page) for page in contents.pages])
    _check_text(text, upload.filename, limits)
    language = language_of(text)
    return Document(
        text=text,
        filename=upload.filename,
        media_type=contents.media_type,
        sha256=hashlib.sha256(upload.content).hexdigest(),
        pages=pages,
        language=language,
        warnings=contents.warnings + tuple(_language_warnings(language)),
    )


def _joined(texts: Iterable[str]) -> tuple[str, tuple[Page, ...]]:
    """Pages lie end to end: the separator belongs to the page before it."""
    pages: list[Page] = []
    start = 0
    parts = list(texts)
    for number, part in enumerate(parts, start=1):
        end = start + len(part) + (len(PAGE_SEPARATOR) if number < len(parts) else 0)
        pages.append(Page(number, start, end))
        start = end
    return PAGE_SEPARATOR.join(parts), tuple(pages)


def _check_text(text: str, filename: str, limits: ReadingLimits) -> None:
    if not text.strip():
        raise Empty(filename)
    if len(text) > limits.characters:
        raise TooMuchText(filename, len(text), limits.characters)


def _language_warnings(language: str | None) -> Iterable[DocumentWarning]:
    if language not in (None, "en"):
        yield DocumentWarning(
            "language",
            f"The text seems to be in another language than English ({language}); less will be found.",
        )
