"""Slips of one letter in the names that Rolefit carries, and English words that look like such slips."""

import random
from collections.abc import Callable, Iterator

import pytest
from spellchecker import SpellChecker

from matcher.domain.extraction import Extraction, Match
from matcher.domain.lexicon import Lexicon
from matcher.extraction.tokens import Tokenizer
from matcher.extraction.vocabulary import Vocabulary

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SEED, SAMPLE, ENGLISH_WORDS, WORDS_A_SENTENCE, SENTENCES_A_TEXT = 20_24, 1_000, 30_000, 12, 50


@pytest.fixture(scope="module")
def vocabulary(carried_lexicon: Lexicon) -> Vocabulary:
    return Vocabulary(Tokenizer().words_of, carried_lexicon.taxonomy.skills)


def slipped(word: str, chance: random.Random) -> str:
    """`word` with a letter left out, doubled into another, replaced, or swapped with the next."""
    place = chance.randrange(1, len(word))
    letter = chance.choice(LETTERS)
    return chance.choice(
        [
            word[:place] + word[place + 1 :],
            word[:place] + letter + word[place:],
            word[:place] + letter + word[place + 1 :],
            word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :],
        ]
    )


def obeys(slip: str, word: str, vocabulary: Vocabulary) -> bool:
    """Whether the rule asks for the slip to be found: see `Spelling`."""
    plural = slip.removesuffix("s")
    return (
        slip != word
        and slip[0] == word[0]
        and not vocabulary.is_word(slip)
        and not vocabulary.is_word(plural)
    )


def slips(lexicon: Lexicon, vocabulary: Vocabulary, chance: random.Random) -> Iterator[tuple[str, str]]:
    """A skill's id and one of its surfaces with one slip in a word of five letters or more, without end."""
    skills = sorted(lexicon.taxonomy.skills.values(), key=lambda skill: skill.id)
    while True:
        skill = chance.choice(skills)
        words = chance.choice(skill.surfaces).split(" ")
        place = chance.randrange(len(words))
        word = words[place].lower()
        if len(word) < 5 or not (word.isascii() and word.isalpha()):
            continue
        slip = slipped(word, chance)
        if obeys(slip, word, vocabulary):
            yield skill.id, " ".join((*words[:place], slip, *words[place + 1 :]))


def test_slips_in_names_are_found(
    carried_lexicon: Lexicon, vocabulary: Vocabulary, extract: Callable[[str], Extraction]
) -> None:
    sample = slips(carried_lexicon, vocabulary, random.Random(SEED))  # noqa: S311 a sample, no secret
    missed = [
        (skill, slip)
        for _, (skill, slip) in zip(range(SAMPLE), sample, strict=False)
        if not any(m.skill == skill for m in extract(f"Skills\nPython, {slip}, PostgreSQL\n").mentions)
    ]
    assert len(missed) <= 0.02 * SAMPLE, missed


def prose(words: list[str], size: int, sentence: str) -> Iterator[str]:
    """Texts of sentences that each hold `size` of the words."""
    lines = [sentence.format(" ".join(words[start : start + size])) for start in range(0, len(words), size)]
    for start in range(0, len(lines), SENTENCES_A_TEXT):
        yield "Summary\n" + "\n".join(lines[start : start + SENTENCES_A_TEXT]) + "\n"


@pytest.mark.parametrize(
    ("size", "sentence"), [(1, "We often talked about the {} again."), (WORDS_A_SENTENCE, "Then {}.")]
)
def test_english_words_are_no_skills(extract: Callable[[str], Extraction], size: int, sentence: str) -> None:
    counts = SpellChecker().word_frequency.dictionary
    words = sorted(filter(str.isalpha, counts), key=lambda word: (-counts[word], word))[:ENGLISH_WORDS]
    mentions = [m for text in prose(words, size, sentence) for m in extract(text).mentions]
    assert not [m.surface for m in mentions if m.match is Match.MISSPELLING]
    assert len(mentions) <= 0.0005 * len(words), [m.surface for m in mentions]
