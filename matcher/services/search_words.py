"""What people type into a search box as phrases to look for. Nothing that they can type is an error."""

import re
import string

from matcher.domain.search import Phrases

_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_OR = "OR"
_MARKS = str.maketrans(dict.fromkeys(string.punctuation, " "))


def alternatives_from(typed: str) -> tuple[Phrases, ...]:
    """Words are all looked for, "words in quotes" side by side, -word is kept out, OR parts alternatives.

    Empty where there is nothing to look for.
    """
    alternatives: list[Phrases] = [Phrases()]
    for minus, quoted, word in _TERM.findall(typed):
        if word == _OR and not minus:
            alternatives.append(Phrases())
        elif phrase := _plain(quoted or word):
            alternatives[-1] = _with(alternatives[-1], phrase, absent=bool(minus))
    return tuple(each for each in alternatives if each.held or each.absent)


def _with(phrases: Phrases, phrase: str, *, absent: bool) -> Phrases:
    if absent:
        return Phrases(phrases.held, (*phrases.absent, phrase))
    return Phrases((*phrases.held, phrase), phrases.absent)


def _plain(typed: str) -> str:
    """As the index has it: 'C++' and 'C#' are words of their own, other marks part words."""
    named = typed.replace("++", "plusplus ").replace("#", "sharp ")
    printable = "".join(each if each.isprintable() else " " for each in named)
    words = printable.translate(_MARKS).split()
    return " ".join(word for word in words if any(map(str.isalnum, word)))
