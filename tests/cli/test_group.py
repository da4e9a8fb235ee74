import subprocess
import sys

import pytest
from builders import Run

import matcher
from matcher.cli import main

COMMANDS = ["db", "extract", "ingest", "match", "rank", "read", "roles", "serve", "taxonomy"]


def test_every_command_is_listed_and_helps(run: Run) -> None:
    assert sorted(main.commands) == []  # they are found by name
    listed = run("--help").stdout
    for command in COMMANDS:
        assert f"\n  {command} " in listed
        assert run(command, "--help").stdout.startswith(f"Usage: main {command}")


def test_an_unknown_command_is_refused(run: Run) -> None:
    result = run("bake")
    assert result.exit_code == 2
    assert "No such command 'bake'" in result.stderr


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").stdout == f"matcher, version {matcher.__version__}\n"


def test_help_answers_without_loading_what_commands_need() -> None:
    script = (
        "import sys, matcher.cli.group as group; group.main(['--version'], standalone_mode=False);"
        "sys.exit(any(name in sys.modules for name in ('spacy', 'flask', 'sqlalchemy', 'gunicorn')))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False, capture_output=True).returncode == 0


def test_a_setting_that_cannot_be_used_is_one_clear_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATCHER_MAX_PAGES", "few")
    result = run("roles", "list")
    assert result.exit_code == 1
    assert result.stderr == "Error: MATCHER_MAX_PAGES must be a whole number above 0, not 'few'\n"
    assert result.stdout == ""
