"""What a line around a job's dates says: a title, an employer, both, or prose."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from matcher.domain.words import WorkWords
from matcher.extraction.dates import DASHES, phrases

_PARTS = re.compile(
    rf"\s+[{DASHES}|·•@:>]+\s+|\s*[|·•→;]\s*|\s+[{DASHES}]+$|\s*,\s+|\s{{3,}}|\t|[()\[\]]"
    r"|\s+at\s+|\s+@\s*"
)
_WORD = re.compile(r"[^\W\d_][\w'’+#.&/-]*")
_STATE = re.compile(r"[A-Z]{2}(?:\s\d{5})?")
_AS_TITLE = re.compile(r"\b(?:[Aa]s|I was)\s+(?:an?\s+|the\s+)?((?:[A-Z][\w./&+#-]*[ \t]?){1,5})")
_AT_EMPLOYER = re.compile(r"at\s+((?:[A-Z][\w&'’-]*[ \t]?){1,4})")
_BEHIND_TITLE = re.compile(r"\s(?:in|at|for|with|from|since)\b", re.IGNORECASE)
_EDGES = " \t-–—|,:;·•●▪*()[]{}#>@→\u00ad\xa0"
_SMALL_WORDS = frozenset("a an and as at by de du for from in of on or the to und with & y la".split())  # noqa: SIM905
_LONGEST_LINE = 200
_LONGEST_NAME, _LONGEST_TITLE, _LONGEST_SUFFIX, _SHARE_OF_CAPITALS = 14, 6, 9, 0.6


@dataclass(frozen=True, slots=True, eq=False)
class WorkPatterns:
    """The word lists as patterns; labels match at a line's start and end behind their colon."""

    title: re.Pattern[str]
    internship: re.Pattern[str]
    unpaid: re.Pattern[str]
    part_time: re.Pattern[str]
    company: re.Pattern[str]
    school: re.Pattern[str]
    course: re.Pattern[str]
    project: re.Pattern[str]
    duration_label: re.Pattern[str]
    title_label: re.Pattern[str]
    employer_label: re.Pattern[str]
    description_label: re.Pattern[str]
    worked: re.Pattern[str]
    place: re.Pattern[str]


@lru_cache(maxsize=8)
def work_patterns(words: WorkWords) -> WorkPatterns:
    label = rf"\W*(?:\d+[.)]\s*)?(?:%s)\s*(?::[\s{DASHES}]*|\s[{DASHES}]+\s)"
    sources = {
        "title": rf"\b(?:{phrases(words.titles)})s?\b",
        "internship": rf"\b(?:{phrases(words.internships)})\b",
        "unpaid": rf"\b(?:{phrases(words.unpaid)})\b",
        "part_time": rf"\b(?:{phrases(words.part_time)})\b",
        "company": rf"\b(?:{phrases(words.companies)})\b",
        "school": rf"\b(?:{phrases(words.schools)})\b",
        "course": rf"\b(?:{phrases(words.courses)})\b",
        "project": rf"\W*(?:\d+[.)]?\s*)?(?:{phrases(words.projects)})\b",
        "duration_label": rf"(?:^|\W)(?:{phrases(words.duration_labels)})\s*[:.{DASHES}\s]*(?:from\s+)?\(?$",
        "title_label": label % phrases(words.title_labels),
        "employer_label": label % phrases(words.employer_labels),
        "description_label": label % phrases(words.description_labels),
        "worked": rf"\b(?:{phrases(words.worked)})\b",
        "place": rf"(?:{phrases(words.places)})",
    }
    return WorkPatterns(**{name: re.compile(source, re.IGNORECASE) for name, source in sources.items()})


def reads_as_name(line: str, patterns: WorkPatterns) -> bool:
    """Whether a line can be a title or an employer: short, no sentence, mostly capitals or a title's word."""
    if len(line) > _LONGEST_LINE:
        return False
    words = [word for word in _WORD.findall(line) if word.lower() not in _SMALL_WORDS]
    if not 0 < len(words) <= _LONGEST_NAME or _ends_sentence(line) or _first_letter(line).islower():
        return False
    if len(words) <= _LONGEST_TITLE and patterns.title.search(line):
        return True
    capitals = sum(1 for word in words if word[0].isupper())
    return capitals >= _SHARE_OF_CAPITALS * len(words)


