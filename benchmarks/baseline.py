"""What somebody would write in an afternoon: keywords, and plain patterns for dates and degrees.

The measure of what the rules of Rolefit are worth: none of them is, where they do no better than this.
"""

import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pypdfium2

from matcher.domain.month import Interval, Month, covered_months
from matcher.domain.role import Role
from matcher.domain.skill import Skill

WELL_KNOWN = Path(__file__).parent / "well_known.txt"
_LONGEST_IN_EXACT_CASE = 3
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?:({'|'.join(_MONTHS)})[a-z]*\.?,?\s+)?"
_SPANS = re.compile(
    rf"\b{_MONTH}((?:19|20)\d\d)\s*(?:[-–—]|to)\s*{_MONTH}((?:19|20)\d\d|present|current|now)\b",
    re.IGNORECASE,
)
_DEGREES = {
    "doctorate": re.compile(r"\b(?:ph\.?d|doctorate)\b", re.IGNORECASE),
    "master": re.compile(r"\b(?:master|m\.?sc|m\.?tech|mba)", re.IGNORECASE),
    "bachelor": re.compile(r"\b(?:bachelor|b\.?sc|b\.?tech|b\.e\b)", re.IGNORECASE),
}


def well_known() -> list[str]:
    """About 240 names that come to mind first; not the taxonomy's, so its changes move none."""
    return WELL_KNOWN.read_text("utf-8").splitlines()


class Keywords:
    """Finds names as whole words: short ones in their exact case, the others in any."""

    def __init__(self, names: Iterable[str]) -> None:
        self._patterns = {name: _whole_word(name) for name in dict.fromkeys(names)}

    def found(self, text: str) -> list[str]:
        """The names that `text` holds, in the order they were given in."""
        return [name for name, pattern in self._patterns.items() if pattern.search(text)]


def _whole_word(name: str) -> re.Pattern[str]:
    flags = 0 if len(name) <= _LONGEST_IN_EXACT_CASE else re.IGNORECASE
    words = r"\s+".join(map(re.escape, name.split()))
    return re.compile(rf"(?<![A-Za-z0-9]){words}(?![A-Za-z0-9+#])", flags)


class KeywordProfiles:
    """Ranks roles by the share of their requirements of which a skill is named."""

    def __init__(self, roles: Mapping[str, Role], skills: Mapping[str, Skill]) -> None:
        self._requirements = {
            role.title: [[skills[skill].name for skill in each.any_of] for each in role.requirements]
            for role in roles.values()
        }
        self._keywords = Keywords(
            name for wanted in self._requirements.values() for names in wanted for name in names
        )

    def ranked(self, text: str) -> list[str]:
        """Titles of all roles, the best first."""
        found = set(self._keywords.found(text))
        return sorted(self._requirements, key=lambda title: (-self._share(title, found), title))

    def _share(self, title: str, found: set[str]) -> float:
        requirements = self._requirements[title]
        return sum(not found.isdisjoint(names) for names in requirements) / max(len(requirements), 1)


def experience(text: str, as_of: Month, keywords: Keywords) -> dict[str, Any]:
    """Every span of years or months is a job, and every keyword was used in all of them."""
    intervals = _spans(text, as_of)
    months = covered_months(intervals)
    return {
        "jobs": [{"start": str(each.start), "end": str(each.end)} for each in intervals],
        "total_months": months,
        "skills": [{"name": name, "months": months} for name in keywords.found(text)],
        "education_level": _highest_degree(text),
    }


def _spans(text: str, as_of: Month) -> list[Interval]:
    found = []
    for first_month, first_year, last_month, last_year in _SPANS.findall(text):
        start = Month(int(first_year), _number(first_month, 1))
        end = Month(int(last_year), _number(last_month, 12)) if last_year.isdecimal() else as_of
        if start <= end:
            found.append(Interval(start, end))
    return found


def _number(month: str, otherwise: int) -> int:
    return _MONTHS.index(month.lower()) + 1 if month else otherwise


def _highest_degree(text: str) -> str:
    return next((level for level, pattern in _DEGREES.items() if pattern.search(text)), "none")


def pdf_text(content: bytes) -> str:
    """PDFium's text in the order in which the file draws it."""
    document = pypdfium2.PdfDocument(content)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def docx_text(content: bytes) -> str:
    """The paragraphs of the body, without tables, text boxes, headers and footers."""
    return "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs)
