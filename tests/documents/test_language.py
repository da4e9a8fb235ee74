import sys

import pytest

from matcher.documents.language import language_of

ENGLISH = (
    "Built the booking system of a shipping line and moved it to the cloud with a team of four people. " * 3
)
GERMAN = (
    "Entwicklung und Betrieb der Buchungssysteme einer Reederei sowie Leitung eines Teams von vier Leuten. "
    * 3
)
FRENCH = "Développement et exploitation des systèmes de réservation pour une compagnie maritime du nord. " * 3
RUSSIAN = (
    "Разработка и сопровождение системы бронирования судоходной компании на севере страны и за её пределами. "
    * 3
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        (FRENCH, "fr"),
        (RUSSIAN, "ru"),
        (ENGLISH[:90], None),  # too short to tell
        ("12345 " * 100, None),
    ],
)
def test_language(text: str, expected: str | None) -> None:
    assert language_of(text) == expected


def test_plain_english_needs_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "py3langid", None)
    assert language_of(ENGLISH) == "en"
