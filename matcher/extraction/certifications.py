"""Certificates that the person holds: well-known ones anywhere, others from a section on certificates."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from matcher.domain.credentials import CertificateFamily, CertificateWords, Certification
from matcher.domain.extraction import Section, SectionName
from matcher.domain.surface import surface_key
from matcher.domain.words import DateWords
from matcher.extraction.certificate_lines import CertificateLines
from matcher.extraction.dates import phrases
from matcher.extraction.lines import find_lines

_JOINT = r"[\s:®™,(–—-]{1,4}"
_CAPITALISED = r"(?:[A-Z][\w+#]*(?:[./&-][\w+#]+)*|\d(?!\d{3}\b)[\w.]*)"
_SMALL = r"(?:of|and|&)"
_RUN = rf"{_CAPITALISED}(?:[ ®™]{{1,2}}(?:{_SMALL} )?{_CAPITALISED}|[ ]?[:–—-][ ]{_CAPITALISED}){{0,8}}"
_WORD = re.compile(r"[A-Za-z0-9][\w+#.]*")
_SENTENCE_END = re.compile(r"[.;•]\s|\n")
_NEAR = 40
_MOST = 200  # more in one text is an attack or a catalogue


@dataclass(frozen=True, slots=True, eq=False)
class _Form:
    """`pattern` finds the name of one certificate, or of any that opens so where `name` is None.

    It is compiled when its first word is met: there are hundreds, of which a text names a few.
    """

    pattern: str
    name: str | None
    issuer: str | None
    ambiguous: bool


class CertificateFinder:
    """Finds certificates by the words of a lexicon."""

    def __init__(self, words: CertificateWords, dates: DateWords) -> None:
        self._forms: dict[str, list[_Form]] = defaultdict(list)
        for surface, form in _forms(words):
            self._forms[_first_word(surface)].append(form)
        self._certified = re.compile(rf"\b(?:{phrases(words.certified)})\b", re.IGNORECASE)
        self._not_yet = re.compile(rf"\b(?:{phrases(words.not_yet)})\b", re.IGNORECASE)
        self._lines = CertificateLines(words, dates)

    def find(self, text: str, sections: Sequence[Section]) -> tuple[Certification, ...]:
        """Each certificate once, in order; what the person only prepares for is left out."""
        parted = [section for section in sections if self._is_about_certificates(text, section)]
        known = list(islice(self._known(text, parted), _MOST))
        named = [*known, *(each for section in parted for each in self._others(text, section, known))]
        held = [each for each in named if not self._is_ahead(text, each)]
        return tuple(_each_once(sorted(held, key=lambda each: each.start)[:_MOST]))

    def _is_about_certificates(self, text: str, section: Section) -> bool:
        heading = text[section.start : section.body_start]
        return section.name is SectionName.CERTIFICATIONS and self._certified.search(heading) is not None

    def _known(self, text: str, parted: Sequence[Section]) -> Iterator[Certification]:
        free_from = 0
        for word in _WORD.finditer(text):
            if word.start() < free_from:
                continue
            found = self._longest(text, word, parted)
            if found:
                free_from = found.end
                yield found

    def _longest(self, text: str, word: re.Match[str], parted: Sequence[Section]) -> Certification | None:
        best: Certification | None = None
        for form in self._forms.get(_first_word(word[0]), ()):
            match = _compiled(form.pattern).match(text, word.start())
            if match is None or (best and match.end() <= best.end):
                continue
            if form.ambiguous and not self._is_backed(text, match, parted):
                continue
            best = Certification(_shown(match, form), form.issuer, match.start(), match.end())
        return best

    def _is_backed(self, text: str, match: re.Match[str], parted: Sequence[Section]) -> bool:
        if any(section.body_start <= match.start() < section.end for section in parted):
            return True
        return self._certified.search(text, *_sentence(text, match.start(), match.end())) is not None

    def _others(self, text: str, section: Section, known: Sequence[Certification]) -> Iterator[Certification]:
        for line in find_lines(text, section.body_start, section.end):
            if not any(line.start <= each.start < line.end for each in known):
                named = self._lines.name_in(line)
                if named:
                    yield named

    def _is_ahead(self, text: str, named: Certification) -> bool:
        start, end = _sentence(text, named.start, named.end)
        behind = text[named.end : end].lstrip(" (,:–—-")
        return bool(self._not_yet.search(text[start : named.start]) or self._not_yet.match(behind))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Kept for good: the table of certificates is the same in every finder."""
    return re.compile(pattern)


def _first_word(surface: str) -> str:
    found = re.match(r"[A-Za-z0-9]+", surface)
    return found[0].casefold() if found else ""


def _forms(words: CertificateWords) -> Iterator[tuple[str, _Form]]:
    level = rf"(?:{_JOINT}(?:{phrases(words.levels)})\b)?"
    for family in words.families:
        yield from _family_forms(family, level)
    holders = f"(?:{phrases(words.holders)})"
    generic = rf"(?i:certified)[ ](?=[A-Z])(?:[A-Z][\w&/-]*[ ]|(?:in|of)[ ]){{0,5}}(?i:{holders})\b"
    yield "certified", _Form(generic, None, None, ambiguous=False)


def _family_forms(family: CertificateFamily, level: str) -> Iterator[tuple[str, _Form]]:
    def form(pattern: str, surface: str, name: str | None) -> tuple[str, _Form]:
        return surface, _Form(rf"{pattern}(?![\w+])", name, family.issuer, surface in family.ambiguous)

    for opening in family.openings:
        yield form(rf"(?i:{_spaced(opening)})[:®™]?[ ](?:[–—-][ ])?{_RUN}", opening, None)
    for name in family.names:
        yield form(rf"(?i:{_spaced(name)}{level})", name, name)
    for short, name in family.short.items():
        yield form(_spaced(short), short, name)
    for code in family.codes:
        yield form(re.escape(code).replace(r"\#", r"\d"), code, None)


def _spaced(name: str) -> str:
    return _JOINT.join(map(re.escape, re.split(r"[\s:-]+", name)))


def _shown(match: re.Match[str], form: _Form) -> str:
    """The name in full; a level behind it ('... – Associate') belongs to it."""
    said = " ".join(match[0].split())
    if form.name is None or len(said) > len(form.name):
        return said
    return form.name


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """What stands near `text[start:end]` on its line, up to the next sentence or item."""
    left, right = max(0, start - _NEAR), min(len(text), end + _NEAR)
    stops = [match.end() for match in _SENTENCE_END.finditer(text, left, start)]
    stop = _SENTENCE_END.search(text, end, right)
    return (stops[-1] if stops else left), (stop.start() if stop else right)


def _each_once(found: Sequence[Certification]) -> Iterator[Certification]:
    """Of names that begin alike ('AWS Certified Developer', '... – Associate') the longest."""
    keys = [surface_key(each.name) for each in found]
    for position, (certificate, key) in enumerate(zip(found, keys, strict=True)):
        longer = any(other != key and other.startswith(key) for other in keys)
        if not longer and key not in keys[:position]:
            yield certificate
