"""Every example in the docs is run, against a server of its own; a line `…` stands for what is left out."""

import base64
import json
import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from click.testing import CliRunner

from matcher.cli import main

REPOSITORY = Path(__file__).parents[2]
PAGES = sorted([REPOSITORY / "README.md", *(REPOSITORY / "docs").glob("*.md")])
ADDRESS = "http://127.0.0.1:8000"
LEFT_OUT = "…"


def examples() -> list[tuple[str, str]]:
    """Each command of the docs, with the output shown below it."""
    found = []
    for page in PAGES:
        for block in re.findall(r"```console\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
            for example in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, output = example.partition("\n")
                found.append((command.split("  #")[0].strip(), output))
    return found


def heads(shown: str) -> list[str]:
    """Each line of JSON with its indent and its key, whatever the value: that differs from day to day."""
    lines = (line for line in shown.splitlines() if line.strip() not in {"", LEFT_OUT})
    return [re.sub(r'("\w+": )[^\[{].*', r"\1", line).rstrip(",") for line in lines]


def assert_in_order(shown: list[str], answered: list[str]) -> None:
    rest = iter(answered)
    for line in shown:
        assert line in rest, line


def test_what_is_shown_is_looked_for_in_order() -> None:
    answered = heads('{\n  "id": "a",\n  "fits": [\n    {\n      "score": 1.0\n    }\n  ]\n}')
    assert_in_order(heads('{\n  "id": "b",\n  …\n      "score": 2,\n'), answered)
    for wrong in ('  "score": 1', '  "fits": [\n  "id": 1', '  "fits": {'):
        with pytest.raises(AssertionError):
            assert_in_order(heads(wrong), answered)


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


@pytest.fixture(scope="module")
def stocked_address(address: str) -> str:
    """Of a server that has the résumé which the first call sends."""
    content = base64.b64encode((REPOSITORY / "docs" / "example-resume.pdf").read_bytes()).decode()
    body = json.dumps({"content_base64": content, "external_id": "ats-1"}).encode()
    sent = Request(f"{address}/api/v1/resumes", body, {"Content-Type": "application/json"})  # noqa: S310
    with urlopen(sent) as answer:  # noqa: S310  # our own server
        assert answer.status in {200, 201}
    return address


@pytest.mark.parametrize(("command", "output"), starting_with("curl"))
def test_curl_examples(
    command: str, output: str, stocked_address: str, require_program: Callable[[str], str]
) -> None:
    words = shlex.split(command.replace(ADDRESS, stocked_address))[1:]
    call = [require_program("curl"), "--fail", "--silent", "--show-error", *words]
    answer = subprocess.run(call, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    assert isinstance(json.loads(answer.stdout), dict)
    assert_in_order(heads(output), heads(answer.stdout))


@pytest.mark.parametrize(("command", "_output"), starting_with("make"))
def test_make_examples_name_targets(command: str, _output: str) -> None:
    targets = re.findall(r"^([a-z-]+):", (REPOSITORY / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert shlex.split(command)[1] in targets
