"""compose.yaml and the Dockerfile name only what there is; nobody builds them here."""

import re
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from matcher.cli.group import CommandsByName, main
from matcher.settings import Settings
from matcher.web.metrics import FOLDER_VARIABLE

REPOSITORY = Path(__file__).parent.parent
OF_OTHERS = {"postgres", "rabbitmq"}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((REPOSITORY / "compose.yaml").read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def dockerfile() -> str:
    return (REPOSITORY / "Dockerfile").read_text("utf-8")


def settings() -> set[str]:
    source = (REPOSITORY / "matcher" / "settings.py").read_text("utf-8")
    return set(re.findall(r"MATCHER_[A-Z_]+[A-Z]", source))


def commands() -> set[str]:
    assert isinstance(main, CommandsByName)
    return set(main.list_commands(click.Context(main)))


def test_every_variable_is_a_setting(compose: dict[str, Any], dockerfile: str) -> None:
    text = (REPOSITORY / "compose.yaml").read_text("utf-8") + dockerfile
    named = set(re.findall(r"MATCHER_[A-Z_]+[A-Z]", text))
    assert "MATCHER_DATABASE_URL" in named
    assert named <= settings()
    assert FOLDER_VARIABLE not in text  # the server makes the folder itself
    ours = compose["services"]["service"]["environment"]
    stated = {name: value for name, value in ours.items() if "${" not in value}
    Settings.from_env(stated)


def test_every_command_is_one_with_its_options(compose: dict[str, Any], dockerfile: str) -> None:
    in_image = re.search(r"^CMD (\[.*\])$", dockerfile, re.MULTILINE)
    assert in_image
    named = [service["command"] for service in compose["services"].values() if "command" in service]
    for program, command, *options in [yaml.safe_load(in_image[1]), *named]:
        assert program == "matcher"
        assert command in commands()
        found = main.get_command(click.Context(main), command)
        assert found is not None
        found.make_context(command, options)


def test_no_password_is_written_down(compose: dict[str, Any]) -> None:
    text = (REPOSITORY / "compose.yaml").read_text("utf-8")
    for variable in re.findall(r"\$\{(\w+)", text):
        assert variable.endswith("PASSWORD")
    assert text.count("${") == text.count(":?set it in .env}")
    for service in compose["services"].values():
        for name, value in service.get("environment", {}).items():
            assert "PASS" not in name or re.fullmatch(r"\$\{\w+:\?[^}]+\}", value)


def test_images_are_named_without_a_registry(compose: dict[str, Any], dockerfile: str) -> None:
    bases = re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE)
    images = [service["image"] for service in compose["services"].values()]
    assert {each.partition(":")[0] for each in [*bases, *images]} == {"python", "rolefit", *OF_OTHERS}


def test_everything_that_runs_on_is_watched_and_kept(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        assert service["healthcheck"], name
        assert service["volumes"], name
        kept = {volume.partition(":")[0] for volume in service["volumes"]}
        assert kept <= set(compose["volumes"])
        assert set(service.get("depends_on", {})) <= set(compose["services"])


def test_the_image_is_built_from_the_lock_and_runs_as_nobody_special(dockerfile: str) -> None:
    assert "--require-hashes" in dockerfile
    last = dockerfile.rpartition("\nFROM ")[2]
    assert re.search(r"^USER rolefit$", last, re.MULTILINE)
    assert "STOPSIGNAL SIGTERM" in last
    assert "HEALTHCHECK" in last
    for program in ("tesseract-ocr", "antiword"):
        assert program in last


def test_what_is_copied_into_the_image_is_there_and_not_ignored(dockerfile: str) -> None:
    let_in = set(re.findall(r"^!(\S+)$", (REPOSITORY / ".dockerignore").read_text("utf-8"), re.MULTILINE))
    for line in re.findall(r"^COPY (?!--)(.+) \S+$", dockerfile, re.MULTILINE):
        for name in line.split():
            assert (REPOSITORY / name).exists()
            assert name in let_in


def test_a_stop_gives_requests_time_to_end(compose: dict[str, Any]) -> None:
    grace = int(compose["services"]["service"]["stop_grace_period"].removesuffix("s"))
    request_seconds = 30
    assert grace > Settings().limits.seconds + request_seconds


def test_nobody_expects_continuous_integration_to_build_it(dockerfile: str) -> None:
    for text in (dockerfile, (REPOSITORY / "compose.yaml").read_text("utf-8")):
        assert "Continuous integration" in text
