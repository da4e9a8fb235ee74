"""What skill lists hold beside known skills: unknown items, and durations ('Python (3 years)')."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from matcher.domain.extraction import Declined, Mention, StatedDuration, Unrecognised
from matcher.domain.skill import Assertion
from matcher.extraction.layout import Layout

_LISTED_LINE = re.compile(r"(?:[^:\n]{2,60}:)?([^\n]+)")
_ITEM = re.compile(r"[^,;|•●·▪■◦‣\t/()]+")
_EDGE = " .:-–—*\"'"
_LONGEST_ITEM = 4
_LIST_LEAST = 3
_DURATION = re.compile(
    r"[\s\-–—:(]{1,4}(?:exp(?:r?erien|rien)ce\s*+(?:[-:–]\s*+)?)?(less than\s+)?"
    r"(\d{1,2}(?:\.\d)?)\s*+(?:\+\s*+)?(years?|yrs?|months?|mos?)\b",
    re.IGNORECASE,
)
_MONTHS_A_YEAR = 12


def find_unrecognised(
    layout: Layout, known: Sequence[Mention | Declined], fillers: frozenset[str]
) -> tuple[Unrecognised, ...]:
    """Short items of lines that list skills, where nothing known stands in them."""
    spans = _joined((each.start, each.end) for each in known)
    return tuple(
        Unrecognised(layout.text[start:end], start, end)
        for start, end in _items(layout)
        if _unknown(start, end, spans) and _plausible(layout.text[start:end], fillers)
    )


def _items(layout: Layout) -> Iterator[tuple[int, int]]:
    for line in layout.lines:
        body = _LISTED_LINE.match(layout.text, line)
        if body is None or not layout.lists_skills(line):
            continue
        items = list(_ITEM.finditer(layout.text, body.start(1), body.end(1)))
        if len(items) >= _LIST_LEAST:
            yield from map(_trimmed, items)


def _trimmed(item: re.Match[str]) -> tuple[int, int]:
    left = len(item[0]) - len(item[0].lstrip(_EDGE))
    return item.start() + left, item.start() + max(left, len(item[0].rstrip(_EDGE)))


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """What `spans` cover together, in rising order."""
    joined: list[tuple[int, int]] = []
    for left, right in sorted(spans):
        if joined and left < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(right, joined[-1][1]))
        else:
            joined.append((left, right))
    return joined


def _unknown(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    """Whether none of the rising `spans`, which share nothing, reaches into `start` to `end`."""
    before = bisect_left(spans, (end,))
    return start < end and (before == 0 or spans[before - 1][1] <= start)


def _plausible(item: str, fillers: frozenset[str]) -> bool:
    words = item.split()
    if not 1 <= len(words) <= _LONGEST_ITEM or not any(map(str.isalpha, item)):
        return False
    return item.lower() not in fillers and (item[0].isupper() or any(map(str.isupper, item)))


def find_stated(text: str, mentions: Sequence[Mention]) -> tuple[StatedDuration, ...]:
    """Durations straight behind a held mention; 'less than 1 year' states nothing exact and is left."""
    stated = []
    for mention in mentions:
        match = _DURATION.match(text, mention.end)
        if match and not match[1] and mention.assertion is Assertion.HELD:
            stated.append(StatedDuration(mention.skill, _months(match), mention.start, match.end()))
    return tuple(stated)


def _months(match: re.Match[str]) -> int:
    number = float(match[2])
    return round(number * _MONTHS_A_YEAR) if match[3].lower().startswith("y") else round(number)
