"""Whether a surface with other meanings is the skill here, from what stands around it.

Signs are asked in a fixed order and the first that answers decides; each answer quotes its ground.
"""

import re
from collections.abc import Callable, Iterable
from typing import TypeAlias

from matcher.domain.extraction import SectionName
from matcher.domain.skill import Kind
from matcher.extraction.surroundings import (
    GENERAL_KINDS,
    JOINING,
    Surroundings,
    Verdict,
    begins_item,
    ends_item,
    has_camel_case,
    in_own_case,
    in_small_list,
    is_glued,
    is_listed,
    line_breaks,
    phrase_in,
    products_in_row,
    skill_beside,
    starts_sentence,
)
from matcher.extraction.vetoes import part_of_idiom
from matcher.extraction.vocabulary import Found

_ADDRESS_BLOCK = 250
_SHORTEST_NAME = 3
_LONG_WORD = 4
_ROW = 2
_YEAR = re.compile(r"(?:19|20)\d\d|'\d\d")
_Sign: TypeAlias = Callable[[Found, Surroundings], Verdict | None]
_ORDINARY = Verdict(taken=False, why="an ordinary word here: nothing around it speaks for the skill")
_COMMON = Verdict(taken=False, why="common words inside a sentence: no list and no cue speaks for a skill")


def judge(found: Found, around: Surroundings) -> Verdict:
    """Decide on an ambiguous surface."""
    return _first(_SIGNS, found, around) or _ORDINARY


def judge_slip(found: Found, around: Surroundings) -> Verdict:
    """Decide on a word that may be a slip in the name; that it looks like a name says nothing."""
    return _first(_SLIP_SIGNS, found, around) or _ORDINARY


def judge_common(found: Found, around: Surroundings) -> Verdict:
    """Decide on a surface that is written like common words."""
    signs = _NAME_SIGNS if _is_name(found) and _is_small(found, around) else _PHRASE_SIGNS
    return _first(signs, found, around) or _COMMON


def _first(signs: Iterable[_Sign], found: Found, around: Surroundings) -> Verdict | None:
    """The answer of the first of `signs` that has one."""
    answers = (sign(found, around) for sign in signs)
    return next((verdict for verdict in answers if verdict is not None), None)


def is_common(found: Found, around: Surroundings) -> bool:
    """Whether the surface is written like common words: 'mobile networks', or 'python' for 'Python'."""
    lower = around.tokens.lower[found.first : found.last]
    if any(word not in around.ordinary for word in lower):
        return False
    if _is_small(found, around):
        return _is_name(found) or _is_phrase_of_things(found, around)
    return _is_name(found) and _has_lost_its_capitals(found, around)


def _is_small(found: Found, around: Surroundings) -> bool:
    return all(map(str.islower, filter(str.isalpha, around.tokens.words[found.first : found.last])))


def _is_name(found: Found) -> bool:
    """A single word that has capitals where it names the skill."""
    return found.last - found.first == 1 and not found.form.surface.islower()


def _has_lost_its_capitals(found: Found, around: Surroundings) -> bool:
    """'Leeds' is not the plural of LEED, and 'Rest' not REST."""
    return found.form.surface.isupper() and around.tokens.words[found.first].istitle()


def _is_phrase_of_things(found: Found, around: Surroundings) -> bool:
    words, plain = around.tokens.words[found.first : found.last], around.context.plain
    if found.form.skill.kind not in GENERAL_KINDS:
        return False
    if words[-1] not in plain.things and words[0] not in plain.doings:
        return False
    return " ".join(words) not in plain.techniques and plain.techniques.isdisjoint(words)


def _season(found: Found, around: Surroundings) -> Verdict | None:
    """'Spring 2019' is a date."""
    following = around.tokens.words[found.last : found.last + 1]
    if found.form.surface.isalpha() and following and _YEAR.fullmatch(following[0]):
        if is_listed(found, around, JOINING):
            return None
        return Verdict(taken=False, why=f'followed by a year: "{following[0]}"')
    return None


def _in_skill_list(found: Found, around: Surroundings) -> Verdict | None:
    start = around.tokens.starts[found.first]
    if around.layout.lists_skills(start) and is_listed(found, around, JOINING):
        return Verdict(taken=True, why="an item of a skills list")
    return None


def _beside_skill(found: Found, around: Surroundings) -> Verdict | None:
    """A list neighbour that is a skill speaks for this one: 'Java, C and Go', 'NLTK and text blob'."""
    long = found.last - found.first > 1 and len(around.tokens.words[found.first]) >= _LONG_WORD
    return _next_to_skill(found, around) if long or in_own_case(found, around) else None


def _personal(found: Found, around: Surroundings) -> Verdict | None:
    start = around.tokens.starts[found.first]
    section = around.layout.section_at(start)
    if _word_behind(found, around) and not _part_of_name(found, around):
        return None
    if section is SectionName.REFERENCES or (section is SectionName.HEADER and start < _ADDRESS_BLOCK):
        return Verdict(taken=False, why="stands among names and addresses")
    return None


