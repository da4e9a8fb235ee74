"""Letters joined to fragments: what was drawn without a wide gap, with its blanks put right."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from matcher.documents.layout import Fragment, median
from matcher.documents.ligatures import with_ligatures_spelled
from matcher.documents.pdf_glyphs import Glyph

WIDE_GAP = 0.75
WORD_GAP = 0.14
STEP_BACK = 0.5
BASELINE_STEP = 0.35
RAISED_LETTER_HEIGHT = 0.85
RAISED_BASELINE_STEP = 0.6
TRACKED = 0.1
GAP_BEYOND_TRACKING = 0.15
FEWEST_TRACKED_LETTERS = 4
BULLET_TO_ITEM = 4.0
_BULLET_ALONE = re.compile(r"[^\w\s(\[{\"'“‘|/,.;:+@&$€£#%)\]}<>=~]{1,2}$|o$|\d{1,2}[.)]$|\(?[a-z]\)$")
# PDFium's mark for a hyphen at the end of a line; fonts of TeX call the plain hyphen a soft one.
HYPHENS = frozenset("\x02\u00ad\ufffe")


def fragments_of(glyphs: Iterable[Glyph]) -> list[Fragment]:
    fragments = [_fragment(run) for run in _runs(with_ligatures_spelled(list(glyphs)))]
    return _with_bullets_joined([fragment for fragment in fragments if fragment.text])


def _runs(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Letters in one row with no wide gap; blanks between are kept."""
    run: list[Glyph] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if glyph.char == "\n" or (last and not glyph.char.isspace() and _parts(last, glyph)):
            if run:
                yield run
            run, last = [], None
        if glyph.char == "\n":
            continue
        run.append(glyph)
        if not glyph.char.isspace():
            last = glyph
    if run:
        yield run


def _parts(last: Glyph, glyph: Glyph) -> bool:
    height = max(last.height, glyph.height)
    if glyph.left - last.right > WIDE_GAP * height or glyph.left < last.left - STEP_BACK * height:
        return True
    is_raised = min(last.height, glyph.height) < RAISED_LETTER_HEIGHT * height
    step = RAISED_BASELINE_STEP if is_raised else BASELINE_STEP
    return abs(glyph.baseline - last.baseline) > step * height


def _fragment(run: list[Glyph]) -> Fragment:
    letters = [glyph for glyph in run if not glyph.char.isspace()]
    if not letters:
        return Fragment("", 0, 0, 0, 0)
    height = median([glyph.height for glyph in letters]) or max(glyph.height for glyph in letters)
    tracking = _tracking(letters)
    text = _text_of(run, max(tracking, 0) + WORD_GAP * height)
    if _is_tracked(letters, text, tracking):
        text = _untracked(letters, tracking)
    return Fragment(
        text,
        min(glyph.left for glyph in letters),
        max(glyph.right for glyph in letters),
        median([glyph.baseline for glyph in letters]),
        height,
    )


def _text_of(run: list[Glyph], word_gap: float) -> str:
    parts: list[str] = []
    last: Glyph | None = None
    for glyph in run:
        if last and not glyph.char.isspace() and glyph.left - last.right > word_gap:
            parts.append(" ")
        parts.append(_written(glyph.char))
        last = None if glyph.char.isspace() else glyph
    return re.sub(r"\s+", " ", "".join(parts)).strip()


def _written(char: str) -> str:
    return "-" if char in HYPHENS else char


def _is_tracked(letters: list[Glyph], text: str, tracking: float) -> bool:
    """Spaced out, as headings like 'S K I L L S' are, so that blanks between letters mean nothing."""
    words = text.split()
    if len(letters) < FEWEST_TRACKED_LETTERS or 2 * sum(len(word) == 1 for word in words) <= len(words):
        return False
    return tracking > TRACKED * letters[0].height


def _tracking(letters: Sequence[Glyph]) -> float:
    """The gap between most letters; 0 of one letter."""
    gaps = [after.left - before.right for before, after in itertools.pairwise(letters)]
    return sorted(gaps)[(len(gaps) - 1) // 2] if gaps else 0.0


def _untracked(letters: list[Glyph], tracking: float) -> str:
    widest = tracking + GAP_BEYOND_TRACKING * letters[0].height
    parts = [_written(letters[0].char)]
    for before, after in itertools.pairwise(letters):
        parts.append(" " if after.left - before.right > widest else "")
        parts.append(_written(after.char))
    return "".join(parts)


def _with_bullets_joined(fragments: list[Fragment]) -> list[Fragment]:
    """A bullet set off from its item is part of it, not a column of bullets."""
    bullets = [fragment for fragment in fragments if _BULLET_ALONE.match(fragment.text)]
    joined: dict[int, Fragment] = {}
    taken: set[int] = set()
    for bullet in bullets:
        item = _item_of(bullet, fragments)
        if item is not None and id(item) not in joined:
            text = f"{bullet.text} {item.text}"
            joined[id(item)] = Fragment(text, bullet.left, item.right, item.baseline, item.height)
            taken.add(id(bullet))
    return [joined.get(id(fragment), fragment) for fragment in fragments if id(fragment) not in taken]


def _item_of(bullet: Fragment, fragments: list[Fragment]) -> Fragment | None:
    beside = [
        piece
        for piece in fragments
        if piece is not bullet
        and bullet.right - 1 <= piece.left <= bullet.right + BULLET_TO_ITEM * piece.height
        and piece.top < bullet.middle < piece.bottom
    ]
    return min(beside, key=lambda piece: piece.left, default=None)
