import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator

import pytest

from matcher.logs import log_handler, logger, set_up_logs
from matcher.settings import Settings

LIBRARY = "somebody.elses"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root, own = logging.getLogger(), logging.getLogger("matcher")
    before = root.handlers, root.level, own.level
    yield
    root.handlers, own.level = before[0], before[2]
    root.setLevel(before[1])


def lines_of(stream: io.StringIO, settings: Settings) -> list[str]:
    set_up_logs(settings)
    logging.getLogger().handlers = [log_handler(settings, stream)]
    logger("matcher.here").info("request", status=200)
    logging.getLogger("matcher.there").warning("reading failed with %s", "OSError")
    logging.getLogger(LIBRARY).info("not of interest")
    try:
        int("Ilse Verhagen")
    except ValueError:
        logging.getLogger(LIBRARY).exception("failed")
    return stream.getvalue().splitlines()


def test_machines_read_json() -> None:
    lines = [json.loads(line) for line in lines_of(io.StringIO(), Settings())]
    assert [line["event"] for line in lines] == ["request", "reading failed with OSError", "failed"]
    assert [line["level"] for line in lines] == ["info", "warning", "error"]
    assert [line["logger"] for line in lines] == ["matcher.here", "matcher.there", LIBRARY]
    assert lines[0]["status"] == 200
    assert lines[0]["timestamp"].endswith("Z")


def test_of_an_error_only_its_type_and_place_are_told() -> None:
    told = json.loads(lines_of(io.StringIO(), Settings())[-1])
    assert told["error"] == "ValueError"
    assert told["place"].startswith(__file__)
    assert "Ilse" not in str(told)


@pytest.mark.parametrize(
    ("log_format", "stream", "is_json"),
    [
        (None, io.StringIO, True),
        (None, Terminal, False),
        ("json", Terminal, True),
        ("text", io.StringIO, False),
    ],
)
def test_people_read_text(log_format: str | None, stream: type[io.StringIO], *, is_json: bool) -> None:
    lines = lines_of(stream(), Settings(log_format=log_format))
    assert lines[0].startswith("{") is is_json
    assert "status" in lines[0]
    assert not any("Ilse" in line for line in lines)


def test_a_level_silences_what_is_below() -> None:
    assert len(lines_of(io.StringIO(), Settings(log_level="warning"))) == 2
    assert len(lines_of(io.StringIO(), Settings(log_level="error"))) == 1
    assert lines_of(io.StringIO(), Settings(log_level="critical")) == []


def test_the_log_goes_to_stderr() -> None:
    code = (
        "from matcher.logs import logger, set_up_logs; from matcher.settings import Settings;"
        "set_up_logs(Settings()); logger('matcher.x').info('heard')"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not ended.stdout
    assert json.loads(ended.stderr)["event"] == "heard"
