import tomllib
from pathlib import Path

import pytest

from benchmarks.floors import FLOORS, FloorsRefused, read_floors


@pytest.fixture
def floors(tmp_path: Path) -> Path:
    path = tmp_path / "floors.toml"
    path.write_text(FLOORS.read_text("utf-8"), "utf-8")
    return path


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_the_floors_that_are_carried_are_read() -> None:
    assert read_floors() == tomllib.loads(FLOORS.read_text("utf-8"))


def test_every_floor_says_what_it_measures() -> None:
    lines = FLOORS.read_text("utf-8").splitlines()
    floors = [number for number, line in enumerate(lines) if "=" in line and not line.startswith("#")]
    assert floors
    assert not [lines[number] for number in floors if not lines[number - 1].startswith("# ")]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("[skills]", "[skils]", "unknown table 'skils'"),
        ("[skills]", "[skils]", "table 'skills' is missing"),
        ("precision =", "presision =", "skills: unknown key 'presision'"),
        ("precision =", "presision =", "skills: 'precision' is missing"),
        ("precision =", "precision = 1.01 #", "skills.precision: a number from 0 to 1 is expected, not 1.01"),
        ("precision =", "precision = true #", "skills.precision: a number from 0 to 1 is expected, not True"),
        ("precision =", 'precision = "1" #', "skills.precision: a number from 0 to 1 is expected, not '1'"),
    ],
)
def test_what_is_wrong_with_floors_is_named(floors: Path, old: str, new: str, problem: str) -> None:
    replace(floors, old, new)
    with pytest.raises(FloorsRefused) as refused:
        read_floors(floors)
    assert problem in refused.value.problems


@pytest.mark.parametrize("bound", ["0", "1", "0.5"])
def test_bounds_are_shares(floors: Path, bound: str) -> None:
    replace(floors, "precision =", f"precision = {bound} #")
    assert read_floors(floors)["skills"]["precision"] == float(bound)
