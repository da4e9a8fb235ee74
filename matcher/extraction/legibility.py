"""Texts that came out of their file garbled: broken into letters, glued together, or in a wrong alphabet.

In 209 ordinary résumés and job adverts at most 11 % of the words were single letters, 10 % of the characters
signs, 6 % of the letters in words of over 20 letters, 2 % of the longer words without a vowel, and at least
71 % of them English.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from matcher.domain.document import Document, DocumentWarning

CODE = "unreadable-layout"
FEWEST_WORDS = 40
MOST_SINGLE_LETTERS, MOST_GLUED, MOST_SIGNS, MOST_WITHOUT_VOWEL, LEAST_ENGLISH = 30, 15, 30, 25, 40
_LONGEST_WORD = 25  # German compounds are long, too
_LONGER = 4
_WORD = re.compile(r"[A-Za-zÀ-ɏ]+")
_VOWEL = re.compile(r"[aeiouyàáâãäåæèéêëìíîïòóôõöøœùúûüýÿāăąēĕėęěīĭįıōŏőũūŭůűų]")
_WHOLE = 100
_ENGLISH = frozenset({"en", None})
_FONT = "; the file may have a font that cannot be read."
_MEANS = "Skills may have been missed and the score be too low: export the résumé as another PDF or as DOCX."


@dataclass(frozen=True, slots=True)
class _Letters:
    """Shares in whole per cents."""

    single: int
    glued: int
    signs: int
    without_vowel: int
    english: int


def find_garbling(document: Document, is_word: Callable[[str], bool]) -> Iterator[DocumentWarning]:
    """At most one warning; none for texts too short to tell or in other alphabets than the Latin one."""
    words = _WORD.findall(document.text)
    others = sum(map(str.isalpha, document.text)) - sum(map(len, words))
    if others > sum(map(len, words)):
        return
    if said := _said(_measured(document.text, words, is_word), len(words), document.language):
        yield DocumentWarning(CODE, f"{said} {_MEANS}")


def _said(letters: _Letters, words: int, language: str | None) -> str | None:
    enough = words >= FEWEST_WORDS
    signs = (
        (letters.signs > MOST_SIGNS, f"Many signs stand where letters should be{_FONT}"),
        (letters.glued > MOST_GLUED, "Words ran together without blanks between them."),
        (enough and letters.single > MOST_SINGLE_LETTERS, "Words fell apart into single letters."),
        (
            enough and letters.without_vowel > MOST_WITHOUT_VOWEL,
            f"Many words are none of any language{_FONT}",
        ),
        (
            enough and language in _ENGLISH and letters.english < LEAST_ENGLISH,
            f"Hardly any word is English{_FONT}",
        ),
    )
    return next((said for seen, said in signs if seen), None)


def _measured(text: str, words: list[str], is_word: Callable[[str], bool]) -> _Letters:
    longer = [word.lower() for word in words if len(word) >= _LONGER and not word.isupper()]
    visible = [char for char in text if not char.isspace()]
    return _Letters(
        single=_share(sum(len(word) == 1 for word in words), len(words)),
        glued=_share(sum(len(word) for word in words if len(word) > _LONGEST_WORD), sum(map(len, words))),
        signs=_share(sum(not char.isalnum() for char in visible), len(visible)),
        without_vowel=_share(sum(not _VOWEL.search(word) for word in longer), len(longer)),
        english=_share(sum(map(is_word, longer)), len(longer)) if longer else _WHOLE,
    )


def _share(part: int, whole: int) -> int:
    return part * _WHOLE // whole if whole else 0
