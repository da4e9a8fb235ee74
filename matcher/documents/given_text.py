"""Text that was sent as text: nothing to read, and every offset must count in what was sent."""

import hashlib
import re

from matcher.documents.language import language_of
from matcher.domain.document import Document, Page, ReadingLimits
from matcher.errors import Empty, TooMuchText

MEDIA_TYPE = "text/plain"
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def document_from_text(text: str, limits: ReadingLimits, filename: str = "resume.txt") -> Document:
    """The document of `text`, character for character. Raises Empty or TooMuchText.

    Characters that no database or JSON can hold become blanks, one for one.
    """
    if len(text) > limits.characters:
        raise TooMuchText(filename, len(text), limits.characters)
    kept = _UNSTORABLE.sub(" ", text)
    if not kept.strip():
        raise Empty(filename)
    return Document(
        text=kept,
        filename=filename,
        media_type=MEDIA_TYPE,
        sha256=hashlib.sha256(kept.encode()).hexdigest(),
        pages=(Page(1, 0, len(kept)),),
        language=language_of(kept),
    )
