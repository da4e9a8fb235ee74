"""Slips of one letter in names of skills.

A slip leaves one half of a name as it is, so names are kept by their halves, and rapidfuzz confirms the
distance. Words of English are never touched (trust is not Rust).
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from rapidfuzz.distance import OSA

from matcher.domain.layered import Layered

_SHORTEST = 5
_SAME_INITIAL_UP_TO = 8
_GLUED_VERSION = re.compile(r"([a-z]{3,})v?\d[\d.]*")


class Spelling:
    """Finds the known words that an unknown one may have been meant to be."""

    def __init__(
        self,
        known: Container[str],
        whole: Container[str],
        names: Iterable[str],
        english: Container[str],
        base: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> None:
        """`known` words need no correction, `whole` ones are a surface alone, slips are made in `names`.

        `base` is `by_half` of a Spelling with names that count beside them.
        """
        self._known = known
        self._whole = whole
        self._english = english
        by_half: dict[str, list[str]] = {}
        for name in sorted(set(names)):
            if len(name) >= _SHORTEST and name.isalpha():
                for half in _halves(name, len(name)):
                    if half not in by_half:
                        by_half[half] = list(base.get(half, ()))
                    by_half[half].append(name)
        self.by_half: Mapping[str, Sequence[str]] = Layered(base, by_half) if base else by_half

    def without_version(self, word: str) -> str | None:
        """'mysql5' -> 'mysql', where 'mysql' is a surface and 'mysql5' is not."""
        match = _GLUED_VERSION.fullmatch(word.lower())
        if match is None or word.lower() in self._whole:
            return None
        return match[1] if match[1] in self._whole else None

    def meant(self, word: str) -> list[str]:
        """The known words one slip away, in order; none where `word` is right as it stands."""
        lower = word.lower()
        if not _correctable(word) or lower in self._known or self._is_english(lower):
            return []
        near = {
            name
            for length in (len(lower) - 1, len(lower), len(lower) + 1)
            for half in _halves(lower, length)
            for name in self.by_half.get(half, ())
        }
        return sorted(name for name in near if _one_slip(lower, name))

    def _is_english(self, lower: str) -> bool:
        if lower in self._english:
            return True
        stem = lower.removesuffix("s")
        return stem != lower and (stem in self._english or stem in self._known)


def _correctable(word: str) -> bool:
    """Long enough, letters only, and no capitals inside: 'DataCan' is two words, not a slip of 'Datacap'.

    A name of five letters that lost one is still known by its small letters: 'Scaa'; 'SCAA' is another name.
    """
    if len(word) < _SHORTEST - word[1:].islower() or not word.isalpha():
        return False
    return word[1:].islower() or word.isupper()


def _halves(word: str, length: int) -> Iterator[str]:
    """What `word` begins and ends with, were it a name of `length` letters with its slip elsewhere.

    The letter in the middle is in neither half, so that even two swapped letters spare one.
    """
    middle = (length - 1) // 2
    yield f"{length} {word[:middle]}-"
    yield f"{length} -{word[middle + 1 - length :]}"


def _one_slip(word: str, known: str) -> bool:
    if min(len(word), len(known)) <= _SAME_INITIAL_UP_TO and word[0] != known[0]:
        return False
    return OSA.distance(word, known, score_cutoff=1) <= 1
