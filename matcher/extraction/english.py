"""Which words are English, and which of them everybody uses."""

from collections.abc import Container
from dataclasses import dataclass
from functools import cache

from spellchecker import SpellChecker

_ORDINARY_FROM = 300


@dataclass(frozen=True, slots=True)
class English:
    """Words in lower case: all about 160,000, names and slips among them, and the `ordinary` ones.

    A word is ordinary from 300 occurrences in the corpus of pyspellchecker; 'algorithms' is.
    """

    words: Container[str]
    ordinary: Container[str]


@cache
def read_english() -> English:
    """The words as pyspellchecker brings them; read once a process."""
    counts = SpellChecker().word_frequency.dictionary
    ordinary = frozenset(word for word, count in counts.items() if count >= _ORDINARY_FROM)
    return English(frozenset(counts), ordinary)
