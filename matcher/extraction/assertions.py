"""What the text says of the person and a skill: held, negated, only wished for, or another person's.

After ConText (Harkema and others, 2009): a cue speaks of what follows or goes before it, up to its reach,
and never past a stop or the end of the sentence.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from matcher.domain.skill import Claim, Context, Cue, Direction
from matcher.extraction.layout import Layout
from matcher.extraction.phrases import PhraseAt, Phrases
from matcher.extraction.tokens import Tokens

_PRECEDENCE = (Claim.ANOTHERS, Claim.NEGATED, Claim.WISHED)


@dataclass(frozen=True, slots=True)
class Said:
    """What a cue says of a word."""

    claim: Claim
    phrase: str


class AssertionRules:
    """The cues and stops of a context, ready to be found."""

    def __init__(self, context: Context, words_of: Callable[[str], list[str]]) -> None:
        cues = ((words_of(cue.phrase), cue) for cue in context.cues)
        self._cues: Phrases[tuple[Cue, ...]] = Phrases(_gathered(cues))
        self._stops = Phrases((words_of(stop), stop) for stop in context.stops)

    def said_of_words(self, tokens: Tokens, layout: Layout) -> dict[int, Said]:
        """What is said of each word that a cue reaches; the others are held."""
        stops = {stop.first for stop in self._stops.find(tokens.lower)}
        said: dict[int, Said] = {}
        for found in self._cues.longest(tokens.lower):
            for cue in found.value:
                for word in _reached(cue, found, tokens, layout, stops):
                    _say(said, word, Said(cue.claim, cue.phrase))
        return said


def _gathered(cues: Iterator[tuple[list[str], Cue]]) -> list[tuple[Sequence[str], tuple[Cue, ...]]]:
    """The cues by their words: one phrase may speak both ways, or of two things."""
    by_words: dict[tuple[str, ...], list[Cue]] = {}
    for words, cue in cues:
        by_words.setdefault(tuple(words), []).append(cue)
    return [(words, tuple(same)) for words, same in by_words.items()]


def _say(said: dict[int, Said], word: int, new: Said) -> None:
    old = said.get(word)
    if old is None or _PRECEDENCE.index(new.claim) < _PRECEDENCE.index(old.claim):
        said[word] = new


def _reached(
    cue: Cue, found: PhraseAt[tuple[Cue, ...]], tokens: Tokens, layout: Layout, stops: set[int]
) -> list[int]:
    reached: list[int] = []
    for word in _steps(cue, found, tokens, layout):
        if tokens.lower[word] in cue.until:
            return reached
        if word in stops or tokens.lower[word] in cue.stops:
            break
        reached.append(word)
    return [] if cue.until else reached


def _steps(cue: Cue, found: PhraseAt[tuple[Cue, ...]], tokens: Tokens, layout: Layout) -> Iterator[int]:
    """The words from the cue away, as far as it reaches within its sentence."""
    start, end = layout.sentence_at(tokens.starts[found.first])
    if cue.direction is Direction.FORWARD:
        steps = range(found.last, min(found.last + cue.reach, len(tokens)))
    else:
        steps = range(found.first - 1, max(found.first - 1 - cue.reach, -1), -1)
    for word in steps:
        if not start <= tokens.starts[word] < end:
            return
        yield word
