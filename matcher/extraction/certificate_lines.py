"""Names of certificates that only the résumé knows, a line each in a section on certificates."""

import re

from matcher.domain.credentials import CertificateWords, Certification
from matcher.domain.month import Month
from matcher.domain.words import DateWords
from matcher.extraction.dates import find_dates, phrases
from matcher.extraction.lines import Line

_MARK = re.compile(r"[^\w(\"“]*(?:\d{1,2}[.)]\s+)?[\s:–—-]*")
_LABEL = re.compile(r"([A-Za-z ]{3,25}):\s+")
_NAME_END = re.compile(
    r"[\t|;,•(\[]|\s[–—-]{1,2}\s|[:.]\s|\s(?:from|by|at|issued|provided|through|via|on|under)\s|https?:",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"[<>?!]|^[^(]*\)|\s[a-z]\S*$")
_LONGEST_LINE, _FEWEST_WORDS, _MOST_WORDS, _FEWEST_LETTERS = 130, 2, 10, 4
_CAPITALISED_SHARE = 0.6
_SURE_LABEL = "certificate"
_SMALL = frozenset({"a", "an", "and", "the", "of", "in", "for", "on", "to", "with", "&"})
_ANY_MONTH = Month(2100, 1)  # only where dates stand matters here, not which they are


class CertificateLines:
    """Reads a line as the name of a certificate, its issuer and date behind or before it."""

    def __init__(self, words: CertificateWords, dates: DateWords) -> None:
        self._no_names = words.no_names
        self._dates = dates
        self._label = re.compile(rf"(?:{phrases(('title', 'name', *words.certified))})s?", re.IGNORECASE)

    def name_in(self, line: Line) -> Certification | None:
        """The certificate that `line` names, if it reads like a name."""
        if len(line.text) > _LONGEST_LINE:
            return None
        start = self._name_start(line.text)
        label = _LABEL.match(line.text, start)
        is_said_to_be = label is not None and label[1].casefold() == _SURE_LABEL
        if label:
            if not self._label.search(label[1]):
                return None
            start = label.end()
        end = self._name_end(line.text, start)
        name = line.text[start:end].rstrip(" .,:–—-")
        if not (self._can_name(name) if is_said_to_be else self._reads_as_name(name)):
            return None
        return Certification(name, None, line.start + start, line.start + start + len(name))

    def _name_start(self, text: str) -> int:
        """Behind a bullet and a date."""
        start = _after_mark(text, 0)
        for date in find_dates(text, _ANY_MONTH, self._dates):
            if date.start <= start:
                start = _after_mark(text, date.end)
        return start

    def _name_end(self, text: str, start: int) -> int:
        ends = [date.start for date in find_dates(text, _ANY_MONTH, self._dates) if date.start > start]
        stop = _NAME_END.search(text, start)
        return min([*ends, stop.start() if stop else len(text)])

    def _can_name(self, name: str) -> bool:
        """Whether what a label says to be one can be a name at all; any capitals will do."""
        return 0 < len(name.split()) <= _MOST_WORDS and name.casefold() not in self._no_names

    def _reads_as_name(self, name: str) -> bool:
        words = [word for word in name.split() if word.lower() not in _SMALL]
        if not _FEWEST_WORDS <= len(name.split()) <= _MOST_WORDS:
            return False
        if sum(map(str.isalpha, name)) < _FEWEST_LETTERS:
            return False
        if name.casefold() in self._no_names or not words or _NO_NAME.search(name):
            return False
        capitalised = sum(word[0].isupper() or word[0].isdigit() for word in words)
        return (name[0].isupper() or name[0].isdigit()) and capitalised >= _CAPITALISED_SHARE * len(words)


def _after_mark(text: str, position: int) -> int:
    match = _MARK.match(text, position)
    return match.end() if match else position
