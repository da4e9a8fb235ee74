"""What no reader of a page sees: white letters on white paper and letters too small to be letters."""

import re

from matcher.domain.document import DocumentWarning

HIDDEN = DocumentWarning(
    "hidden-text",
    "Text that a reader of the page does not see was left out. Nothing in it counts for the score.",
)
LARGEST_UNSEEN_POINTS = 1.0
_WHITE_FROM = 0xF0  # as with the pixels of a PDF, a sixteenth off white is not seen
_HEX = re.compile(r"#?([0-9a-fA-F]{6})")


def is_white(colour: str | None) -> bool:
    """Whether 'RRGGBB', with or without a hash, cannot be told from white paper."""
    match = _HEX.fullmatch(colour or "")
    return match is not None and all(part >= _WHITE_FROM for part in bytes.fromhex(match[1]))