def _word_beside(found: Found, around: Surroundings) -> Verdict | None:
    if not in_own_case(found, around) or _part_of_name(found, around):
        return None
    said = _word_behind(found, around) or _word_before(found, around)
    return Verdict(taken=True, why=f'beside "{said}"') if said else None


def _word_behind(found: Found, around: Surroundings) -> str | None:
    words = around.tokens.lower[found.last : found.last + 2]
    return phrase_in(words[:1], words, around.context.words_after)


def _word_before(found: Found, around: Surroundings) -> str | None:
    if is_glued(found.first, around):
        return None
    words, context = around.tokens.lower[max(found.first - 2, 0) : found.first], around.context
    strong = phrase_in(words[-1:], words, context.words_before)
    is_word = all(word in around.ordinary for word in around.tokens.words[found.first : found.last])
    if strong or found.form.skill.kind in GENERAL_KINDS or is_word:
        return strong
    return phrase_in(words[-1:], words, context.weak_words_before)


def _cue_before(found: Found, around: Surroundings) -> Verdict | None:
    """'Experience with user journeys': what the person states as experience is meant as a skill."""
    words = around.tokens.lower[max(found.first - 2, 0) : found.first]
    said = phrase_in((), words, around.context.words_before)
    return Verdict(taken=True, why=f'beside "{said}"') if said else None


def _any_word_beside(found: Found, around: Surroundings) -> Verdict | None:
    said = _word_behind(found, around) or _opened_by(found, around)
    return Verdict(taken=True, why=f'beside "{said}"') if said else None


def _next_to_skill(found: Found, around: Surroundings) -> Verdict | None:
    beside = skill_beside(found, around)
    return Verdict(taken=True, why=f'beside the skill "{beside}"') if beside else None


def _listed_item(found: Found, around: Surroundings) -> Verdict | None:
    """An item by itself on a line of short items."""
    if in_small_list(found, around):
        return Verdict(taken=True, why="an item of a list")
    return None


def _written_as_name(found: Found, around: Surroundings) -> Verdict | None:
    """Capitals inside a sentence in small letters speak for a name of something."""
    words, first = around.tokens.words, found.first
    quoted = "".join(words[first : found.last])
    if found.form.skill.kind in GENERAL_KINDS - {Kind.METHOD} and not has_camel_case(
        around.tokens.quote(found.first, found.last)
    ):
        return None
    if len(quoted) < _SHORTEST_NAME or not in_own_case(found, around) or not quoted[0].isupper():
        return None
    if first == 0 or not words[first - 1].islower() or not _follows_in_sentence(first, around):
        return None
    following = words[found.last : found.last + 1]
    if following and following[0][0].isupper():
        return None
    return Verdict(taken=True, why="written as a name inside a sentence")


def _follows_in_sentence(word: int, around: Surroundings) -> bool:
    tokens = around.tokens
    return tokens.text[tokens.starts[word] - 1].isspace() and not starts_sentence(word, around)


def _among_skills(found: Found, around: Surroundings) -> Verdict | None:
    """'tools like hive, pig and sqoop': one of several products in a row, in small letters."""
    if found.form.skill.kind in GENERAL_KINDS or not ends_item(found, around):
        return None
    if not (begins_item(found, around) or _opened_by(found, around)) or products_in_row(found, around) < _ROW:
        return None
    return Verdict(taken=True, why="among other products in a row")


def _opened_by(found: Found, around: Surroundings) -> str | None:
    words, context = around.tokens.lower[max(found.first - 2, 0) : found.first], around.context
    return phrase_in(words[-1:], words, context.words_before | context.weak_words_before)


_SIGNS: tuple[_Sign, ...] = (
    part_of_idiom,
    _season,
    _in_skill_list,
    _beside_skill,
    _personal,
    _word_beside,
    _among_skills,
    _written_as_name,
)
_SLIP_SIGNS = (part_of_idiom, _in_skill_list, _beside_skill, _personal, _word_beside)
_PHRASE_SIGNS = (part_of_idiom, _in_skill_list, _listed_item, _cue_before)
_NAME_SIGNS = (part_of_idiom, _in_skill_list, _listed_item, _next_to_skill, _any_word_beside)


def _part_of_name(found: Found, around: Surroundings) -> bool:
    """'with Ruby Smith': a capitalised word behind it that speaks for no skill."""
    tokens = around.tokens
    if found.last >= len(tokens) or found.last in around.taken or line_breaks(found.last, 1, around):
        return False
    following = tokens.words[found.last]
    is_name = following.istitle() and following.isalpha() and tokens.words[found.last - 1].istitle()
    return is_name and tokens.lower[found.last] not in around.context.words_after
