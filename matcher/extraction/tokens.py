"""Words of a text with their offsets, by a spaCy tokenizer that was cut down to what names of skills need.

spaCy's English defaults keep 'C++/C#' and 'Python|SQL' whole and spend most of their time on exceptions
such as "don't". Here every punctuation mark is a token of its own, but for the signs in C++, C# and A+,
and a mark that joins two words is a space: 'Node.js' and 'Node JS' are the same two tokens.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokenizer import Tokenizer as SpacyTokenizer
from spacy.vocab import Vocab

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
_LETTERS = re.compile(r"(?<![^\W_])[A-Za-z]+(?![^\W_])")
_SEAM = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
_SHORTEST_GLUED, _SHORTEST_BEFORE, _MOST_GLUED = 3, 2, 8
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
        self._tokens = _spacy_tokenizer()

    def __reduce__(self) -> tuple[type["Tokenizer"], tuple[()]]:
        return Tokenizer, ()  # made anew in less time than read back

    def words_of(self, phrase: str) -> list[str]:
        """The words of a `phrase`, as they are looked up in a text."""
        lower = phrase.lower()
        if lower.replace(" ", "").isalnum():
            return lower.split()
        return [token.text for token in self._tokens(_JOINER.sub(" ", lower))]

    def split(self, text: str, is_word: Callable[[str], bool] = _never) -> Tokens:
        """The words of `text`; addresses of pages and mail are masked.

        Words that lost the line break between them ('JavaPassion') part where each of them satisfies
        `is_word` and the whole does not.
        """
        masked = _ADDRESS.sub(lambda match: _MASK * len(match[0]), text)
        single, origins = _single_spaces(_JOINER.sub(" ", masked), is_word)
        tokens = [(token.idx, token.text) for token in self._tokens(single)]
        words = tuple(word for _, word in tokens)
        starts = tuple(_original(origins, [now for now, _ in tokens]))
        ends = tuple(start + len(word) for start, word in zip(starts, words, strict=True))
        return Tokens(text, words, tuple(map(_looked_up, words)), starts, ends)


def _looked_up(word: str) -> str:
    return word.lower().replace("’", "'")


def _spacy_tokenizer() -> SpacyTokenizer:
    """The attributes of a word cost more than all else that is done with it, and nothing reads them."""
    return SpacyTokenizer(
        Vocab(lex_attr_getters={}), prefix_search=_PUNCTUATION.match, infix_finditer=_PUNCTUATION.finditer
    )


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
        cuts = [0, *_lost_breaks(chunk, is_word), len(chunk)]
        for left, right in pairwise(cuts):
            yield from _parted(start + left, chunk[left:right])


def _lost_breaks(chunk: str, is_word: Callable[[str], bool]) -> Iterator[int]:
    """Where words were glued together in `chunk`: 'SkillsKafkaBenefits' is three, 'PostgreSQL' is one."""
    for letters in _LETTERS.finditer(chunk) if _SEAM.search(chunk) else ():
        seams = [0, *(seam.start() for seam in _SEAM.finditer(letters[0])), len(letters[0])]
        if len(seams) - 1 <= _MOST_GLUED and not is_word(letters[0]):
            yield from (letters.start() + cut for cut in _cuts(letters[0], seams, is_word))


def _cuts(letters: str, seams: Sequence[int], is_word: Callable[[str], bool]) -> Sequence[int]:
    """The fewest of `seams` that part `letters` into words; none where some part is no word."""
    best: dict[int, tuple[int, ...]] = {0: ()}
    for number, end in enumerate(seams[1:], start=1):
        ways = [
            (*best[start], start)
            for start in seams[:number]
            if start in best and _is_glued_word(letters, start, end, is_word)
        ]
        if ways:
            best[end] = min(ways, key=len)
    return best.get(len(letters), (0,))[1:]


def _is_glued_word(letters: str, start: int, end: int, is_word: Callable[[str], bool]) -> bool:
    shortest = _SHORTEST_GLUED if start else _SHORTEST_BEFORE
    return end - start >= shortest and is_word(letters[start:end])


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
