"""compose.yaml and the Dockerfile name only what there is; nobody builds them here."""

import re
import tomllib
from pathlib import Path
from types import ModuleType
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


def last_stage(dockerfile: str) -> str:
    return dockerfile.rpartition("\nFROM ")[2]


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
    bases = re.findall(r"^ARG PYTHON=(\S+)", dockerfile, re.MULTILINE)
    images = [service["image"] for service in compose["services"].values()]
    assert {each.partition(":")[0] for each in [*bases, *images]} == {"python", "rolefit", *OF_OTHERS}


def test_no_image_of_the_same_name_is_fetched_from_elsewhere(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        assert (service["image"] == "rolefit") is (service.get("pull_policy") == "build")
        assert service["image"] == "rolefit" or ":" in service["image"]


def test_every_stage_has_the_one_pinned_base(dockerfile: str) -> None:
    stages = re.findall(r"^FROM (\S+)(?: AS (\S+))?$", dockerfile, re.MULTILINE)
    earlier = {name for _, name in stages}
    assert {base for base, _ in stages} - earlier == {"${PYTHON}"}
    (pinned,) = re.findall(r"^ARG PYTHON=python:(\d+)\.(\d+)\.\d+-slim-[a-z]+$", dockerfile, re.MULTILINE)
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["requires-python"] == f">={'.'.join(pinned)}"


def test_everything_that_runs_on_is_watched_and_kept(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        assert service["healthcheck"], name
        assert service["volumes"], name
        kept = {volume.partition(":")[0] for volume in service["volumes"]}
        assert kept <= set(compose["volumes"])
        assert set(service.get("depends_on", {})) <= set(compose["services"])


def test_the_image_is_built_from_the_lock_and_runs_as_nobody_special(dockerfile: str) -> None:
    assert "--require-hashes --only-binary :all:" in dockerfile
    last = last_stage(dockerfile)
    made = re.search(r"useradd --uid (\d+) --gid (\d+)", last)
    assert made
    assert re.search(rf"^USER {made[1]}:{made[2]}$", last, re.MULTILINE)
    assert "STOPSIGNAL SIGTERM" in last
    assert "HEALTHCHECK" in last
    assert 'ENTRYPOINT ["tini", "--"]' in last
    for program in ("tesseract-ocr", "antiword", "tini"):
        assert program in last


def test_what_installs_stays_behind(dockerfile: str) -> None:
    last = last_stage(dockerfile)
    for program in ("pip install", "binutils"):
        assert program in dockerfile
        assert program not in last


def test_files_are_written_only_where_a_volume_is(compose: dict[str, Any], dockerfile: str) -> None:
    home = re.search(r"^VOLUME (\S+)$", dockerfile, re.MULTILINE)
    assert home
    assert f"MATCHER_DATABASE_URL=sqlite:///{home[1]}/" in dockerfile
    ours = [service for service in compose["services"].values() if service["image"] == "rolefit"]
    assert len(ours) == 2
    for service in ours:
        assert service["volumes"] == [f"home:{home[1]}"]  # originals in a folder are for both
        assert (service["read_only"], service["tmpfs"], service["cap_drop"]) == (True, ["/tmp"], ["ALL"])  # noqa: S108


def test_the_port_is_one_and_the_same(compose: dict[str, Any], dockerfile: str) -> None:
    serve = main.get_command(click.Context(main), "serve")
    assert serve is not None
    (port,) = {each.default for each in serve.params if each.name == "port"}
    service = compose["services"]["service"]
    assert re.findall(r"^EXPOSE (\d+)$", dockerfile, re.MULTILINE) == [str(port)]
    (published,) = service["ports"]
    assert published.startswith("127.0.0.1:")
    assert published.endswith(f":{port}")
    asked = re.findall(r"urlopen\('(\S+?)'", f"{dockerfile}{service['healthcheck']['test']}")
    assert sorted(asked) == [f"http://127.0.0.1:{port}/healthz", f"http://127.0.0.1:{port}/readyz"]


def test_a_database_that_is_being_set_up_is_not_healthy_yet(compose: dict[str, Any]) -> None:
    """Its image starts it once before the first start, at a socket in its file system alone."""
    assert compose["services"]["database"]["healthcheck"]["test"][2:4] == ["--host", "127.0.0.1"]
    for name in ("database", "queue"):
        assert compose["services"]["service"]["depends_on"][name] == {"condition": "service_healthy"}
    assert compose["services"]["worker"]["depends_on"] == {"service": {"condition": "service_healthy"}}


def test_what_is_copied_into_the_image_is_there_and_nothing_else_is_sent(dockerfile: str) -> None:
    ignored = (REPOSITORY / ".dockerignore").read_text("utf-8")
    assert [line for line in ignored.splitlines() if line[0] not in "#!"] == ["*", "**/__pycache__"]
    copied = [
        name
        for line in re.findall(r"^COPY (?!--)(.+) \S+$", dockerfile, re.MULTILINE)
        for name in line.split()
    ]
    assert all((REPOSITORY / name).exists() for name in copied)
    assert sorted(copied) == sorted(re.findall(r"^!(\S+)$", ignored, re.MULTILINE))


def test_a_stop_gives_what_is_at_hand_time_to_end(
    compose: dict[str, Any], gunicorn_settings: ModuleType
) -> None:
    settings = Settings()
    job = settings.fetching.seconds + settings.limits.seconds + settings.sending.seconds
    for name in ("service", "worker"):
        grace = int(compose["services"][name]["stop_grace_period"].removesuffix("s"))
        assert grace > gunicorn_settings.graceful_timeout
        assert grace > job


def test_nobody_expects_continuous_integration_to_build_it(dockerfile: str) -> None:
    for text in (dockerfile, (REPOSITORY / "compose.yaml").read_text("utf-8")):
        assert "Continuous integration" in text
