"""The ways people write a name: joined or not, plural or not, '&' or 'and'; hyphens and dots are spaces."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

from matcher.domain.skill import Kind

_GAP = re.compile(r"(?<=[\w+#])([\s\-./_]+)(?=[\w])")
_BREAK = re.compile(r"[\W_]")
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
    lower = surface.lower()
    forms = {lower}
    if not lower.isalnum():
        forms = set(_joinings(lower))
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
    for chosen in _choices(tuple(gaps)):
        if all(chosen) or _may_join(words, chosen):
            yield "".join([word + gap for word, gap in zip(words, (*chosen, ""), strict=True)])


@cache
def _choices(gaps: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """What may stand in the gaps; there are few kinds of gaps and tens of thousands of names."""
    if len(gaps) <= _FREE_GAPS:
        return tuple(product(*(sorted({gap, " ", ""}) for gap in gaps)))
    return gaps, (" ",) * len(gaps)


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
    last = form if form.isalnum() else _BREAK.split(form)[-1]
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
