"""The lines of a text and the marks that they begin with."""

import re
from dataclasses import dataclass

_UNBROKEN = re.compile(r"[^\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+")
_MARK = re.compile(r"(?:[^\w\s(\"'“‘+]|\b[oO](?=\s[A-Z]))+(?=\s|\w)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: `document[start:end] == text`, without white space at either end."""

    start: int
    end: int
    text: str

    @property
    def is_bullet(self) -> bool:
        return _MARK.match(self.text) is not None


def find_lines(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """The lines of `text[start:end]` that hold more than white space."""
    lines = []
    for match in _UNBROKEN.finditer(text, start, len(text) if end is None else end):
        if stripped := match[0].strip():
            first = match.start() + len(match[0]) - len(match[0].lstrip())
            lines.append(Line(first, first + len(stripped), stripped))
    return lines
