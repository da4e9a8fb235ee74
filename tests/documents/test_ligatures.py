import pytest

from matcher.documents.ligatures import with_ligatures_spelled
from matcher.documents.pdf_glyphs import NO_INK, Glyph

WIDTHS = {"f": 3.0, "i": 2.5, "l": 2.5}


def glyphs(*letters: tuple[str, float]) -> list[Glyph]:
    return [Glyph(char, 0, width, 0, 10, NO_INK, number) for number, (char, width) in enumerate(letters)]


def spelled(*letters: tuple[str, float]) -> str:
    known = list(WIDTHS.items())
    return "".join(glyph.char for glyph in with_ligatures_spelled(glyphs(*known, *letters)))[3:]


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ([("\x1c", 5.4)], "fi"),
        ([("\x1b", 5.9)], "ff"),
        ([("\x1e", 8.2)], "ffi"),
        ([("\x0c", 5.5)], "fi"),
        ([("\x1e", 5.4), ("\x1b", 5.5)], "fifi"),  # a font with numbers of its own
        ([("a", 5.0)], "a"),
    ],
)
def test_ligatures_are_spelled(letters: list[tuple[str, float]], expected: str) -> None:
    assert spelled(*letters) == expected


def test_without_widths_the_usual_meaning_counts() -> None:
    assert "".join(glyph.char for glyph in with_ligatures_spelled(glyphs(("\x1e", 1.0)))) == "ffi"