def names_project(line: str, patterns: WorkPatterns) -> bool:
    """'Project 2: CRM' and 'Project Name - CRM', and not 'Project Manager'."""
    match = patterns.project.match(line)
    return (
        match is not None
        and patterns.title.search(line[match.end() : match.end() + _LONGEST_TITLE * 5]) is None
    )


def _first_letter(line: str) -> str:
    return next((sign for sign in line if sign.isalpha()), "")


def _ends_sentence(line: str) -> bool:
    last = line.rsplit(maxsplit=1)[-1]
    return (
        line.endswith((".", ";", ":"))
        and "." not in last[:-1]
        and len(last) > len("Corp.")
        and "," not in last
    )


def labelled(text: str, label: re.Pattern[str]) -> str:
    """What stands behind a label, or all of `text` without one."""
    match = label.match(text)
    return text[match.end() :] if match else text


def without_edges(text: str) -> str:
    return text.strip(_EDGES)


def parts(line: str) -> list[str]:
    """The pieces of a header line between dashes, bars, commas and brackets; a long line's beginning only."""
    return [
        piece
        for part in _PARTS.split(line[:_LONGEST_LINE])
        if (piece := without_edges(part)) and _WORD.search(piece)
    ]


@dataclass(frozen=True, slots=True)
class Names:
    """The title and the employer that some header lines name."""

    title: str | None = None
    employer: str | None = None

    def filled_from(self, other: "Names") -> "Names":
        return Names(self.title or other.title, self.employer or other.employer)


def names_in(line: str, patterns: WorkPatterns) -> Names:
    """Split one header line: the first piece with a title's word is the title, another one the employer."""
    line = labelled(labelled(line, patterns.title_label), patterns.employer_label)
    pieces = list(_pieces(line, patterns))
    title = next((piece for piece in pieces if _is_title(piece, patterns)), None)
    others = [piece for piece in _without_places(pieces, patterns) if piece != title and piece[0].isupper()]
    named = [piece for piece in others if patterns.company.search(piece)]
    employer = next(iter(named or others), None)
    return Names(title and (title_in_prose(title, patterns) or title), employer)


def _pieces(line: str, patterns: WorkPatterns) -> Iterator[str]:
    """The parts, with 'Inc.' joined to its company and 'Developer in Some Company' split."""
    held: str | None = None
    for part in parts(line):
        is_suffix = all(map(patterns.company.fullmatch, _WORD.findall(part.replace(".", " "))))
        if held is not None and is_suffix and len(part) <= _LONGEST_SUFFIX:
            held = f"{held}, {part}"
            continue
        yield from _split_at_in(held, patterns) if held else ()
        held = part
    yield from _split_at_in(held, patterns) if held else ()


def _split_at_in(piece: str, patterns: WorkPatterns) -> tuple[str, ...]:
    title, joint, company = piece.partition(" in ")
    if joint and patterns.title.search(title) and patterns.company.search(company):
        return title, company
    return (piece,)


def title_in_prose(sentence: str, patterns: WorkPatterns) -> str | None:
    """'Worked as a Test Engineer in ...'."""
    candidates = (_BEHIND_TITLE.split(match[1])[0].strip() for match in _AS_TITLE.finditer(sentence))
    return next((title for title in candidates if patterns.title.search(title)), None)


def employer_in_prose(sentence: str, patterns: WorkPatterns) -> str | None:
    """'I was a Test Engineer at Norwood Freight'."""
    for match in _AS_TITLE.finditer(sentence):
        employer = _AT_EMPLOYER.match(sentence, match.end())
        if employer and patterns.title.search(match[1]):
            return employer[1].strip()
    return None


def _without_places(pieces: list[str], patterns: WorkPatterns) -> list[str]:
    """Without countries, and without 'Springfield' where 'IL' stands behind it."""
    kept = [piece for piece in pieces if not patterns.place.fullmatch(piece)]
    towns = {
        town
        for town, state in pairwise(kept)
        if _STATE.fullmatch(state) and not patterns.company.search(town)
    }
    return [piece for piece in kept if piece not in towns and not _STATE.fullmatch(piece)]


def _is_title(piece: str, patterns: WorkPatterns) -> bool:
    """'Consulting Services Ltd' is no title although 'services' may be one's word."""
    words = _WORD.findall(piece)
    last = patterns.company.search(words[-1]) if words else None
    return patterns.title.search(piece) is not None and (last is None or " of " in piece)
