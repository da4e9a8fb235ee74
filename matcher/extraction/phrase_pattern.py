"""Phrases as a regular expression, for rules that look at a text rather than at its words."""

import re
from collections.abc import Iterable


def phrase_pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Matches any of the phrases as whole words, in any case, over line breaks; the longest wins."""
    longest_first = sorted(phrases, key=len, reverse=True)
    parts = (r"\s+".join(map(re.escape, phrase.split())) for phrase in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)" if longest_first else r"(?!)", re.IGNORECASE)
