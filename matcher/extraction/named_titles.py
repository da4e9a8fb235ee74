"""The first title of a known role in a text, for texts that neither list jobs nor open with a title."""

from collections.abc import Iterable, Sequence

from matcher.domain.role import Role
from matcher.extraction.phrases import Phrases


class NamedTitles:
    """The titles of all roles, to be found in a text's words."""

    def __init__(self, roles: Iterable[Role]) -> None:
        titles = [title.split() for role in roles for title in role.titles]
        self._titles = Phrases((words, " ".join(words)) for words in titles)
        self._last_words = frozenset(words[-1] for words in titles)

    def first(self, words: Sequence[str]) -> str | None:
        """The first title in `words`, the longest of several at one place; 'engineers' is 'engineer'."""
        found = self._titles.longest([self._singular(word.lower()) for word in words])
        return next((each.value for each in found), None)

    def _singular(self, word: str) -> str:
        stem = word.removesuffix("s")
        return stem if stem in self._last_words else word
