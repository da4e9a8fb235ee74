"""Opaque cursors: where a page ended, in a form that nobody builds on."""

import base64
import binascii
import json

from matcher.errors import InvalidInput


def encode(*parts: str) -> str:
    """The parts as one word that is safe in a URL."""
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


def decode(cursor: str, length: int) -> tuple[str, ...]:
    """The `length` parts back. Raises InvalidInput for anything that was not made here."""
    try:
        parts = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        parts = None
    if not isinstance(parts, list) or len(parts) != length or not all(map(_is_word, parts)):
        raise InvalidInput("cursor", "is not one that a page gave out; start without it")
    return tuple(parts)


def _is_word(part: object) -> bool:
    """Ids and numbers are plain letters and digits; anything else might be more than a database can take."""
    return isinstance(part, str) and part.isascii() and part.isalnum()
