"""Skills named as a kind with examples behind: 'relational databases such as Oracle or MySQL' is one wish."""

import re
from collections.abc import Iterator, Mapping, Sequence

from matcher.domain.advert import ChoiceWords
from matcher.domain.extraction import Mention
from matcher.domain.skill import Kind, Skill
from matcher.extraction.phrase_pattern import phrase_pattern

_KINDS = frozenset({Kind.FIELD, Kind.METHOD, Kind.TECHNIQUE})
_MOST_WORDS = 4
_BRACKET = re.compile(r"\s(?:\w+\s)?\(\s*")


class Umbrellas:
    """Joins a kind and its examples with one taxonomy."""

    def __init__(self, skills: Mapping[str, Skill], words: ChoiceWords) -> None:
        self._skills = skills
        self._examples = phrase_pattern(each.rstrip(".") for each in words.examples)

    def gathered(self, text: str, groups: Sequence[tuple[Mention, ...]]) -> Iterator[tuple[Mention, ...]]:
        """`groups`, each kind joined with the examples behind it."""
        waiting: tuple[Mention, ...] = ()
        for group in groups:
            if waiting and self._is_kind_of(text, waiting, group):
                waiting = (*waiting, *group)
                continue
            if waiting:
                yield waiting
            waiting = group
        if waiting:
            yield waiting

    def _is_kind_of(self, text: str, before: Sequence[Mention], behind: Sequence[Mention]) -> bool:
        between = text[before[-1].end : behind[0].start]
        if len(before) != 1 or len(between.split()) > _MOST_WORDS or re.search(r"[.;)]\s", between):
            return False
        if not self._examples.search(between) and not _BRACKET.fullmatch(between):
            return False
        kind = self._skills[before[0].skill]
        return kind.kind in _KINDS and any(kind.id in self._implied(each.skill) for each in behind)

    def _implied(self, skill: str) -> set[str]:
        found: set[str] = set()
        waiting = [skill]
        while waiting:
            for implied in self._skills[waiting.pop()].implies:
                if implied not in found:
                    found.add(implied)
                    waiting.append(implied)
        return found
