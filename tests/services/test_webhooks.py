import json
from datetime import timedelta
from typing import Any

import pytest
from builders import CREATED_AT
from hooks import HandClock

from matcher.domain.outbound import SendPolicy
from matcher.domain.webhooks import EventType
from matcher.errors import AddressRefused, InvalidInput, NotFound
from matcher.outbound import Sender, key_of
from matcher.services.webhooks import MOST_WEBHOOKS, Webhooks
from matcher.storage import Database

URL = "https://receiver.example/hook"
EVENTS = (EventType.BATCH_FINISHED, EventType.RESUME_MATCHED)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def webhooks(any_database: Database, clock: HandClock) -> Webhooks:
    return Webhooks(any_database, Sender(SendPolicy()), clock)


@pytest.fixture
def made(webhooks: Webhooks) -> dict[str, Any]:
    return webhooks.create(f" {URL} ", EVENTS * 2, "desk")


def test_a_webhook_is_told_with_its_secret_once(webhooks: Webhooks, made: dict[str, Any]) -> None:
    secret = made.pop("secret")
    assert len(key_of(secret)) == 32
    assert made == {
        "id": made["id"],
        "url": URL,
        "events": ["batch.finished", "resume.matched"],
        "description": "desk",
        "active": True,
        "created_at": "2024-06-15T09:30:00Z",
        "disabled_at": None,
        "disabled_reason": None,
        "previous_secret_until": None,
    }
    assert (webhooks.get(made["id"]), webhooks.all()) == (made, [made])


def test_no_later_answer_holds_a_secret(webhooks: Webhooks, made: dict[str, Any]) -> None:
    rotated = webhooks.rotate_secret(made["id"])
    assert rotated["previous_secret_until"] == "2024-06-16T09:30:00Z"
    test = webhooks.test(made["id"])
    told = [
        webhooks.all(),
        webhooks.get(made["id"]),
        webhooks.change(made["id"], {"description": "x"}),
        test,
        webhooks.deliveries(made["id"], [], None, 9),
        webhooks.delivery(test["id"]),
        webhooks.replay(test["id"]),
    ]
    for each in map(json.dumps, told):
        assert "whsec_" not in each
        assert made["secret"].removeprefix("whsec_") not in each
        assert rotated["secret"].removeprefix("whsec_") not in each


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"description": "x" * 256}, "description"),
        ({"description": "a\x00b"}, "description"),
        ({"url": "https://receiver.example/\ud800"}, "url"),
        ({"events": ()}, "events"),
    ],
)
def test_what_cannot_be_used_is_refused_when_made_and_when_changed(
    webhooks: Webhooks, made: dict[str, Any], changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as raised:
        webhooks.create(**{"url": URL, "events": EVENTS, **changes})
    assert raised.value.field == field
    with pytest.raises(InvalidInput):
        webhooks.change(made["id"], changes)
    assert webhooks.get(made["id"])["url"] == URL


@pytest.mark.parametrize("url", ["http://receiver.example", "receiver.example", "https://a:b@c.example", ""])
def test_an_address_that_is_not_sent_to_is_refused(
    webhooks: Webhooks, made: dict[str, Any], url: str
) -> None:
    with pytest.raises(AddressRefused):
        webhooks.create(url, EVENTS)
    with pytest.raises(AddressRefused):
        webhooks.change(made["id"], {"url": url})


def test_a_webhook_is_changed_and_deleted(webhooks: Webhooks, made: dict[str, Any]) -> None:
    changes = {"url": "https://other.example/", "events": (EventType.ROLE_CHANGED,), "active": False}
    changed = webhooks.change(made["id"], changes)
    assert changed == webhooks.get(made["id"])
    assert (changed["url"], changed["events"], changed["active"]) == (
        "https://other.example/",
        ["role.changed"],
        False,
    )
    assert changed["disabled_at"] is None
    with pytest.raises(InvalidInput, match="switch the webhook on"):
        webhooks.test(made["id"])
    webhooks.delete(made["id"])
    for look in (webhooks.get, webhooks.delete, webhooks.test, webhooks.rotate_secret):
        with pytest.raises(NotFound):
            look(made["id"])
    with pytest.raises(NotFound):
        webhooks.deliveries(made["id"], [], None, 9)


def test_there_is_an_end_to_webhooks(webhooks: Webhooks) -> None:
    for _ in range(MOST_WEBHOOKS):
        webhooks.create(URL, EVENTS)
    with pytest.raises(InvalidInput, match="more than 50"):
        webhooks.create(URL, EVENTS)


def test_a_test_goes_to_the_one_webhook(webhooks: Webhooks, made: dict[str, Any], clock: HandClock) -> None:
    other = webhooks.create(URL, EVENTS)
    clock.put_on(timedelta(minutes=1))
    test = webhooks.test(made["id"])
    assert test == {
        "id": test["id"],
        "webhook": made["id"],
        "event": {"id": test["event"]["id"], "type": "webhook.test", "created_at": "2024-06-15T09:31:00Z"},
        "state": "waiting",
        "attempts": 0,
        "next_attempt_at": "2024-06-15T09:31:00Z",
        "last_attempt": None,
    }
    assert webhooks.deliveries(other["id"], [], None, 9)["items"] == []
    told = webhooks.delivery(test["id"])
    assert told["message"]["data"]["webhook"] == made["id"]
    assert told["log"] == []


def test_deliveries_come_in_pages(webhooks: Webhooks, made: dict[str, Any]) -> None:
    sent = {webhooks.test(made["id"])["id"] for _ in range(3)}
    first = webhooks.deliveries(made["id"], [], None, 2)
    second = webhooks.deliveries(made["id"], [], first["next"], 2)
    assert (len(first["items"]), len(second["items"]), second["next"]) == (2, 1, None)
    assert {each["id"] for each in first["items"] + second["items"]} == sent
    with pytest.raises(InvalidInput, match="cursor"):
        webhooks.deliveries(made["id"], [], "x", 2)


def test_the_clock_is_the_one_that_was_given(made: dict[str, Any]) -> None:
    assert made["created_at"] == CREATED_AT.strftime("%Y-%m-%dT%H:%M:%SZ")
