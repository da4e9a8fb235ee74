"""Durations of experience that an advert asks for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matcher.domain.advert import YearWords
from matcher.domain.extraction import Mention
from matcher.extraction.advert_items import Item
from matcher.extraction.phrase_pattern import phrase_pattern

_MONTHS_A_YEAR = 12
_MOST_YEARS = 25
_MOST_WORDS_BETWEEN = 8
_MOST_WORDS_IN_LIST = 3
_BEFORE = re.compile(r"\s*[(:,–-]\s*(?:at least|minimum(?: of)?|min\.?)?\s*", re.IGNORECASE)
_CLOSES = re.compile(r"\s*(?:[),;.]|of experience|experience|$)", re.IGNORECASE)
_BREAKS = re.compile(r"[;()]|\.\s")


@dataclass(frozen=True, slots=True)
class Duration:
    """At least `months`, asked for at `item.text[start:end]`."""

    months: int
    start: int
    end: int


class DurationFinder:
    """Finds durations with one set of words."""

    def __init__(self, words: YearWords) -> None:
        self._numbers, self._general = words.numbers, words.general
        named = "|".join(words.numbers)
        number = rf"\d{{1,2}}(?:\.5)?|(?:{named})\b"
        self._pattern = re.compile(
            rf"(?<![\w$€£.,/])(?P<least>{number})(?:\s?\(\d{{1,2}}\))?\s?"
            rf"(?:(?:-|–|to|or)\s?(?:\d{{1,2}}|(?:{named})\b)\s?)?(?:\+|plus\b|or more\b)?\s?(?:full\s)?-?"
            r"(?P<unit>years?|yrs?\.?|months?)(?![A-Za-z])'?\s?\+?",
            re.IGNORECASE,
        )
        self._not_behind = re.compile(rf"{phrase_pattern(words.not_behind).pattern}\s*$", re.IGNORECASE)
        self._not_before = re.compile(
            rf"[\s-]*(?:\w+\s)?{phrase_pattern(words.not_before).pattern}", re.IGNORECASE
        )
        self._experience = phrase_pattern(words.experience)

    def durations(self, item: Item) -> list[Duration]:
        """The durations of `item` that are asked for, in order."""
        return [
            Duration(self._months(match), match.start(), match.end())
            for match in self._pattern.finditer(item.text)
            if self._is_asked(item, match)
        ]

    def _is_asked(self, item: Item, match: re.Match[str]) -> bool:
        if self._not_behind.search(item.text[max(0, match.start() - 30) : match.start()]):
            return False
        if self._not_before.match(item.text, match.end()):
            return False
        is_years = match["unit"].lower().startswith("y")
        if not is_years and not self._experience.search(
            item.text, match.end(), min(len(item.text), match.end() + 40)
        ):
            return False
        return 0 < self._months(match) <= _MOST_YEARS * _MONTHS_A_YEAR

    def _months(self, match: re.Match[str]) -> int:
        said = match["least"].lower()
        number = float(self._numbers.get(said, 0) or said)
        return round(number * _MONTHS_A_YEAR) if match["unit"].lower().startswith("y") else round(number)

    def of_skills(
        self, item: Item, durations: Sequence[Duration], mentions: Sequence[Mention]
    ) -> Iterator[tuple[Duration, tuple[Mention, ...]]]:
        """Each duration with the skills it is asked of; without any, it is of experience in general."""
        for number, duration in enumerate(durations):
            end = durations[number + 1].start if number + 1 < len(durations) else len(item.text)
            behind = [mention for mention in mentions if duration.end <= mention.start < end]
            before = [mention for mention in mentions if self._is_labelled(item, mention, duration)]
            yield duration, tuple(before or self._listed(item.text, duration, behind))

    @staticmethod
    def _is_labelled(item: Item, mention: Mention, duration: Duration) -> bool:
        """'Python (3+ years)', 'SQL: 2 years', 'Java, 5 years'."""
        return (
            mention.end <= duration.start
            and _BEFORE.fullmatch(item.text, mention.end, duration.start) is not None
            and _CLOSES.match(item.text, duration.end) is not None
        )

    def _listed(self, text: str, duration: Duration, behind: Sequence[Mention]) -> Iterator[Mention]:
        """The first skill behind the duration, if it is near, and the list that it opens."""
        last, most = duration.end, _MOST_WORDS_BETWEEN
        for mention in behind:
            between = text[last : mention.start]
            words = re.findall(r"[^\W\d_][\w'-]*", between.lower())
            is_list = last != duration.end
            if len(words) > most or not self._general.isdisjoint(words) or self._is_part(text, mention):
                return
            if _BREAKS.search(between) and not (is_list and "(" in between):
                return
            yield mention
            last, most = mention.end, _MOST_WORDS_IN_LIST

    def _is_part(self, text: str, mention: Mention) -> bool:
        """'years of data analysis experience' is of the skill, 'years as a data analyst' of the work."""
        behind = re.match(r"\s(\w+)", text[mention.end : mention.end + 30])
        return behind is not None and behind[1].lower() in self._general
