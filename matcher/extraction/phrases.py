"""Phrases of whole words, found in a run of words whatever the white space between them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class PhraseAt(Generic[_Value]):
    """A phrase at words `first` up to, not including, `last`, and what it stands for."""

    value: _Value
    first: int
    last: int

    @property
    def span(self) -> range:
        return range(self.first, self.last)


class Phrases(Generic[_Value]):
    """A table of phrases. Asking it takes time in proportion to the text, not to the number of phrases."""

    def __init__(self, entries: Iterable[tuple[Sequence[str], _Value]] = ()) -> None:
        """Each entry is the words of a phrase and what it stands for; an earlier one goes before its like."""
        self._values: dict[str, _Value] = {}
        self._longest: dict[str, int] = {}
        for words, value in entries:
            self._values.setdefault(" ".join(words), value)
            self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def get(self, words: Sequence[str]) -> _Value | None:
        """What `words` stand for as a whole."""
        return self._values.get(" ".join(words))

    def find(self, words: Sequence[str]) -> Iterator[PhraseAt[_Value]]:
        """Every phrase in `words`, overlapping ones too."""
        for first, word in enumerate(words):
            reach = min(self._longest.get(word, 0), len(words) - first)
            for last in range(first + 1, first + reach + 1):
                value = self._values.get(" ".join(words[first:last]))
                if value is not None:
                    yield PhraseAt(value, first, last)

    def longest(self, words: Sequence[str]) -> Iterator[PhraseAt[_Value]]:
        """The phrases in `words` that overlap none to their left; of several at one word, the longest."""
        end = 0
        by_first: dict[int, PhraseAt[_Value]] = {found.first: found for found in self.find(words)}
        for first, found in by_first.items():
            if first >= end:
                end = found.last
                yield found
