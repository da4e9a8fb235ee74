"""docs/webhooks.md says what is sent, and its ways to verify a message work."""

import json
import os
import re
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import new_resume, profile
from flask.testing import FlaskClient

from matcher.domain.jobs import Batch, JobKind, JobState
from matcher.domain.webhooks import Event, EventType, NewEvent
from matcher.outbound import RETRY_DELAYS, new_secret, signed_headers
from matcher.services.delivering import KEPT_FOR, MOST_FAILURES
from matcher.services.events import (
    batch_finished,
    message_of,
    resume_matched,
    resume_stage_changed,
    role_changed,
    webhook_test,
)
from matcher.services.webhooks import MOST_WEBHOOKS, SIGNS_ON_FOR

PAGE = (Path(__file__).parents[2] / "docs" / "webhooks.md").read_text("utf-8")
ULID = "01J0000000000000000000000A"


def now() -> datetime:
    """Of the moment: a signature is good for minutes, and tests before this one may take longer."""
    return datetime.now(UTC)


BODY = '{"type": "webhook.test", "data": {"é": "\\"$x\\n"}}\n'.encode()


def block(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return str(found)


def shape(value: Any) -> Any:
    """The keys and the kinds of values, whatever the values are."""
    if isinstance(value, dict):
        return {key: shape(each) for key, each in value.items()}
    if isinstance(value, list):
        return [shape(each) for each in value[:1]]
    return "text" if isinstance(value, str | None) else type(value)


EVENTS = [
    resume_stage_changed(ULID, "hr-1", "shortlisted", "new"),
    role_changed("data-engineer", 2),
    batch_finished(Batch(ULID, JobKind.INTAKE, now(), now(), None, dict.fromkeys(JobState, 1))),
    webhook_test(ULID),
]


def examples() -> dict[str, Any]:
    (part,) = re.findall(r"<!-- messages: .*? -->(.*?)<!-- end of messages -->", PAGE, re.DOTALL)
    found = [json.loads(each) for each in re.findall(r"```json\n(.*?)```", part, re.DOTALL)]
    return {each["type"]: each for each in found}


def sent(new: NewEvent) -> Any:
    return json.loads(json.dumps(message_of(Event("msg_1", new.type, now(), new.data))))


def test_every_event_has_its_line_and_its_example() -> None:
    assert set(examples()) == {each.value for each in EventType}
    assert set(re.findall(r"^\| `(\w+\.\w+)` \|", PAGE, re.MULTILINE)) == set(examples())


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.type)
def test_an_example_is_as_it_is_sent(event: NewEvent) -> None:
    assert shape(examples()[event.type]) == shape(sent(event))


def test_the_example_of_a_matched_resume_is_as_it_is_sent() -> None:
    example = examples()["resume.matched"]
    message = sent(resume_matched(new_resume(ULID, profile(), external_id="hr-1")))
    assert message["data"].pop("fits") == []
    assert [set(each) for each in example["data"].pop("fits")] == [{"role", "score"}] * 2
    assert shape(example) == shape(message)


def test_the_figures_are_those_of_the_code() -> None:
    pauses = re.search(
        r"after (\d+) seconds, (\d+) and (\d+) minutes, (\d+), (\d+), (\d+), (\d+), (\d+) and (\d+) hours",
        PAGE,
    )
    assert pauses is not None
    units = [timedelta(seconds=1), *[timedelta(minutes=1)] * 2, *[timedelta(hours=1)] * 6]
    told = [int(number) * unit for number, unit in zip(pauses.groups(), units, strict=True)]
    assert told == list(RETRY_DELAYS)
    assert f"After {MOST_FAILURES} deliveries that failed in a row" in PAGE
    assert f"for {SIGNS_ON_FOR // timedelta(hours=1)} hours the one before signs too" in PAGE
    assert f"kept for {KEPT_FOR.days} days" in PAGE
    assert f"has {MOST_WEBHOOKS} at the most" in PAGE


def test_the_python_verifies() -> None:
    names: dict[str, Any] = {}
    exec(block("python"), names)  # noqa: S102  # the page's own example
    is_genuine: Callable[..., bool] = names["is_genuine"]
    secret, old = new_secret(), new_secret()
    headers = signed_headers([secret, old], "msg_1", now(), BODY)
    assert is_genuine(secret, headers, BODY)
    assert is_genuine(old, headers, BODY)
    assert not is_genuine(new_secret(), headers, BODY)
    assert not is_genuine(secret, headers, BODY + b" ")
    assert not is_genuine(secret, {**headers, "webhook-id": "msg_2"}, BODY)
    late = signed_headers([secret], "msg_1", now() - timedelta(minutes=6), BODY)
    assert not is_genuine(secret, late, BODY)


def test_the_shell_gives_the_signature(require_program: Callable[[str], str], tmp_path: Path) -> None:
    require_program("openssl")
    (tmp_path / "body.json").write_bytes(BODY)
    secret = new_secret()
    headers = signed_headers([secret], "msg_1", now(), BODY)
    given = {
        "SECRET": secret,
        "WEBHOOK_ID": headers["webhook-id"],
        "WEBHOOK_TIMESTAMP": headers["webhook-timestamp"],
    }
    run = subprocess.run(
        ["sh", "-ec", block("sh")],
        env={**os.environ, **given},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"v1,{run.stdout.strip()}" == headers["webhook-signature"]


def test_every_route_of_webhooks_is_listed(client: FlaskClient) -> None:
    paths = client.get("/api/v1/openapi.json").get_json()["paths"]
    for path in paths:
        if "webhook" in path or "deliver" in path:
            assert re.sub(r"\{\w+_id\}", "{id}", path) in PAGE
