"""Which surfaces of a text are mentions of skills: the longest first, ambiguous ones by their context."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from heapq import heappop, heappush

from matcher.domain.document import Document
from matcher.domain.extraction import Declined, Job, Match, Mention
from matcher.domain.skill import Assertion, Context
from matcher.extraction.ambiguity import is_common, judge, judge_common, judge_slip
from matcher.extraction.assertions import AssertionRules, Said
from matcher.extraction.candidates import Candidate, find_candidates
from matcher.extraction.layout import Layout
from matcher.extraction.names import NameFinder
from matcher.extraction.phrases import Phrases
from matcher.extraction.slips import is_doubtful
from matcher.extraction.surroundings import FARTHEST_WORD, Surroundings, Verdict
from matcher.extraction.tokens import Tokens
from matcher.extraction.vetoes import veto
from matcher.extraction.vocabulary import Vocabulary


@dataclass(slots=True)
class _Choice:
    """The state of choosing: which words are taken, by what, and what was left."""

    taken: dict[int, Candidate] = field(default_factory=dict)
    chosen: list[tuple[Candidate, Verdict]] = field(default_factory=list)
    left: list[tuple[Candidate, Verdict]] = field(default_factory=list)

    def free(self, candidate: Candidate) -> bool:
        return not any(word in self.taken for word in candidate.span)

    def take(self, candidate: Candidate, verdict: Verdict) -> None:
        self.taken.update(dict.fromkeys(candidate.span, candidate))
        self.chosen.append((candidate, verdict))


class MentionFinder:
    """Finds mentions with one vocabulary and one set of context rules."""

    def __init__(
        self, vocabulary: Vocabulary, context: Context, words_of: Callable[[str], list[str]]
    ) -> None:
        self._vocabulary = vocabulary
        self._context = context
        self._assertions = AssertionRules(context, words_of)
        self._names = NameFinder(context.names, words_of, vocabulary.words)
        self._idioms = Phrases((words_of(idiom), idiom) for idiom in context.idioms)

    def with_vocabulary(self, vocabulary: Vocabulary) -> "MentionFinder":
        """This finder with another vocabulary; what it has of the context is shared."""
        finder: MentionFinder = copy(self)
        finder._vocabulary = vocabulary
        finder._names = self._names.with_skill_words(vocabulary.words)
        return finder

    def find(
        self,
        document: Document,
        tokens: Tokens,
        layout: Layout,
        jobs: Iterable[Job] = (),
        headline: str | None = None,
    ) -> tuple[tuple[Mention, ...], tuple[Declined, ...]]:
        """The mentions in order of their place, and the surfaces that were left.

        The employers of `jobs` are names of companies; a `headline` is no name of a person.
        """
        choice = _Choice()
        around = Surroundings(
            tokens=tokens,
            layout=layout,
            context=self._context,
            idioms=self._idioms_by_word(tokens),
            named=self._names.find(tokens, jobs, headline),
            said=self._assertions.said_of_words(tokens, layout),
            ordinary=self._vocabulary.english.ordinary,
            taken=choice.taken,
        )
        self._choose(choice, around)
        quoted = _Quoting(document, tokens, layout, around.said)
        mentions = sorted((quoted.mention(*pair) for pair in choice.chosen), key=lambda m: m.start)
        declined = sorted((quoted.declined(*pair) for pair in choice.left), key=lambda d: d.start)
        return tuple(mentions), tuple(declined)

    def _choose(self, choice: _Choice, around: Surroundings) -> None:
        found = find_candidates(self._vocabulary, around.tokens, self._context.shared_heads)
        waiting = _take_certain(sorted(found, key=_longest_first), choice, around)
        choice.left.extend(_take_judged([candidate for candidate, _ in waiting], choice, around))

    def _idioms_by_word(self, tokens: Tokens) -> Mapping[int, range]:
        """The longest common phrase that each word is part of."""
        idioms: dict[int, range] = {}
        for found in sorted(self._idioms.find(tokens.lower), key=lambda idiom: len(idiom.span)):
            idioms.update(dict.fromkeys(found.span, found.span))
        return idioms


@dataclass(frozen=True, slots=True)
class _Quoting:
    """Turns what was chosen into values with offsets."""

    document: Document
    tokens: Tokens
    layout: Layout
    said: Mapping[int, Said]

    def mention(self, candidate: Candidate, verdict: Verdict) -> Mention:
        found, start = candidate.found, self.tokens.starts[candidate.found.first]
        said = self.said.get(found.first)
        why = f'{verdict.why}; after "{said.phrase}"' if said else verdict.why
        return Mention(
            skill=found.form.skill.id,
            surface=self.tokens.quote(found.first, found.last),
            start=start,
            end=self.tokens.ends[found.last - 1],
            page=self.document.page_at(start),
            section=self.layout.section_at(start),
            match=Match.MISSPELLING if candidate.corrected else found.form.match,
            assertion=Assertion(said.claim.value) if said else Assertion.HELD,
            why=why,
        )

    def declined(self, candidate: Candidate, verdict: Verdict) -> Declined:
        found = candidate.found
        return Declined(
            skill=found.form.skill.id,
            surface=self.tokens.quote(found.first, found.last),
            start=self.tokens.starts[found.first],
            end=self.tokens.ends[found.last - 1],
            why=verdict.why,
        )


def _longest_first(candidate: Candidate) -> tuple[int, bool, int]:
    return (-len(candidate.span), candidate.corrected, candidate.found.first)


def _take_certain(
    candidates: Iterable[Candidate], choice: _Choice, around: Surroundings
) -> list[tuple[Candidate, Verdict]]:
    """Take what needs no context; give back what does, the parts of longer ambiguous names included."""
    undecided: list[tuple[Candidate, Verdict]] = []
    held_back: set[int] = set()
    for candidate in candidates:
        found = candidate.found
        if found.form.case_sensitive and not found.form.same_case(
            around.tokens.quote(found.first, found.last)
        ):
            continue
        if around.layout.is_torn(around.tokens.starts[found.first], around.tokens.ends[found.last - 1]):
            continue
        ruled_out = veto(found, around)
        if ruled_out:
            choice.left.append((candidate, ruled_out))
        elif _needs_context(candidate, around) or not held_back.isdisjoint(candidate.span):
            undecided.append((candidate, _UNDECIDED))
            held_back.update(candidate.span)
        elif choice.free(candidate):
            choice.take(candidate, _certain(candidate))
    return undecided


def _take_judged(
    waiting: list[Candidate], choice: _Choice, around: Surroundings
) -> list[tuple[Candidate, Verdict]]:
    """Take what the context speaks for, in rounds: every skill taken may speak for another beside it."""
    by_word = _numbers_by_word(waiting)
    verdicts: dict[int, Verdict] = {}
    agenda = [(0, number) for number in range(len(waiting))]
    while agenda:
        turn, number = heappop(agenda)
        if choice.free(waiting[number]):
            verdicts[number] = _judged(waiting[number], around)
            if verdicts[number].taken:
                choice.take(waiting[number], verdicts[number])
                for other in _beside(waiting[number], by_word):
                    heappush(agenda, (turn + (other < number), other))
    return [(each, verdicts[number]) for number, each in enumerate(waiting) if choice.free(each)]


def _numbers_by_word(waiting: Iterable[Candidate]) -> Mapping[int, set[int]]:
    """The numbers of the candidates that begin or end with each word."""
    by_word: dict[int, set[int]] = defaultdict(set)
    for number, candidate in enumerate(waiting):
        by_word[candidate.found.first].add(number)
        by_word[candidate.found.last - 1].add(number)
    return by_word


def _beside(candidate: Candidate, by_word: Mapping[int, set[int]]) -> Iterator[int]:
    """The numbers of the candidates near enough for this one to speak for them."""
    for word in range(candidate.found.first - FARTHEST_WORD, candidate.found.last + FARTHEST_WORD):
        yield from by_word.get(word, ())


def _needs_context(candidate: Candidate, around: Surroundings) -> bool:
    found = candidate.found
    return found.form.ambiguous or _may_be_no_slip(candidate, around) or is_common(found, around)


def _may_be_no_slip(candidate: Candidate, around: Surroundings) -> bool:
    return candidate.corrected and is_doubtful(candidate.found, around)


def _judged(candidate: Candidate, around: Surroundings) -> Verdict:
    if _may_be_no_slip(candidate, around):
        return judge_slip(candidate.found, around)
    if candidate.found.form.ambiguous:
        return judge(candidate.found, around)
    if is_common(candidate.found, around):
        return judge_common(candidate.found, around)
    return _certain(candidate)


_UNDECIDED = Verdict(taken=False, why="not decided")


def _certain(candidate: Candidate) -> Verdict:
    surface = candidate.found.form.surface
    why = f'a misspelling of "{surface}"' if candidate.corrected else f'a name of the skill: "{surface}"'
    return Verdict(taken=True, why=why)
