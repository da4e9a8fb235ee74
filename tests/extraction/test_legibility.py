import pytest
from builders import document

from matcher.documents import document_from_text
from matcher.domain.document import ReadingLimits
from matcher.extraction.legibility import find_garbling

PROSE = "Wrote reports for the board and led a team of four people in Oslo, with much care. " * 5
GERMAN = "Leitung der Abteilung für Qualitätssicherung und Softwareentwicklung in Oslo seit drei Jahren. " * 6
ENGLISH = frozenset(PROSE.lower().replace(",", "").replace(".", "").split())
RUSSIAN = "Руководил отделом разработки и писал отчёты для совета директоров в городе Осло. " * 6


def codes(text: str) -> list[str]:
    found = find_garbling(document_from_text(text, ReadingLimits()), ENGLISH.__contains__)
    return [warning.code for warning in found]


@pytest.mark.parametrize(
    "garbled",
    [
        " ".join(PROSE.replace(" ", "")),
        PROSE.replace(" ", ""),
        "".join("%$#&*"[ord(char) % 5] if char.isalpha() else char for char in PROSE),
        PROSE.translate(str.maketrans("aeiou", "xzqkw")),
    ],
)
def test_garbled_text_is_said(garbled: str) -> None:
    assert codes(garbled) == ["unreadable-layout"]


def test_letters_put_for_others_are_said() -> None:
    swapped = document(PROSE.translate(str.maketrans("aeioubcdfg", "oiauepqrst")))
    (warning,) = find_garbling(swapped, ENGLISH.__contains__)
    assert "Hardly any word is English" in warning.detail


@pytest.mark.parametrize(
    "readable",
    [
        PROSE,
        GERMAN,
        RUSSIAN,
        f"{PROSE} C, R, C#, D, F#, J, K, Q",
        f"{PROSE}\n+47 555 01 234 | https://example.org/~vera | *** | ---",
        "SQL, HTML, CSS, PHP, XML, JSP, GNU, GCC, BASH, VHDL " * 5,
        "A B C",
    ],
)
def test_readable_text_passes(readable: str) -> None:
    assert codes(readable) == []
