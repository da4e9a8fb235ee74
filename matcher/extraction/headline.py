"""The line by which people name their profession, under their name."""

import re
from collections.abc import Sequence

from matcher.domain.extraction import Section, SectionName
from matcher.domain.words import JobWords
from matcher.extraction.job_lines import WorkPatterns, parts, work_patterns
from matcher.extraction.lines import Line, find_lines

_FIRST_LINES, _LONGEST_TITLE, _LONGEST_LINE = 8, 6, 120
_ADDRESS = re.compile(r"@|\d{4}|https?:|www\.|\[EMAIL\]")
_TAIL = re.compile(r"\s+(?:with|having|in|at|for|seeking|looking|who|and\s+\d)\b.*", re.IGNORECASE)
_LEAD = re.compile(r"(?:currently\s+)?working\s+as\s+(?:an?\s+)?|designation\s*-\s*", re.IGNORECASE)


def find_headline(text: str, sections: Sequence[Section], words: JobWords) -> str | None:
    """The title in the header, without the employer behind it; None if no line there reads like one.

    Exports name it right before their skills, in a second header: that one says what the person applies as.
    """
    patterns = work_patterns(words.work)
    headers = [section for section in sections if section.name is SectionName.HEADER]
    for section in reversed(headers):
        lines = find_lines(text, section.body_start, section.end)[:_FIRST_LINES]
        is_title_block = section.start > 0 and section.start == section.body_start
        for line in lines:
            if title := _title(line, patterns):
                return title
        if is_title_block and lines:
            return lines[0].text
    return None


def _title(line: Line, patterns: WorkPatterns) -> str | None:
    if len(line.text) > _LONGEST_LINE or line.is_bullet:
        return None
    for piece in parts(_LEAD.sub("", line.text)):
        title = _TAIL.sub("", piece)
        words = title.split()
        if (
            0 < len(words) <= _LONGEST_TITLE
            and title[0].isupper()
            and words[0] != "I"
            and not title.endswith(".")
            and not _ADDRESS.search(title)
            and patterns.title.search(title)
        ):
            return title
    return None
