"""The ways people write a name: joined or not, plural or not, '&' or 'and'; hyphens and dots are spaces."""

import re
from collections.abc import Iterator
from itertools import product

from matcher.domain.skill import Kind

_GAP = re.compile(r"(?<=[\w+#])([\s\-./_]+)(?=[\w])")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_JOINED_AT_LEAST = 5
_FREE_GAPS = 2
_PLURAL_AT_LEAST = 4
_COUNTED_KINDS = frozenset({Kind.METHOD, Kind.TECHNIQUE, Kind.FIELD, Kind.FORMAT, Kind.PROTOCOL})
_NO_PLURAL = ("s", "x", "ing", "y")


def split_camel(surface: str) -> str | None:
    """'Power Point' for 'PowerPoint'; None for a surface without such parts, or with a part of one letter."""
    if not surface.isalpha():
        return None
    parts = _CAMEL.split(surface)
    if len(parts) == 1 or min(map(len, parts)) == 1:
        return None
    return " ".join(parts)


def spellings(surface: str, kind: Kind, *, ambiguous: bool = False) -> set[str]:
    """Every spelling of `surface` that is taken for it, in lower case, itself included.

    A name that is also an ordinary word gets neither joined nor plural spellings: 'excels' is a verb.
    """
    forms = set(_joinings(surface.lower()))
    forms |= {swapped for form in forms for swapped in _ampersands(form)}
    if not ambiguous and not surface.endswith("S"):  # the last letter of an acronym is no plural
        forms |= {number for form in forms for number in _numbers(form, kind)}
    return forms


def _joinings(surface: str) -> Iterator[str]:
    """With each gap as a space or closed; a slash may also stay. Other joining marks are spaces already."""
    parts = _GAP.split(surface)
    if len(parts) == 1:
        yield surface
        return
    words, gaps = parts[::2], [gap if gap == "/" else " " for gap in parts[1::2]]
    if len(gaps) <= _FREE_GAPS:
        choices = list(product(*(sorted({gap, " ", ""}) for gap in gaps)))
    else:
        choices = [tuple(gaps), (" ",) * len(gaps)]
    for chosen in choices:
        if _may_join(words, chosen):
            yield "".join(word + gap for word, gap in zip(words, (*chosen, ""), strict=True))


def _may_join(words: list[str], gaps: tuple[str, ...]) -> bool:
    """Joined parts must stay long enough not to be another word."""
    return all(
        gap or len(left) + len(right) >= _JOINED_AT_LEAST
        for left, gap, right in zip(words, gaps, words[1:], strict=False)
    )


def _ampersands(form: str) -> Iterator[str]:
    if " & " in form:
        yield form.replace(" & ", " and ")
    if " and " in form:
        yield form.replace(" and ", " & ")


def _numbers(form: str, kind: Kind) -> Iterator[str]:
    last = re.split(r"[\W_]", form)[-1]
    if not last.isalpha() or len(last) < _PLURAL_AT_LEAST:
        return
    if not last.endswith(_NO_PLURAL):
        yield form + "s"
    elif last.endswith("s") and not last.endswith(("ss", "us", "is")) and _counted(form, last, kind):
        yield form[:-1]
    elif last.endswith("y") and last[-2] not in "aeiou" and kind in _COUNTED_KINDS:
        yield form[:-1] + "ies"


def _counted(form: str, last: str, kind: Kind) -> bool:
    return kind in _COUNTED_KINDS or form != last
