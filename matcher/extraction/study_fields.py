"""The field of study behind a degree: 'Computer Science' in 'B.Sc. Computer Science Pune, Maharashtra'."""

import re
from functools import lru_cache

from matcher.domain.words import DegreeWords, JobWords
from matcher.extraction.dates import phrases
from matcher.extraction.job_lines import work_patterns

_SUBJECT = re.compile(
    r"(?:[ \t]+(?:of[ \t]+)?[^\W\d_]+\)(?=[ \t]+in\b))?"  # '(Master of Science) in'
    r"(?:[ \t.]*\((?:hons?|honou?rs|[bm][.]?[a-z]{1,4})[.]?\)(?=[ \t]+[a-z]))?"  # '(Hons)', '(BE)'
    r"[ \t.)]*(?:\((?P<bracketed>[^)\n]{2,50})\)|(?:(?:degree|hons|honors|honours)\b[.)]?[ \t]*)?"
    r"(?P<joint>[ \t]*(?:\b(?:in|of|with)\b|[,:–—-])?)[ \t]*"
    r"(?P<plain>[A-Z][^\n,;|•·()\d:–—]{1,70}))(?P<behind>,?)",
    re.IGNORECASE,
)
_SUBJECT_END = re.compile(
    r"\s(?:from|at|with|in the|university|college|institute|school|under|affiliated|branch|by|and is)\b"
    r"|\spassed\b|\s-\s|\.\s|\b(?:preferred|required)\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"\s(?:from|at)\b", re.IGNORECASE)
_NOUNS = frozenset({"arts", "commerce", "engineering", "science", "technology"})  # Bachelor of ...
_REACH = 120
_LONGEST_SUBJECT = 7


def find_field(text: str, start: int, end: int, words: JobWords) -> str | None:
    """What was studied, from `start`, where the degree's name ends; None where that is not told."""
    match = _SUBJECT.match(text, start, min(end, start + _REACH))
    if match is None:
        return None
    subject = match["bracketed"] or _plain_subject(match, words)
    subject = subject.rpartition(" in ")[2] if " in " in subject else subject
    subject = " ".join(_bare(_without_date(subject.strip(" .-–—:"), words).split()))
    is_school = work_patterns(words.work).school.search(subject) is not None
    return subject if subject and not is_school and len(subject.split()) <= _LONGEST_SUBJECT else None


def _plain_subject(match: re.Match[str], words: JobWords) -> str:
    """What 'in' or 'of' introduces is a subject; without one, only what has a word of a subject is."""
    subject = _SUBJECT_END.split(match["plain"], maxsplit=1)[0]
    studies = _studies(words.degrees)
    if work_patterns(words.work).school.search(_FROM.split(match["plain"])[0]):
        return subject if match["joint"].strip().isalpha() else _opening(subject, studies)
    introduced = match["joint"].strip().isalpha()
    if introduced and not match["behind"]:
        return subject
    return _up_to_last(subject, studies) or (subject if introduced else "")


def _opening(subject: str, studies: re.Pattern[str]) -> str:
    """The words of a subject before a school's name: 'MBA Information Technology Norwood University'."""
    found = re.match(rf"(?:(?:{studies.pattern})(?:\s+(?:and|&)(?=\s)|\s+|$))+", subject, re.IGNORECASE)
    return found[0] if found else ""


def _up_to_last(subject: str, studies: re.Pattern[str]) -> str:
    """Without the town behind it: 'Electronics Springfield', before ', Illinois'."""
    found = list(studies.finditer(subject))
    return subject[: found[-1].end()] if found else ""


def _bare(words: list[str]) -> list[str]:
    """Said once, and without the noun of the degree: 'of Science Information Technology'."""
    half = len(words) // 2
    if words and words[:half] == words[half:]:
        return words[:half]
    return words[1:] if len(words) > len(("noun", "field")) and words[0].casefold() in _NOUNS else words


@lru_cache(maxsize=8)
def _studies(words: DegreeWords) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{phrases(words.studies)})\b", re.IGNORECASE)


def _without_date(subject: str, words: JobWords) -> str:
    """Without the words that belong to the date behind it: 'Physics Expected May'."""
    kept = subject.split()
    while kept and kept[-1].casefold().strip(".") in {*words.dates.months, *words.dates.expected}:
        kept.pop()
    return " ".join(kept)
