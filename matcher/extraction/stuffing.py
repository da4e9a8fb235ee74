"""Skills named out of proportion to what is told of them, as texts written for keyword counters have them.

The limits lie well above what was seen in 119 ordinary résumés, dense ones among them: no skill stood in
more than one of 17 words, no two lists shared more than 14 skills in a row, and no unbroken list was longer
than 50 skills.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from matcher.domain.document import DocumentWarning
from matcher.domain.extraction import Mention
from matcher.domain.skill import Assertion

CODE = "keyword-stuffing"
IN_A_ROW = 6  # 'Python Python Python': a heading, a list and its bullets repeat a skill thrice at most
MENTIONS_OF_ONE, WORDS_TO_A_MENTION = 20, 15  # long careers name their main skill often, but not so densely
SHARED_IN_A_ROW = 16  # contracts with like tools repeat shorter lists word for word
LONG_LIST, HALF_OF_THE_TEXT = 60, 2
ENDLESS_LIST = 120  # even a long résumé has no use for as many skills without a word about them
_WORDS_WITHIN_A_LIST = 2
_WORD = re.compile(r"[\w+#]+")


def find_stuffing(text: str, mentions: Sequence[Mention]) -> Iterator[DocumentWarning]:
    """At most one warning, for the plainest sign."""
    held = sorted((each for each in mentions if each.assertion is Assertion.HELD), key=lambda m: m.start)
    words = [match.start() for match in _WORD.finditer(text)]
    chains = _chains(held, words)
    if said := _repeated(held, words) or _pasted_twice(chains) or _endless(chains, words):
        yield DocumentWarning(CODE, said)


def _chains(held: Sequence[Mention], words: Sequence[int]) -> list[list[Mention]]:
    """Runs of mentions with hardly a word between them."""
    chains: list[list[Mention]] = [[*held[:1]]]
    for before, mention in pairwise(held):
        if _between(before, mention, words) <= _WORDS_WITHIN_A_LIST:
            chains[-1].append(mention)
        else:
            chains.append([mention])
    return chains


def _between(before: Mention, after: Mention, words: Sequence[int]) -> int:
    """How many words start behind one mention and before the next."""
    return bisect_right(words, after.start - 1) - bisect_right(words, before.end - 1)


def _repeated(held: Sequence[Mention], words: Sequence[int]) -> str | None:
    row = _longest_row(held, words)
    if row and row[1] >= IN_A_ROW:
        return f"“{row[0].surface}” stands {row[1]} times in a row. Repeats add nothing to the score."
    skill, count = next(iter(Counter(mention.skill for mention in held).most_common(1)), ("", 0))
    if count >= MENTIONS_OF_ONE and count * WORDS_TO_A_MENTION >= len(words):
        surface = next(mention.surface for mention in held if mention.skill == skill)
        return (
            f"“{surface}” is named {count} times in a text of {len(words)} words. "
            "A skill counts once, by its best evidence: repeats add nothing to the score."
        )
    return None


def _longest_row(held: Sequence[Mention], words: Sequence[int]) -> tuple[Mention, int] | None:
    longest, length = None, 1
    for before, mention in pairwise(held):
        same = before.skill == mention.skill and _between(before, mention, words) == 0
        length = length + 1 if same else 1
        if longest is None or length > longest[1]:
            longest = (mention, length)
    return longest


def _pasted_twice(chains: Sequence[Sequence[Mention]]) -> str | None:
    seen: dict[tuple[str, ...], int] = {}
    for chain in chains:
        for first in range(len(chain) - SHARED_IN_A_ROW + 1):
            part = chain[first : first + SHARED_IN_A_ROW]
            if part[0].start >= seen.setdefault(tuple(each.skill for each in part), part[-1].end):
                return (
                    f"A list of {SHARED_IN_A_ROW} skills or more stands in the text twice. "
                    "The copy adds nothing to the score."
                )
    return None


def _endless(chains: Sequence[Sequence[Mention]], words: Sequence[int]) -> str | None:
    chain = max(chains, key=len)
    skills = len({mention.skill for mention in chain})
    if skills < LONG_LIST:
        return None
    length = bisect_right(words, chain[-1].end) - bisect_right(words, chain[0].start - 1)
    if skills < ENDLESS_LIST and length * HALF_OF_THE_TEXT < len(words):
        return None
    return (
        f"{skills} skills are listed without a break, in {length} of the text's {len(words)} words. "
        "A skill that is only listed earns less than one that work or projects show."
    )
