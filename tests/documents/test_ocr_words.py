import math

import pytest

from matcher.documents.ocr_words import Word, text_of, words_of

TABLE = (
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    "4\t1\t1\t1\t1\t0\t10\t10\t200\t30\t-1\t\n"
    '5\t1\t1\t1\t1\t1\t10\t12\t90\t30\t96.1\t"Mira\n'
    "5\t1\t1\t1\t1\t2\t110\t12\t90\t30\t93.0\tKestrel\n"
    "5\t1\t1\t1\t1\t3\t210\t12\t90\t30\t20.0\t \n"
)


def line(number: int, text: str, left: float, top: float, degrees: float = 0.0) -> list[Word]:
    words = []
    for part in text.split():
        y = top + left * math.tan(math.radians(degrees))
        words.append(Word(part, left, y, 20.0 * len(part), 30.0, 95.0, ("1", "1", str(number))))
        left += 20.0 * (len(part) + 1)
    return words


def test_words_are_told_from_the_table() -> None:
    words = words_of(TABLE)
    assert [(word.text, word.left, word.confidence) for word in words] == [
        ('"Mira', 10.0, 96.1),
        ("Kestrel", 110.0, 93.0),
    ]


def test_a_page_askew_is_read_straight() -> None:
    words = line(1, "Senior engineer at the Northern Lines", 100, 100, degrees=1.5)
    words += line(2, "2019 - 2023", 1900, 100, degrees=1.5)
    words += line(3, "Moved the booking system and all of its ships", 100, 150, degrees=1.5)
    assert text_of(words).split("\n") == [
        "Senior engineer at the Northern Lines\t2019 - 2023",
        "Moved the booking system and all of its ships",
    ]


@pytest.mark.parametrize("mark", ["e", "¢", "«", "©", "+", "-", "."])
def test_bullets_misread_are_bullets(mark: str) -> None:
    assert text_of(line(1, f"{mark} Led a team", 100, 100)) == "• Led a team"


def test_small_words_are_no_bullets() -> None:
    assert text_of(line(1, "e mail and A team", 100, 100)) == "e mail and A team"
