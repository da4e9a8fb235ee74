"""What rules a surface out however plainly it names a skill."""

from matcher.domain.skill import Claim
from matcher.extraction.surroundings import GENERAL_KINDS, Surroundings, Verdict, in_own_case, starts_sentence
from matcher.extraction.vocabulary import Found

_SMALL_WORDS = frozenset({"a", "and", "for", "in", "of", "on", "or", "the", "to", "with"})


def veto(found: Found, around: Surroundings) -> Verdict | None:
    """What rules any surface out, however plainly it names a skill."""
    for sign in (_anothers, _name_of_other, _longer_idiom, _half_of_compound, _label_of_list):
        verdict = sign(found, around)
        if verdict is not None:
            return verdict
    return None


def _anothers(found: Found, around: Surroundings) -> Verdict | None:
    said = around.said.get(found.first)
    if said is None or said.claim is not Claim.ANOTHERS:
        return None
    return Verdict(taken=False, why=f'said of somebody else: after "{said.phrase}"')


def _name_of_other(found: Found, around: Surroundings) -> Verdict | None:
    if not all(word in around.named for word in range(found.first, found.last)):
        return None
    if around.layout.lists_skills(around.tokens.starts[found.first]):
        return None
    return Verdict(taken=False, why=f"part of {around.named[found.first]}")


def _longer_idiom(found: Found, around: Surroundings) -> Verdict | None:
    idiom = around.idioms.get(found.first)
    longer = idiom is not None and len(idiom) > found.last - found.first and found.last <= idiom.stop
    return part_of_idiom(found, around) if longer else None


def _half_of_compound(found: Found, around: Surroundings) -> Verdict | None:
    """'high-performance computing' holds no 'performance computing'."""
    tokens, first = around.tokens, found.first
    if found.last - first == 1 or first == 0 or not tokens.words[first].islower():
        return None
    start = tokens.starts[first]
    if tokens.text[start - 1] != "-" or tokens.ends[first - 1] != start - 1 or first - 1 in around.taken:
        return None
    return Verdict(taken=False, why=f'its first word belongs to "{tokens.quote(first - 1, first + 1)}"')


def _label_of_list(found: Found, around: Surroundings) -> Verdict | None:
    """'Web Technologies: HTML5, CSS3' names two skills."""
    tokens = around.tokens
    if tokens.lower[found.last : found.last + 1] != (":",) or not _labels(found, around):
        return None
    return Verdict(taken=False, why=f'the label of a list: "{tokens.quote(found.first, found.last + 1)}"')


def _labels(found: Found, around: Surroundings) -> bool:
    """'Processing: Spark, Flink' names no language of that name either."""
    words, plain = around.tokens.lower[found.first : found.last], around.context.plain
    if found.form.skill.kind not in GENERAL_KINDS:
        return found.form.ambiguous and " ".join(words) in around.context.list_labels
    return words[-1] in plain.things and " ".join(words) not in plain.techniques


def part_of_idiom(found: Found, around: Surroundings) -> Verdict | None:
    idiom = next((around.idioms[i] for i in range(found.first, found.last) if i in around.idioms), None)
    if idiom is None or _is_name_among_small_words(found, idiom, around):
        return None
    quoted = " ".join(around.tokens.quote(idiom.start, idiom.stop).split())
    return Verdict(taken=False, why=f'part of a common phrase: "{quoted}"')


def _is_name_among_small_words(found: Found, idiom: range, around: Surroundings) -> bool:
    """'go and' and 'in unity' are common phrases; in 'wrote Go and Rust, built in Unity' they are none."""
    words, own = around.tokens.words, range(found.first, found.last)
    if not words[found.first][0].isupper() or starts_sentence(found.first, around):
        return False
    return in_own_case(found, around) and all(word in own or words[word] in _SMALL_WORDS for word in idiom)
