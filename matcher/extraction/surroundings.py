"""What stands around a surface, and the questions that decisions about it ask."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from matcher.domain.skill import Context, Kind
from matcher.extraction.assertions import Said
from matcher.extraction.candidates import Candidate
from matcher.extraction.layout import Layout
from matcher.extraction.tokens import Tokens
from matcher.extraction.vocabulary import Found

DELIMITERS = frozenset(",;/|•●·▪■◦‣&:()[]–—-*➢►✓")
JOINING = DELIMITERS | {"and", "or"}
_CAMEL = re.compile(r"[a-z][A-Z]")
_LIST_SPAN = 4
_NUMBERS_BEHIND = 4
_NEAR_ITEMS = 2
FARTHEST_WORD = _LIST_SPAN + _NUMBERS_BEHIND  # that is looked at on either side of a surface
GENERAL_KINDS = frozenset({Kind.FIELD, Kind.METHOD, Kind.TECHNIQUE})


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the surface is taken, and why in words."""

    taken: bool
    why: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a decision may look at.

    `idioms` and `named` say of words what common phrase or name they are part of, `said` what a cue says of
    them; `taken` holds the words of skills already taken, `ordinary` the words that everybody uses.
    """

    tokens: Tokens
    layout: Layout
    context: Context
    idioms: Mapping[int, range]
    named: Mapping[int, str]
    said: Mapping[int, Said]
    ordinary: Container[str]
    taken: Mapping[int, Candidate]


def in_own_case(found: Found, around: Surroundings) -> bool:
    """Written as the taxonomy writes it, or in more capitals, or small in a list of small words."""
    quoted = around.tokens.quote(found.first, found.last)
    if found.form.same_case(quoted) or (quoted.isupper() and len(quoted) > 1) or has_camel_case(quoted):
        return True
    return in_small_list(found, around)


def has_camel_case(quoted: str) -> bool:
    """Whether a capital stands behind a small letter, as in no ordinary word: 'RedShift'."""
    return _CAMEL.search(quoted) is not None


def in_small_list(found: Found, around: Surroundings) -> bool:
    return is_listed(found, around, DELIMITERS) and around.layout.is_list(around.tokens.starts[found.first])


def is_listed(found: Found, around: Surroundings, separators: frozenset[str]) -> bool:
    """Whether separators or line ends stand on both sides, a version or 'years' allowed behind."""
    behind = found.last
    for _ in range(_NUMBERS_BEHIND):
        behind += _is_number_in_line(behind, around)
    return _bounded(found.first - 1, -1, around, separators) and _bounded(behind, 1, around, separators)


def _is_number_in_line(token: int, around: Surroundings) -> bool:
    words = around.tokens.words
    if token >= len(words) or token in around.taken or line_breaks(token, 1, around):
        return False
    return words[token][0].isdigit()


def _bounded(token: int, step: int, around: Surroundings, separators: frozenset[str]) -> bool:
    words = around.tokens.words
    if not 0 <= token < len(words) or line_breaks(token, step, around):
        return True
    word = words[token].lower()
    return word in separators or (word == "." and step > 0) or token in around.taken


def line_breaks(token: int, step: int, around: Surroundings) -> bool:
    """Whether a line ends between `token` and the one before it in the direction of `step`."""
    tokens = around.tokens
    left, right = (token, token + 1) if step < 0 else (token - 1, token)
    return "\n" in tokens.text[tokens.ends[left] : tokens.starts[right]]


def skill_beside(found: Found, around: Surroundings) -> str | None:
    """The word of a skill already taken that stands beside the surface in a list."""
    for word in (_neighbour(found.first - 1, -1, around), _neighbour(found.last, 1, around)):
        if word is not None and word in around.taken:
            return around.tokens.words[word]
    return None


def products_in_row(found: Found, around: Surroundings) -> int:
    """How many products already taken stand next to the surface in its row, up to two on either side."""
    return sum(1 for step in (-1, 1) for _ in _products_beside(found, step, around))


def _products_beside(found: Found, step: int, around: Surroundings) -> Iterator[int]:
    token = found.first - 1 if step < 0 else found.last
    for _ in range(_NEAR_ITEMS):
        neighbour = _neighbour(token, step, around)
        if neighbour is None or neighbour not in around.taken:
            return
        if around.taken[neighbour].found.form.skill.kind not in GENERAL_KINDS:
            yield neighbour
        token = neighbour
        while token in around.taken:
            token += step


def ends_item(found: Found, around: Surroundings) -> bool:
    return _bounded(found.last, 1, around, JOINING)


def begins_item(found: Found, around: Surroundings) -> bool:
    return _bounded(found.first - 1, -1, around, JOINING)


def _neighbour(token: int, step: int, around: Surroundings) -> int | None:
    """The token behind one run of separators; None where no separator stands, or a sentence ends."""
    words = around.tokens.words
    for distance in range(_LIST_SPAN):
        if not 0 <= token < len(words):
            return None
        if words[token].lower() not in JOINING:
            return token if distance else None
        token += step
    return None


def is_glued(token: int, around: Surroundings) -> bool:
    """Whether the word hangs on the one before it, for a line break was lost: 'approachMake decisions'."""
    tokens = around.tokens
    return token > 0 and tokens.ends[token - 1] == tokens.starts[token] and tokens.words[token - 1].isalpha()


def phrase_in(one: Sequence[str], two: Sequence[str], phrases: frozenset[str]) -> str | None:
    for words in (two, one):
        if " ".join(words) in phrases:
            return " ".join(words)
    return None


def starts_sentence(token: int, around: Surroundings) -> bool:
    starts = around.tokens.starts
    return token == 0 or starts[token - 1] < around.layout.sentence_at(starts[token])[0]
