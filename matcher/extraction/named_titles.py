"""The first title of a known role in a text, for texts that neither list jobs nor open with a title."""

import re
from collections.abc import Iterable, Iterator, Sequence

from matcher.domain.role import Role
from matcher.extraction.phrases import Phrases

_SEAM = re.compile(r"(?<=[A-Z]{3})(?=[A-Z][a-z]{2})|(?<=[a-z]{3})(?=[A-Z][a-z]{2})")


class NamedTitles:
    """The titles of all roles, to be found in a text's words."""

    def __init__(self, roles: Iterable[Role]) -> None:
        titles = [title.split() for role in roles for title in role.titles]
        self._titles = Phrases((words, " ".join(words)) for words in titles)
        self._last_words = frozenset(words[-1] for words in titles)

    def first(self, words: Sequence[str]) -> str | None:
        """The first title in `words`, the longest of several at one place; 'engineers' is 'engineer'."""
        parted = (part for word in words for part in self._parted(word))
        found = self._titles.longest([self._singular(part.lower()) for part in parted])
        return next((each.value for each in found), None)

    def _parted(self, word: str) -> Iterator[str]:
        """'DEVELOPERBenefits' as a line break that was lost left it; 'JavaScript' stays whole."""
        first, *rest = _SEAM.split(word, maxsplit=1)
        ends_title = self._singular(first.lower()) in self._last_words
        yield from (first, *rest) if ends_title else (word,)

    def _singular(self, word: str) -> str:
        stem = word.removesuffix("s")
        return stem if stem in self._last_words else word
