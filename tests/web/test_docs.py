"""Every example in the docs is run, against a server of its own."""

import json
import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from matcher.cli import main

REPOSITORY = Path(__file__).parents[2]
PAGES = sorted([REPOSITORY / "README.md", *(REPOSITORY / "docs").glob("*.md")])
ADDRESS = "http://127.0.0.1:8000"


def examples() -> list[tuple[str, str]]:
    """Each command of the docs, with the output shown below it."""
    found = []
    for page in PAGES:
        for block in re.findall(r"```console\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
            for example in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, output = example.partition("\n")
                found.append((command.split("  #")[0].strip(), output))
    return found


def starting_with(program: str) -> list[tuple[str, str]]:
    return [example for example in examples() if example[0].startswith(f"{program} ")]


def test_the_docs_show_nothing_that_is_not_run() -> None:
    run = {"matcher", "curl", "make"}
    assert {shlex.split(command)[0] for command, _ in examples()} == run


@pytest.mark.parametrize(("command", "output"), starting_with("matcher"))
def test_matcher_examples(command: str, output: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(REPOSITORY)
    monkeypatch.setenv("MATCHER_DATABASE_URL", f"sqlite:///{tmp_path}/rolefit.sqlite3")
    result = CliRunner().invoke(main, shlex.split(command)[1:])
    assert result.exit_code == 0, result.output
    assert output in result.output


@pytest.mark.parametrize(("command", "output"), starting_with("curl"))
def test_curl_examples(
    command: str, output: str, address: str, require_program: Callable[[str], str]
) -> None:
    words = shlex.split(command.replace(ADDRESS, address))[1:]
    call = [require_program("curl"), "--fail", "--silent", "--show-error", *words]
    answer = subprocess.run(call, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    assert isinstance(json.loads(answer.stdout), dict)
    assert output in answer.stdout


@pytest.mark.parametrize(("command", "_output"), starting_with("make"))
def test_make_examples_name_targets(command: str, _output: str) -> None:
    targets = re.findall(r"^([a-z-]+):", (REPOSITORY / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert shlex.split(command)[1] in targets
