"""A résumé as it came in and as it was read."""

from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Upload:
    """The bytes of a file and the name it was sent under; the name is shown, never trusted."""

    content: bytes
    filename: str


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What one document may cost; `seconds` and `memory_bytes` are those of its child process."""

    file_bytes: int = 10_000_000
    pages: int = 50
    characters: int = 400_000
    seconds: int = 30
    memory_bytes: int = 2_000_000_000


@dataclass(frozen=True, slots=True)
class DocumentWarning:
    """Something a reader of the result should know; `code` is stable, `detail` is for people."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Page:
    """Page `number`, from 1, is `text[start:end]` of its document."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """Normalised text in reading order; every later offset counts characters of `text`."""

    text: str
    filename: str
    media_type: str
    sha256: str
    pages: tuple[Page, ...]
    language: str | None = None
    warnings: tuple[DocumentWarning, ...] = field(default=())

    def page_at(self, offset: int) -> int:
        """The number of the page that `offset` stands on; 1 for a document without pages."""
        position = bisect_right(self.pages, offset, key=lambda page: page.start) - 1
        return self.pages[max(position, 0)].number if self.pages else 1
