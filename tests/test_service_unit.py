"""The unit for systemd in docs/growing.md says what is so."""

import re
import shlex
from configparser import ConfigParser
from pathlib import Path
from types import ModuleType

import click
import pytest

from matcher.cli import main
from matcher.settings import Settings

PAGE = (Path(__file__).parent.parent / "docs" / "growing.md").read_text("utf-8")


@pytest.fixture
def service() -> dict[str, str]:
    (unit,) = re.findall(r"```ini\n(\[Unit\].*?)```", PAGE, re.DOTALL)
    parser = ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment]  # systemd's names have capitals
    parser.read_string(unit)
    return dict(parser["Service"])


def test_it_starts_a_command_that_there_is(service: dict[str, str]) -> None:
    others = re.findall(r"`ExecStart=(.*?)`", PAGE)
    assert others
    for started in [service["ExecStart"], *others]:
        program, command, *options = shlex.split(started)
        assert Path(program).name == "matcher"
        found = main.get_command(click.Context(main), command)
        assert found is not None
        found.make_context(command, options)


def test_it_sets_what_can_be_set_and_keeps_it_where_it_may_write(service: dict[str, str]) -> None:
    settings = Settings.from_env(dict(each.split("=", 1) for each in service["Environment"].split()))
    assert settings.database_url == f"sqlite:////var/lib/{service['StateDirectory']}/rolefit.sqlite3"
    assert settings.cache_dir == Path("/var/cache") / service["CacheDirectory"]


def test_it_waits_longer_than_the_server(service: dict[str, str], gunicorn_settings: ModuleType) -> None:
    assert int(service["TimeoutStopSec"]) > gunicorn_settings.graceful_timeout
    assert f"{gunicorn_settings.graceful_timeout} unless you set them" in PAGE
    assert service["KillMode"] == "mixed"
