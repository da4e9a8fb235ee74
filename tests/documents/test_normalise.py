import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.documents.normalise import normalise


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("one\r\ntwo\rthree\u2028four\x0cfive", "one\ntwo\nthree\nfour\nfive"),
        ("e\ufb03cient work\ufb02ows", "efficient workflows"),
        ("Ｐｙｔｈｏｎ ３", "Python 3"),
        ("𝗣𝘆𝘁𝗵𝗼𝗻", "Python"),
        ("m² and ½ stay", "m² and ½ stay"),
        ("cafe\u0301", "café"),
        ("Kuber\u00adnetes", "Kubernetes"),
        ("Kuber\u00ad\nnetes", "Kubernetes"),
        ("Py\u200bthon Ja\u200dva \ufeffGo", "Python Java Go"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # a joiner that Persian spelling needs
        ("a\U000e0041\U000e0042b", "ab"),  # invisible tag letters
        ("a\u202eb\u202cc", "abc"),
        ("a\x00b\x07c\ud800d", "abcd"),
        ("two  blanks\u00a0and\u2003more", "two blanks and more"),
        ("Engineer \t 2019", "Engineer\t2019"),
        ("Engineer          2019", "Engineer\t2019"),
        ("  indented \n line  ", "indented\nline"),
        ("a\n\n\n\nb", "a\n\nb"),
        ("e\u2011mail", "e-mail"),
        ("\uf0b7 Led a team", "• Led a team"),
        ("●Led a team\n▪ Built it\no Ran it\n· Kept it", "• Led a team\n• Built it\n• Ran it\n• Kept it"),
        ("open to work · on call", "open to work · on call"),  # a dot within a line is no bullet
        ("oxygen", "oxygen"),
        ("call \uf095 555", "call 555"),
        ("- dash item", "- dash item"),
        ("E X P E R I E N C E", "EXPERIENCE"),
        ("W O R K   H I S T O R Y", "WORK HISTORY"),
        ("plan A B C", "plan A B C"),  # three lone letters are not spaced-out type
        ("A or B", "A or B"),
        ("C + + R", "C + + R"),
        ("", ""),
    ],
)
def test_text_is_made_uniform(raw: str, expected: str) -> None:
    assert normalise(raw) == expected


@pytest.mark.parametrize(
    "filler", [" ", "\t", "\u00a0", "\n", "a ", "\u00ad", "•", "\ue000", "\u200b", " \t"]
)
def test_long_runs_take_no_time(filler: str) -> None:
    assert normalise("Mira" + filler * 200_000 + "x").startswith("Mira")


@given(st.text(max_size=200))
def test_a_second_time_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text(max_size=200))
def test_what_later_stages_count_on(text: str) -> None:
    result = normalise(text)
    assert unicodedata.is_normalized("NFC", result)
    assert "\n\n\n" not in result
    assert all(line == line.strip(" \t") for line in result.split("\n"))
    assert not [
        char for char in result if unicodedata.category(char) in {"Cc", "Cs", "Co"} and char not in "\n\t"
    ]
