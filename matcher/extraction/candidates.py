"""Every surface that a text may hold: as written, misspelt, glued to a version, or without its last word."""

from collections.abc import Iterator
from dataclasses import dataclass

from matcher.extraction.tokens import Tokens
from matcher.extraction.vocabulary import Found, Vocabulary

_WORDS_OF_A_NAME = 6
_COORDINATION = frozenset({",", "/", "&", "and", "or"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A surface found; `corrected` where a word of it was misspelt."""

    found: Found
    corrected: bool = False

    @property
    def span(self) -> range:
        return range(self.found.first, self.found.last)


def find_candidates(
    vocabulary: Vocabulary, tokens: Tokens, shared_heads: frozenset[str]
) -> Iterator[Candidate]:
    """All candidates, overlapping ones too; `shared_heads` are last words that a list may leave out."""
    for found in vocabulary.find(tokens.lower):
        yield Candidate(found)
        if tokens.lower[found.last - 1] in shared_heads:
            yield from map(Candidate, _elided(vocabulary, found, tokens))
    yield from _repaired(vocabulary, tokens)


def _elided(vocabulary: Vocabulary, found: Found, tokens: Tokens) -> Iterator[Found]:
    """Names before `found` that share its last word: 'regression and integration testing'."""
    if found.last - found.first == 1:
        return
    head, word = tokens.lower[found.last - 1], found.first - 1
    while word > 0 and tokens.lower[word] in _COORDINATION:
        word -= 1
        form = vocabulary.form(tokens.lower[word], head)
        if form is not None:
            yield Found(form, word, word + 1)
            word -= 1


def _repaired(vocabulary: Vocabulary, tokens: Tokens) -> Iterator[Candidate]:
    """Surfaces that are there once a word is as it was meant."""
    for number, word in enumerate(tokens.words):
        plain = vocabulary.spelling.without_version(word)
        for meant in [plain] if plain else vocabulary.spelling.meant(word):
            start = max(number - _WORDS_OF_A_NAME, 0)
            around = tokens.lower[start : number + _WORDS_OF_A_NAME]
            words = (*around[: number - start], meant, *around[number - start + 1 :])
            for found in vocabulary.find(words):
                first, last = start + found.first, start + found.last
                if first <= number < last:
                    yield Candidate(Found(found.form, first, last), corrected=plain is None)
