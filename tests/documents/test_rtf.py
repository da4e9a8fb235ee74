from collections.abc import Callable

import pytest

from matcher.domain.document import Document

Read = Callable[..., Document]


@pytest.mark.parametrize(
    ("rtf", "expected"),
    [
        (r"{\rtf1\ansi\ansicpg1252 Mira K\'e9strel\par Engineer}", "Mira Késtrel\nEngineer"),
        (r"{\rtf1\ansi\uc1 \u1055?\u1088?ivet}", "Прivet"),
        (r"{\rtf1\ansi\ansicpg1251\'cf\'f0\'e8\'e2\'e5\'f2}", "Привет"),
        (r"{\rtf1 a\u-10179?\u-8704?b}", "a😀b"),
        (r"{\rtf1{\fonttbl{\f0 Arial;}}{\info{\author Nobody}}\b Skills\b0\tab Python}", "Skills\tPython"),
        (r"{\rtf1 \trowd Engineer\cell 2019\cell\row Cook\cell 2015\cell\row}", "Engineer\t2019\nCook\t2015"),
        (r"{\rtf1 mira | 555 | Oslo}", "mira | 555 | Oslo"),
        (
            r"{\rtf1{\header Page of Mira}Engineer\par{\footer Last line}}",
            "Page of Mira\nEngineer\nLast line",
        ),
        (r"{\rtf1{\pntext\f1\'b7\tab}Led a team\par}", "• Led a team"),
        (r"{\rtf1{\*\comment secret}Shown{\pict\pngblip 89504e47}}", "Shown"),
    ],
)
def test_commands_become_text(read: Read, rtf: str, expected: str) -> None:
    document = read(rtf.encode("latin-1"), "cv.doc")
    assert document.text.replace("\n\n", "\n") == expected
    assert document.media_type == "application/rtf"


def test_unbalanced_groups_still_read(read: Read) -> None:
    assert "Mira" in read(rb"{\rtf1 {{{ Mira").text


@pytest.mark.parametrize(
    "hidden",
    [
        r"\v Kafka\v0 ",
        r"{\v Kafka}",
        r"{\v \u1055?\'cf Kafka}",
        r"{\fs2 Kafka}",
        r"{\cf2 Kafka}",
        r"{\v{\b Kafka}}",
    ],
)
def test_hidden_text_is_left_out_with_a_warning(read: Read, hidden: str) -> None:
    colours = r"{\colortbl;\red0\green0\blue0;\red255\green255\blue255;}"
    document = read(rf"{{\rtf1{colours} Python {hidden}Rust}}".encode("latin-1"))
    assert (document.text, [each.code for each in document.warnings]) == ("Python Rust", ["hidden-text"])


@pytest.mark.parametrize(
    "shown",
    [
        r"{\v0 Kafka}",
        r"{\v\plain Kafka}",
        r"{\fs20 Kafka}",
        r"{\cf1 Kafka}",
        r"\pard\cbpat1{\cf2 Kafka}",  # on a ground of another colour
        r"{\stylesheet{\s1\v Secret;}}{\viewkind4 Kafka}",
    ],
)
def test_text_that_can_be_seen_is_read(read: Read, shown: str) -> None:
    colours = r"{\colortbl;\red0\green0\blue0;\red255\green255\blue255;}"
    document = read(rf"{{\rtf1{colours}{shown}}}".encode("latin-1"))
    assert (document.text, document.warnings) == ("Kafka", ())
