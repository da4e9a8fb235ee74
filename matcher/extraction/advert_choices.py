"""Which skills of a list are alternatives: 'Python, R or Java', 'AWS/Azure/GCP', 'one or more of ...'."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto

from matcher.domain.advert import ChoiceWords
from matcher.domain.extraction import Mention
from matcher.extraction.advert_items import Item
from matcher.extraction.phrase_pattern import phrase_pattern

_MOST_WORDS_BETWEEN = 2
_MOST_WORDS_TO_EXAMPLES = 3
_WORD = re.compile(r"[^\s,/()]+")
_UNKNOWN = r"[^\s,;:.()][^,;:()\n]{0,30}"  # an example that is no known skill
_OPENS_EXAMPLES = re.compile(rf"[(:]\s*(?:{_UNKNOWN},\s*){{0,3}}$")


class Joint(Enum):
    """What stands between two skills that follow each other."""

    COMMA = auto()
    OR = auto()
    AND = auto()
    BREAK = auto()


class ChoiceFinder:
    """Groups the skills of an item with one set of words."""

    def __init__(self, words: ChoiceWords) -> None:
        self._either, self._both = words.either, words.both
        self._one_of = phrase_pattern(words.one_of)
        # A dot may end a phrase, and phrases end where no word goes on.
        self._examples = phrase_pattern(each.rstrip(".") for each in words.examples)
        self._open_end = re.compile(
            rf"(?:,\s*{_UNKNOWN}(?=,)){{0,3}}\W{{0,3}}{phrase_pattern(words.open_ends).pattern}",
            re.IGNORECASE,
        )

    def groups(self, item: Item, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, ...]]:
        """Alternatives together, every other mention alone; in order."""
        run: list[Mention] = []
        joints: list[Joint] = []
        for mention in mentions:
            joint = self._joint(item.text, run[-1].end, mention.start) if run else Joint.BREAK
            if joint is Joint.BREAK and run:
                yield from self._split(item, run, joints)
                run, joints = [], []
            elif run:
                joints.append(joint)
            run.append(mention)
        if run:
            yield from self._split(item, run, joints)

    def _joint(self, text: str, start: int, end: int) -> Joint:
        between = text[start:end]
        if re.fullmatch(r"\s?[/|]\s?", between):
            return Joint.OR
        if re.search(r"[();:.\n]", between) or self._one_of.search(between) or self._examples.search(between):
            return Joint.BREAK
        words = [word.lower() for word in _WORD.findall(between)]
        fillers = [word for word in words if word not in self._either and word not in self._both]
        if len(fillers) > _MOST_WORDS_BETWEEN:
            return Joint.BREAK
        if self._either.intersection(words):
            return Joint.OR
        if self._both.intersection(words):
            return Joint.AND
        return Joint.COMMA if "," in between else Joint.BREAK

    def _split(
        self, item: Item, run: Sequence[Mention], joints: Sequence[Joint]
    ) -> Iterator[tuple[Mention, ...]]:
        if len(run) > 1 and self._is_choice(item, run):
            yield tuple(run)
            return
        begin = 0
        for position in [*(i + 1 for i, joint in enumerate(joints) if joint is Joint.AND), len(run)]:
            yield from _alternatives(run[begin:position], joints[begin : position - 1])
            begin = position

    def _is_choice(self, item: Item, run: Sequence[Mention]) -> bool:
        """Whether words around the whole list make one of it enough."""
        lead = item.text[max(0, run[0].start - 60) : run[0].start]
        for pattern in (self._one_of, self._examples):
            found = list(pattern.finditer(lead))
            words_behind = _WORD.findall(lead[found[-1].end() :]) if found else ()
            if (
                found
                and len(words_behind) <= _MOST_WORDS_TO_EXAMPLES
                and not re.search(r"[);]", lead[found[-1].end() :])
            ):
                return True
        return (
            _OPENS_EXAMPLES.search(lead) is not None
            and self._open_end.match(item.text, run[-1].end) is not None
        )


def _alternatives(run: Sequence[Mention], joints: Sequence[Joint]) -> Iterator[tuple[Mention, ...]]:
    """'A, B or C' is one choice; 'A or B, C' is a choice and C."""
    if Joint.OR in joints and joints[-1] is Joint.OR and Joint.OR not in _before_last_run(joints):
        yield tuple(run)
        return
    begin = 0
    for position in [*(i + 1 for i, joint in enumerate(joints) if joint is Joint.COMMA), len(run)]:
        yield tuple(run[begin:position])
        begin = position


def _before_last_run(joints: Sequence[Joint]) -> Sequence[Joint]:
    """The joints before the last unbroken run of OR."""
    end = len(joints)
    while end and joints[end - 1] is Joint.OR:
        end -= 1
    return joints[:end]
