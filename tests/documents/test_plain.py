from collections.abc import Callable

import pytest

from matcher.documents.plain import decode, markdown_to_text
from matcher.domain.document import Document

Read = Callable[..., Document]
RUSSIAN = (
    "Опыт работы: инженер по тестированию, Мурманск. Разработка и поддержка внутренних систем учёта. " * 3
)
JAPANESE = "職務経歴書。ソフトウェア開発の経験が五年あります。データベースの設計と運用を担当しました。" * 3
FRENCH = (
    "Expérience : ingénieur à Brest, créé « l’outil » de réservation – 5 000 € économisés l’année dernière."
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_latin_text_in_any_encoding(encoding: str) -> None:
    assert decode(FRENCH.encode(encoding)).lstrip("\ufeff") == FRENCH


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (JAPANESE, "shift-jis"), (JAPANESE, "euc-jp")],
)
def test_other_scripts_in_their_code_pages(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_plain_text_has_one_page(read: Read) -> None:
    document = read(b"Mira Kestrel\n\n\n\nPython", "cv.pdf")
    assert (document.text, document.media_type) == ("Mira Kestrel\n\nPython", "text/plain")
    assert [(page.start, page.end) for page in document.pages] == [(0, len(document.text))]


def test_markdown_is_told_by_its_marks(read: Read) -> None:
    document = read(b"# Mira Kestrel\n\n## Skills\n- **Python**, Java\n* [site](https://kestrel.example)\n")
    assert document.media_type == "text/markdown"
    assert document.text == "Mira Kestrel\n\nSkills\n• Python, Java\n• site (https://kestrel.example)"


@pytest.mark.parametrize("filler", ["[", "**", "__a ", "- ", "`", "|-", "-----", "# "])
def test_long_runs_of_marks_take_no_time(read: Read, filler: str) -> None:
    marked = "# Mira\n**bold**\n" + filler * (90_000 // len(filler)) + "end"
    assert read(marked.encode()).text.startswith("Mira")


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("## Skills ##", "Skills"),
        ("C# and F#", "C# and F#"),
        ("**bold** and *slanted* and __strong__ and _soft_", "bold and slanted and strong and soft"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("`pytest`", "pytest"),
        ("| a | b |\n|---|---|\n| c | d |", " a \t b \n\n c \t d "),
    ],
)
def test_marks_are_taken_off(markdown: str, expected: str) -> None:
    assert markdown_to_text(markdown) == expected
