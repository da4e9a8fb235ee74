import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
TEXT = "Vera Lindqvist\n\nSummary\nKeen on go to market.\n\nSkills\nPython, Go, SQL\n"


@pytest.fixture
def explain(run: Run, tmp_path: Path) -> Run:
    file = tmp_path / "cv.txt"
    file.write_text(TEXT, "utf-8")
    return lambda *words: run("explain", str(file), *words)


def test_each_place_is_quoted_with_its_reason(explain: Run) -> None:
    result = explain("--skill", "golang")
    assert result.exit_code == 0
    assert 'left: "go" on page 1, summary, characters 32-34' in result.output
    assert 'taken (exact, held): "Go" on page 1, skills' in result.output
    assert "line: Python, Go, SQL" in result.output


def test_json_has_the_same(explain: Run) -> None:
    body = json.loads(explain("--skill", "go", "--json").output)
    assert [place["taken"] for place in body["places"]] == [False, True]


def test_an_unknown_skill_is_an_error_with_near_names(explain: Run) -> None:
    result = explain("--skill", "pyton")
    assert result.exit_code == 1
    assert "near are Python" in result.output


def test_no_place_is_said_so(explain: Run) -> None:
    assert explain("--skill", "tensorflow").output == "Nothing in the text looks like TensorFlow.\n"


def test_no_database_is_made_for_it(explain: Run, tmp_path: Path) -> None:
    explain("--skill", "go")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["cv.txt"]
