"""Phrases of whole words, found in a run of words whatever the white space between them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from matcher.domain.layered import Layered

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

    def __init__(
        self,
        entries: Iterable[tuple[Sequence[str], _Value]] = (),
        base: "Phrases[_Value] | None" = None,
    ) -> None:
        """Each entry is the words of a phrase and what it stands for; an earlier one goes before its like.

        All go before those of `base`, which are not copied. `values` are by the words with blanks between,
        `reaches` the words of the longest phrase by the first.
        """
        values: dict[str, _Value] = {}
        reaches: dict[str, int] = {}
        known: Mapping[str, int] = base.reaches if base else {}
        for words, value in entries:
            values.setdefault(" ".join(words), value)
            first = words[0]
            reaches[first] = max(reaches.get(first, 0), known.get(first, 0), len(words))
        self.values: Mapping[str, _Value] = Layered(base.values, values) if base else values
        self.reaches: Mapping[str, int] = Layered(base.reaches, reaches) if base else reaches

    def get(self, words: Sequence[str]) -> _Value | None:
        """What `words` stand for as a whole."""
        return self.values.get(" ".join(words))

    def find(self, words: Sequence[str]) -> Iterator[PhraseAt[_Value]]:
        """Every phrase in `words`, overlapping ones too."""
        for first, word in enumerate(words):
            reach = min(self.reaches.get(word, 0), len(words) - first)
            for last in range(first + 1, first + reach + 1):
                value = self.values.get(" ".join(words[first:last]))
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
