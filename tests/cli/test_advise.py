import json
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import RESUME
from click.testing import CliRunner, Result
from databases import NewDatabase

from matcher.cli import main

Advise = Callable[..., Result]


@pytest.fixture
def advise(
    new_database: NewDatabase, tmp_path: Path, taxonomy_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Advise:
    """Runs `matcher advise` on one résumé with the small taxonomy; errors that it does not catch fail."""
    monkeypatch.setenv("MATCHER_DATABASE_URL", new_database())
    monkeypatch.setenv("MATCHER_TAXONOMY_DIR", str(taxonomy_folder))
    monkeypatch.setenv("COLUMNS", "200")
    file = tmp_path / "vera.txt"
    file.write_text(RESUME, "utf-8")

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["advise", str(file), *arguments])

    return invoke


def test_json_is_the_same_each_time_and_in_words_too(advise: Advise) -> None:
    arguments = ("--role", "machine-learning-engineer", "--target", "90", "--as-of", "2024-06")
    one, other = (advise(*arguments, "--json") for _ in range(2))
    assert (one.exit_code, one.stdout) == (0, other.stdout)
    body = json.loads(one.stdout)
    assert (body["id"], body["role"], body["target"]) == (None, "machine-learning-engineer", 90.0)
    words = advise(*arguments).stdout
    assert f"{body['title']}: {body['score']:.2f} today, 90.00 wanted" in words
    for step in body["steps"]:
        assert f"{step['name']}: +{step['gain']:.2f}, then {step['score_after']:.2f}" in words
    for each in (*body["strengths"], *body["ways"]):
        assert (each.get("why") or each["sentence"]) in words
    assert RESUME not in words


def test_what_cannot_be_reached_is_said(advise: Advise) -> None:
    words = advise("--role", "data-scientist", "--target", "100", "--as-of", "2024-06").stdout
    assert "Skills alone lead to" in words


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--role", "baker"), "There is no role 'baker'"),
        (("--role", "data-engineer", "--target", "0"), "target: is not a score"),
        (("--role", "data-engineer", "--target", "lots"), "target: is not a score"),
        ((), "Missing option '--role'"),
    ],
)
def test_what_cannot_be_advised_on_is_told(advise: Advise, arguments: tuple[str, ...], said: str) -> None:
    result = advise(*arguments)
    assert result.exit_code != 0
    assert said in result.stderr
