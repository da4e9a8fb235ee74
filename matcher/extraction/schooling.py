"""Degrees and schools, with their level and field of study.

Conventions, as the labelled documents have them: a degree that is still being pursued counts as being at its
level; the level of the person is the highest of all.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from matcher.domain.extraction import EducationLevel, Schooling, Section, SectionName
from matcher.domain.words import DegreeWords, JobWords
from matcher.extraction.lines import find_lines
from matcher.extraction.study_fields import find_field

_STUDIES = frozenset({SectionName.EDUCATION, SectionName.COURSEWORK})
_ELSEWHERE = frozenset(
    {SectionName.HEADER, SectionName.SUMMARY, SectionName.OTHER, SectionName.CERTIFICATIONS}
)
_AGAIN = re.compile(r".{0,2}|\s+(?:of\s+)?\w+\s+\(", re.DOTALL)
_NEAR = 8
_STATE = re.compile(r"[A-Z]{2}")
_FIRST_IN = re.compile(r"\s*(?:in|of|degree|\(|from)\b|\s*\(", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class _Degrees:
    pattern: re.Pattern[str]
    look_alike: re.Pattern[str]
    levels: dict[str, EducationLevel]
    brief: frozenset[str]
    dotted: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Degree:
    level: EducationLevel
    start: int
    end: int


def find_schooling(text: str, sections: Sequence[Section], words: JobWords) -> tuple[Schooling, ...]:
    """The degrees in the parts on education; without any, those named in the header, summary and so on.

    Each reaches from its degree to the next one or to the end of its section.
    """
    degrees = _compiled(words.degrees)
    for names, is_study in ((_STUDIES, True), (_ELSEWHERE, False)):
        parted = [section for section in sections if section.name in names]
        found = [
            schooling
            for section in parted
            for schooling in _schooling_in(text, section, degrees, words, is_study=is_study)
        ]
        if found:
            return tuple(found)
    return ()


def _schooling_in(
    text: str, section: Section, degrees: _Degrees, words: JobWords, *, is_study: bool
) -> Iterator[Schooling]:
    found = [
        degree
        for line in find_lines(text, section.body_start, section.end)
        for degree in _one_per_level(
            text, _degrees_in(text, line.start, line.end, degrees, is_study=is_study)
        )
    ]
    ends = [*(degree.start for degree in found), section.end][1:]
    for degree, end in zip(found, ends, strict=bool(found)):
        studied = (
            None if degree.level is EducationLevel.SECONDARY else find_field(text, degree.end, end, words)
        )
        yield Schooling(degree.level, studied, degree.start, end)


def _one_per_level(text: str, found: Iterator[_Degree]) -> list[_Degree]:
    """A degree said twice is one: 'Bachelor of Engineering (BE)'."""
    kept: list[_Degree] = []
    for degree in found:
        if kept and kept[-1].level is degree.level and _AGAIN.fullmatch(text, kept[-1].end, degree.start):
            kept[-1] = _Degree(degree.level, kept[-1].start, degree.end)
        else:
            kept.append(degree)
    return kept


def _degrees_in(text: str, start: int, end: int, degrees: _Degrees, *, is_study: bool) -> Iterator[_Degree]:
    masked = degrees.look_alike.sub(lambda match: "\x00" * len(match[0]), text[start:end])
    for match in degrees.pattern.finditer(masked):
        form = _key(match[0])
        # a pattern that ignores case takes 'İ' for an 'i', and no form is written so
        if form in degrees.levels and _is_degree(match, form, degrees, is_study=is_study):
            yield _Degree(degrees.levels[form], start + match.start(), start + match.end())


def _is_degree(match: re.Match[str], form: str, degrees: _Degrees, *, is_study: bool) -> bool:
    """Whether the surface is written as people write that degree, and is no word, place or product."""
    said = match[0].strip()
    letters = said.replace(".", "").replace(" ", "")
    if form in degrees.dotted and not _is_cased(letters) and not _is_dotted_in_text(said, letters):
        return False
    if _STATE.fullmatch(said) and _is_place(match):
        return False
    if form in degrees.brief and "." not in said:
        return is_study or (said[0].isupper() and _FIRST_IN.match(match.string, match.end()) is not None)
    return is_study or not said[0].islower() or "." in said


def _is_dotted_in_text(said: str, letters: str) -> bool:
    """'b.e.' and 'b. tech', but neither 'me.' nor 'it. I', where a sentence ends."""
    return "." in said[:-1] and (len(said.split()) == 1 or len(letters) > len("iti"))


def _is_cased(letters: str) -> bool:
    """MBA, MSc, BTech and Ph D, but neither 'be' nor 'Me'."""
    return letters.isupper() or (len(letters) > len("MS") and letters[0].isupper())


def _is_place(match: re.Match[str]) -> bool:
    """'Boston, MA' at the end of a line or before a date."""
    before = match.string[max(0, match.start() - _NEAR) : match.start()]
    after = match.string[match.end() : match.end() + _NEAR].lstrip()
    return re.search(r"\w,\s*$", before) is not None and not after[:1].isalpha()


@lru_cache(maxsize=8)
def _compiled(words: DegreeWords) -> _Degrees:
    levels: dict[str, EducationLevel] = {}
    for level, listed in words.levels.items():
        levels.update({_key(form): level for form in listed})
    forms = sorted({form for listed in words.levels.values() for form in listed}, key=len, reverse=True)
    pattern = "|".join(map(_form_pattern, forms))
    look_alike = "|".join(re.escape(phrase) for phrase in sorted(words.look_alikes, key=len, reverse=True))
    return _Degrees(
        re.compile(rf"(?<![\w@/.-])(?:{pattern})(?![\w@])", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{look_alike})", re.IGNORECASE),
        levels,
        frozenset(map(_key, words.brief)),
        frozenset(_key(form) for form in forms if _is_dotted(form)),
    )


def _is_dotted(form: str) -> bool:
    return "." in form and " " not in form


def _form_pattern(form: str) -> str:
    if _is_dotted(form):
        return r"[.\s]{0,2}".join(map(re.escape, form.strip(".").split("."))) + r"\.?"
    return r"[\s-]{1,3}".join(map(re.escape, form.replace(".", " ").split())).replace("sr", r"sr\.?")


def _key(form: str) -> str:
    return re.sub(r"[.\s-]", "", form.lower())
