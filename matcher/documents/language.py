"""The language of a text, as ISO 639-1."""

import re

LETTERS_NEEDED = 200
# Words that hold English sentences together and are rare in other languages written in Latin letters.
ENGLISH_PARTICLES_AS_TEXT = "and the of for with to from by using on at as is that which through this"
ENGLISH_PARTICLES = frozenset(ENGLISH_PARTICLES_AS_TEXT.split())
TELLING_PARTICLES = frozenset(("and", "the", "with", "from", "which"))
ENGLISH_SHARE = 0.05
_WORD = re.compile(r"[^\W\d_]+")
SAMPLE_CHARACTERS = 20_000


def language_of(text: str) -> str | None:
    """None under 200 letters, where a list of product names would be taken for any language."""
    words = _WORD.findall(text[:SAMPLE_CHARACTERS].lower())
    if sum(map(len, words)) < LETTERS_NEEDED:
        return None
    return "en" if _is_plainly_english(words) else _classified(text[:SAMPLE_CHARACTERS])


def _is_plainly_english(words: list[str]) -> bool:
    """Spares most processes the 0.8 seconds that loading the language model takes."""
    particles = [word for word in words if word in ENGLISH_PARTICLES]
    return len(particles) >= ENGLISH_SHARE * len(words) and bool(TELLING_PARTICLES.intersection(particles))


def _classified(text: str) -> str:
    import py3langid  # noqa: PLC0415 - loads numpy, and only texts in other languages need it

    return str(py3langid.classify(text)[0])
