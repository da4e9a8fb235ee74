"""What a format's reader is given, and what it gives back."""

import time
from dataclasses import dataclass

from matcher.domain.document import DocumentWarning, ReadingLimits, Upload

SHARE_OF_TIME_FOR_READING = 0.9


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes to read and what reading them may cost; `deadline` is on the clock of `time.monotonic`."""

    content: bytes
    filename: str
    limits: ReadingLimits
    deadline: float

    @classmethod
    def of(cls, upload: Upload, limits: ReadingLimits) -> "Source":
        """Leave a tenth of the time unspent, so that a slow OCR ends by itself before it is killed."""
        deadline = time.monotonic() + limits.seconds * SHARE_OF_TIME_FOR_READING
        return cls(upload.content, upload.filename, limits, deadline)

    def seconds_left(self) -> float:
        return self.deadline - time.monotonic()


@dataclass(frozen=True, slots=True)
class Contents:
    """The text of each page as its format tells it, not yet normalised."""

    media_type: str
    pages: tuple[str, ...]
    warnings: tuple[DocumentWarning, ...] = ()
