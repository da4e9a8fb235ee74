import subprocess
import sys

import pytest
from builders import Run
from serving import free_port

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


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (
            "sqlite:////no/such/folder/x.sqlite3",
            "MATCHER_DATABASE_URL names a database that does not open: unable to open",
        ),
        (
            "postgresql://nobody:hushhush@127.0.0.1:1/none",
            "MATCHER_DATABASE_URL names a database that does not open: connection",
        ),
        ("postgresql://nobody:hushhush@127.0.0.1:x/none", "database URL: must be like "),
        ("mysql://nobody:hushhush@127.0.0.1/none", "MATCHER_DATABASE_URL must be like "),
    ],
)
@pytest.mark.parametrize("command", [("db", "upgrade"), ("keys", "list"), ("serve",)])
def test_a_database_that_does_not_open_is_one_line_without_a_password(
    command: tuple[str, ...], url: str, told: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MATCHER_DATABASE_URL", url)
    result = run(*command, *(["--port", str(free_port())] if command == ("serve",) else []))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {told}")
    assert result.stderr.count("\n") == 1
    assert "hushhush" not in result.output


def test_a_setting_that_cannot_be_used_is_one_clear_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATCHER_MAX_PAGES", "few")
    result = run("roles", "list")
    assert result.exit_code == 1
    assert result.stderr == "Error: MATCHER_MAX_PAGES must be a whole number above 0, not 'few'\n"
    assert result.stdout == ""
