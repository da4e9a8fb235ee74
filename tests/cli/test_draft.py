"""`matcher roles draft`."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from matcher.cli import main

ADVERT = "Stream Engineer\nRequirements\n- 3+ years of Python\n- Java or Go\nNice to have\n- Kafka\n"
Run = Callable[..., Result]


@pytest.fixture
def run(taxonomy_folder: Path, tmp_path: Path) -> Run:
    """Runs `matcher roles draft` over the advert with the small taxonomy."""
    (tmp_path / "advert.txt").write_text(ADVERT, "utf-8")

    def invoke(*arguments: str | Path) -> Result:
        words = ["roles", "draft", str(tmp_path / "advert.txt"), *map(str, arguments)]
        return CliRunner().invoke(main, words, env={"MATCHER_TAXONOMY_DIR": str(taxonomy_folder)})

    return invoke


def check(folder: Path) -> Result:
    return CliRunner().invoke(main, ["taxonomy", "check", str(folder)])


def test_prints_toml_that_the_check_accepts(run: Run, taxonomy_folder: Path, tmp_path: Path) -> None:
    result = run()
    assert result.exit_code == 0
    shutil.copytree(taxonomy_folder, tmp_path / "taxonomy")
    saved = tmp_path / "taxonomy" / "roles" / "stream-engineer.toml"
    saved.write_text(result.stdout, "utf-8")
    checked = check(tmp_path / "taxonomy")
    assert (checked.exit_code, checked.output.split(".")[0]) == (0, "No problems")


def test_prints_json(run: Run) -> None:
    body = json.loads(run("--json").stdout)
    assert [each["label"] for each in body["requirements"]] == ["Python", "Java or Go", "Apache Kafka"]


def test_saves_to_a_folder_under_the_id(run: Run, tmp_path: Path) -> None:
    (tmp_path / "roles").mkdir()
    result = run("--save", tmp_path / "roles")
    assert result.stdout == ""
    assert (tmp_path / "roles" / "stream-engineer.toml").read_text("utf-8") == run().stdout


def test_saves_under_a_name_that_becomes_the_id(run: Run, tmp_path: Path) -> None:
    assert run("--save", tmp_path / "plumber.toml").exit_code == 0
    assert 'id = "plumber"\n' in (tmp_path / "plumber.toml").read_text("utf-8")


def test_overwrites_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plumber.toml").write_text("mine", "utf-8")
    result = run("--save", tmp_path / "plumber.toml")
    assert result.exit_code == 1
    assert "exists" in result.stderr
    assert (tmp_path / "plumber.toml").read_text("utf-8") == "mine"


@pytest.mark.parametrize("name", ["Plumber.toml", "plumber.txt", "nowhere/plumber.toml"])
def test_a_place_that_cannot_be_saved_to_is_refused(run: Run, tmp_path: Path, name: str) -> None:
    result = run("--save", tmp_path / name)
    assert result.exit_code != 0
    assert "Traceback" not in result.output
    assert not (tmp_path / name).exists()


def test_a_text_without_requirements_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "advert.txt").write_text("Lunch is at noon.", "utf-8")
    result = run()
    assert result.exit_code == 1
    assert "is it a job advert?" in result.stderr
