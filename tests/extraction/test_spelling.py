import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.extraction.spelling import Spelling

NAMES = {"kafka", "python", "kubernetes", "postgresql", "merge", "merger", "solr", "excel", "tableau"}
ENGLISH = {"trust", "solar", "excels", "merges", "tables"}
SPELLING = Spelling(known={*NAMES, "mysql"}, whole={"mysql", "python"}, names=NAMES, english=ENGLISH)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Pyton", ["python"]),
        ("Pythonn", ["python"]),
        ("Pyhton", ["python"]),
        ("PYTHIN", ["python"]),
        ("Kafk", ["kafka"]),
        ("kubernetse", ["kubernetes"]),
        ("ubernetes", ["kubernetes"]),
        ("Xostgresql", ["postgresql"]),
        ("Mergee", ["merge", "merger"]),
    ],
)
def test_one_slip_is_mended(word: str, meant: list[str]) -> None:
    assert SPELLING.meant(word) == meant


@pytest.mark.parametrize(
    "word",
    [
        "python",
        "Solar",
        "excels",
        "jython",
        "tython",
        "KAFK",
        "sol",
        "pythonXY",
        "pyt2on",
        "phyton",
        "Tables",
        "xkafka",
    ],
)
def test_what_is_no_slip_is_left(word: str) -> None:
    assert SPELLING.meant(word) == []


@pytest.mark.parametrize(
    ("word", "name"),
    [("mysql5", "mysql"), ("Python3.8", "python"), ("mysql", None), ("kafka2", None), ("r2", None)],
)
def test_a_version_is_cut_off_a_whole_surface_only(word: str, name: str | None) -> None:
    assert SPELLING.without_version(word) == name


@given(st.sampled_from(sorted(NAMES)), st.data())
def test_every_slip_behind_the_first_letter_finds_its_name(name: str, data: st.DataObject) -> None:
    if len(name) < 5:
        return
    place = data.draw(st.integers(1, len(name) - 1))
    letter = data.draw(st.sampled_from("qxzj"))
    slip = data.draw(
        st.sampled_from(
            [
                name[:place] + name[place + 1 :],
                name[:place] + letter + name[place:],
                name[:place] + letter + name[place + 1 :],
            ]
        )
    )
    if slip not in NAMES | ENGLISH and slip.removesuffix("s") not in NAMES | ENGLISH:
        assert name in SPELLING.meant(slip)
