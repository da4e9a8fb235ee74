"""Words of a text with their offsets, by a spaCy tokenizer that was cut down to what names of skills need.

spaCy's English defaults keep 'C++/C#' and 'Python|SQL' whole and spend most of their time on exceptions
such as "don't". Here every punctuation mark is a token of its own, but for the signs in C++, C# and A+,
and a mark that joins two words is a space: 'Node.js' and 'Node JS' are the same two tokens.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer as SpacyTokenizer

_PUNCTUATION = re.compile(
    r"[^\w\s+#]|_"
    r"|(?<![^\W\d_])#|(?<=[^\W_][^\W_])#"  # a hash stays with one letter only: C#, F#
    r"|(?<!\w)(?<!\w\+)\+|(?<=\w)\+(?=\w)"  # a plus stays behind a word: C++, A+
)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|[\w.+-]{1,64}@[\w-]++(?:\.[\w-]++)++"  # limits as in RFC 5321 and RFC 1035
    r"|\b[\w-]{1,63}+(?:\.[\w-]{1,63}+){0,8}\.(?:com|org|io|edu|gov|dev|me|in|ai|co)/\S*"
)
_LEADING_SIGNS = re.compile(r"(?:[^\w\s]|_)+")
_SIGNS_AT_ONCE = 50  # spaCy copies the rest of a word for each sign that it takes from its beginning
_JOINER = re.compile(r"(?<=[\w+#])[-._](?=\w)")
_GLUED = re.compile(r"(?<![^\W_])([A-Za-z]?[a-z]{2,}|[A-Z]{2,}(?=[A-Z][a-z]{2}))([A-Z][a-z]{2,})(?![^\W_])")
_MASK = "ǁ"  # a letter, so that a masked address stays one token, and of no language here


def _never(_word: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of `text`; `starts[i]` and `ends[i]` are the offsets of word i in it.

    `lower` are the words in small letters, a curly apostrophe straightened, as phrases are looked up.
    """

    text: str
    words: tuple[str, ...]
    lower: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.words)

    def at(self, offset: int) -> int:
        """The last token that starts at `offset` or before it; 0 where none does."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def quote(self, first: int, last: int) -> str:
        """The text from token `first` up to, not including, token `last`."""
        return self.text[self.starts[first] : self.ends[last - 1]]


class Tokenizer:
    """Splits texts and phrases by the same rules."""

    def __init__(self) -> None:
        self._nlp = _blank_language()

    def words_of(self, phrase: str) -> list[str]:
        """The words of a `phrase`, as they are looked up in a text."""
        lower = phrase.lower()
        if lower.replace(" ", "").isalnum():
            return lower.split()
        return [token.text for token in self._nlp.make_doc(_JOINER.sub(" ", lower))]

    def split(self, text: str, is_word: Callable[[str], bool] = _never) -> Tokens:
        """The words of `text`; addresses of pages and mail are masked.

        Words that lost the line break between them ('JavaPassion') part where both sides satisfy `is_word`
        and the whole does not.
        """
        masked = _ADDRESS.sub(lambda match: _MASK * len(match[0]), text)
        single, origins = _single_spaces(_JOINER.sub(" ", masked), is_word)
        tokens = [(token.idx, token.text) for token in self._nlp.make_doc(single)]
        words = tuple(word for _, word in tokens)
        starts = tuple(_original(origins, [now for now, _ in tokens]))
        ends = tuple(start + len(word) for start, word in zip(starts, words, strict=True))
        return Tokens(text, words, tuple(map(_looked_up, words)), starts, ends)


def _looked_up(word: str) -> str:
    return word.lower().replace("’", "'")


def _blank_language() -> Language:
    """An English pipeline that only splits words."""
    nlp = spacy.blank("en")
    nlp.tokenizer = SpacyTokenizer(
        nlp.vocab, prefix_search=_PUNCTUATION.match, infix_finditer=_PUNCTUATION.finditer
    )
    # The attributes of a word cost more than all else that is done with it, and nothing reads them.
    nlp.vocab.lex_attr_getters = {}  # type: ignore[attr-defined]
    nlp.max_length = 10_000_000
    return nlp


def _single_spaces(text: str, is_word: Callable[[str], bool]) -> tuple[str, list[tuple[int, int]]]:
    """The text with one space a run, and where each part of it stood: (offset now, offset before)."""
    parts: list[str] = []
    origins: list[tuple[int, int]] = []
    length = 0
    for start, chunk in _chunks(text, is_word):
        if parts:
            parts.append(" ")
            length += 1
        origins.append((length, start))
        parts.append(chunk)
        length += len(chunk)
    return "".join(parts), origins


def _chunks(text: str, is_word: Callable[[str], bool]) -> Iterator[tuple[int, str]]:
    for match in re.finditer(r"\S+", text):
        start, chunk = match.start(), match[0]
        seam = _GLUED.search(chunk)
        if seam and not is_word(seam[0]) and is_word(seam[1]) and is_word(seam[2]):
            yield start, chunk[: seam.start(2)]
            start, chunk = start + seam.start(2), chunk[seam.start(2) :]
        yield from _parted(start, chunk)


def _parted(start: int, chunk: str) -> Iterator[tuple[int, str]]:
    """The chunk, in several parts where it begins with an endless row of signs."""
    signs = _LEADING_SIGNS.match(chunk)
    cut = 0
    while signs and signs.end() - cut > _SIGNS_AT_ONCE:
        yield start + cut, chunk[cut : cut + _SIGNS_AT_ONCE]
        cut += _SIGNS_AT_ONCE
    yield start + cut, chunk[cut:]


def _original(origins: list[tuple[int, int]], offsets: list[int]) -> Iterator[int]:
    """Where rising `offsets` of the single-spaced text stood before."""
    part = 0
    for offset in offsets:
        while part + 1 < len(origins) and origins[part + 1][0] <= offset:
            part += 1
        now, before = origins[part]
        yield before + offset - now
