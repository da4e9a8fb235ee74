"""What is sent, with what signatures, and what becomes of it when it is not taken."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from hooks import LEASE, MATCHED, HandClock, add, tell, webhook
from sites import LOOPBACK, Site, resolving
from standardwebhooks import Webhook as Verifier

from matcher.domain.outbound import SendPolicy, Sent
from matcher.domain.webhooks import Attempt, Delivery, DeliveryState, EventType, Secrets
from matcher.outbound import RETRY_DELAYS, Sender, is_genuine
from matcher.services.delivering import MOST_FAILURES, Delivering
from matcher.services.webhooks import Webhooks
from matcher.storage import Database

TAKEN = Sent(204, 7, "")
REFUSED = Sent(500, 7, "answered with status 500")
GONE = Sent(410, 7, "answered with status 410")


@dataclass
class Receiver:
    """Stands for the way out: answers in turn, the last answer for ever, and remembers what came."""

    answers: list[Sent] = field(default_factory=lambda: [TAKEN])
    heard: list[tuple[str, Mapping[str, str], bytes]] = field(default_factory=list)

    def send(self, address: str, headers: Mapping[str, str], body: bytes) -> Sent:
        self.heard.append((address, headers, body))
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


class Scene:
    """A webhook for everything, and a sender to a receiver that is played, at a moment that is set."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = HandClock(datetime.now(UTC).replace(microsecond=0))
        self.receiver = Receiver()
        self.delivering = self.sending_by(self.receiver)
        self.webhooks = Webhooks(database, Sender(SendPolicy()), self.clock)
        self.hook = webhook(events=EventType)
        add(database, self.hook)

    def sending_by(self, sender: Receiver | Sender) -> Delivering:
        return Delivering(self.database, sender, LEASE, self.clock, lambda: 0.0)  # type: ignore[arg-type]

    def point_to(self, url: str, sender: Sender) -> None:
        self.delivering = self.sending_by(sender)
        self.hook = replace(self.hook, url=url)
        with self.database.unit_of_work() as unit:
            unit.webhooks.put(self.hook)

    def tell(self, minutes_ago: int = 0) -> None:
        tell(self.database, at=self.clock.at - timedelta(minutes=minutes_ago))

    def deliver(self) -> bool:
        return self.delivering.deliver_next(self.hook.id)

    def deliveries(self) -> list[Delivery]:
        """The newest first."""
        with self.database.unit_of_work() as unit:
            return list(unit.deliveries.page(self.hook.id, DeliveryState, None, 99))

    def until_nothing_waits(self) -> list[timedelta]:
        """How long each attempt came after the one before."""
        pauses = []
        while waiting := [each.next_attempt_at for each in self.deliveries() if each.next_attempt_at]:
            pauses.append(max(min(waiting) - self.clock.at, timedelta()))
            self.clock.put_on(pauses[-1])
            self.deliver()
        return pauses


@pytest.fixture
def scene(any_database: Database) -> Scene:
    return Scene(any_database)


def test_the_message_is_signed_as_receivers_verify_it(scene: Scene) -> None:
    scene.tell()
    assert scene.delivering.due_webhooks() == (scene.hook.id,)
    assert scene.deliver()
    assert not scene.deliver()
    ((address, headers, body),) = scene.receiver.heard
    assert address == scene.hook.url
    assert headers["content-type"] == "application/json"
    assert Verifier(scene.hook.secrets.current).verify(body, dict(headers)) == {
        "type": "resume.matched",
        "timestamp": scene.clock.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "data": MATCHED.data,
    }
    (delivery,) = scene.deliveries()
    assert delivery.state is DeliveryState.DELIVERED
    assert delivery.last == Attempt(scene.clock.at, 204, 7, "")
    assert headers["webhook-id"] == delivery.event.id


def test_a_receiver_that_fails_twice_gets_the_same_message_a_third_time(scene: Scene, site: Site) -> None:
    policy = SendPolicy(frozenset({"http"}), seconds=5, private_addresses=True)
    sender = Sender(policy, resolving(receiver_example=[LOOPBACK]))
    scene.point_to(f"http://receiver.example:{site.port}/hook", sender)
    scene.tell()
    for status in (503, 500, 204):
        site.puts("/hook", status=status)
        scene.clock.put_on(timedelta(minutes=5))
        assert scene.deliver() is (status == 204)
    assert len({heard.headers["webhook-id"] for heard in site.heard}) == 1
    assert len({heard.headers["webhook-timestamp"] for heard in site.heard}) == 3
    assert len({heard.body for heard in site.heard}) == 1
    (delivery,) = scene.deliveries()
    with scene.database.unit_of_work() as unit:
        log = unit.deliveries.attempts(delivery.id)
    assert [(each.status, each.detail) for each in log] == [
        (503, "answered with status 503"),
        (500, "answered with status 500"),
        (204, ""),
    ]


def test_it_is_tried_again_for_three_days_and_then_failed(scene: Scene) -> None:
    scene.receiver.answers = [REFUSED]
    scene.tell()
    assert scene.until_nothing_waits() == [timedelta(), *RETRY_DELAYS]
    (delivery,) = scene.deliveries()
    assert (delivery.state, delivery.attempts) == (DeliveryState.FAILED, len(RETRY_DELAYS) + 1)


def test_after_failures_in_a_row_the_webhook_is_switched_off(scene: Scene) -> None:
    scene.receiver.answers = [REFUSED]
    for _ in range(MOST_FAILURES - 1):
        scene.tell()
    scene.until_nothing_waits()
    with scene.database.unit_of_work() as unit:
        assert unit.webhooks.get(scene.hook.id).active
    scene.tell()
    scene.until_nothing_waits()
    with scene.database.unit_of_work() as unit:
        found = unit.webhooks.get(scene.hook.id)
    assert (found.active, found.disabled_at) == (False, scene.clock.at)
    assert found.disabled_reason == "5 deliveries in a row were not taken in 10 attempts each."


def test_one_that_is_taken_in_between_keeps_the_webhook_on(scene: Scene) -> None:
    for answer in [REFUSED, TAKEN] * MOST_FAILURES:
        scene.receiver.answers = [answer]
        scene.tell()
        scene.until_nothing_waits()
    with scene.database.unit_of_work() as unit:
        assert unit.webhooks.get(scene.hook.id).active


def test_410_switches_the_webhook_off_at_once_and_what_waits_waits_on(scene: Scene) -> None:
    scene.receiver.answers = [GONE]
    for minutes in (2, 1):
        scene.tell(minutes)
    assert not scene.deliver()
    found = scene.webhooks.get(scene.hook.id)
    assert (found["active"], found["disabled_reason"]) == (False, "The receiver answered 410 Gone.")
    assert sorted(each.state for each in scene.deliveries()) == ["failed", "waiting"]
    scene.tell()
    assert (scene.delivering.due_webhooks(), len(scene.deliveries())) == ((), 2)
    scene.receiver.answers = [TAKEN]
    again = scene.webhooks.change(scene.hook.id, {"active": True})
    assert (again["disabled_at"], again["disabled_reason"]) == (None, None)
    assert scene.deliver()


def test_for_a_day_after_a_rotation_both_secrets_are_good(scene: Scene) -> None:
    rotated = scene.webhooks.rotate_secret(scene.hook.id)
    assert rotated["secret"] != scene.hook.secrets.current
    good = []
    for pause in (timedelta(), timedelta(hours=23, minutes=59), timedelta(minutes=1)):
        scene.clock.put_on(pause)
        scene.tell()
        scene.deliver()
        _, headers, body = scene.receiver.heard[-1]
        secrets = (rotated["secret"], scene.hook.secrets.current)
        good.append([is_genuine(each, headers, body, scene.clock.at) for each in secrets])
    assert good == [[True, True], [True, True], [True, False]]
    body, first = scene.receiver.heard[0][2], dict(scene.receiver.heard[0][1])
    assert Verifier(scene.hook.secrets.current).verify(body, first) == Verifier(rotated["secret"]).verify(
        body, first
    )


def test_a_replay_sends_the_same_message_again(scene: Scene) -> None:
    scene.tell()
    scene.deliver()
    (delivery,) = scene.deliveries()
    replayed = scene.webhooks.replay(delivery.id)
    assert (replayed["state"], replayed["attempts"]) == ("waiting", 0)
    scene.deliver()
    (_, first, first_body), (_, second, second_body) = scene.receiver.heard
    assert (first["webhook-id"], first_body) == (second["webhook-id"], second_body)
    told = scene.webhooks.delivery(delivery.id)
    assert (told["state"], told["attempts"], len(told["log"])) == ("delivered", 1, 2)
    assert told["message"] == json.loads(first_body)


def test_a_lease_that_was_lost_leaves_what_the_other_put_down(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    """The first sender hangs for longer than its lease; meanwhile another sends and puts it down."""
    second = scene.sending_by(Receiver())

    class Hanging(Receiver):
        def send(self, address: str, headers: Mapping[str, str], body: bytes) -> Sent:
            del address, headers, body
            scene.clock.put_on(LEASE + timedelta(seconds=1))
            assert second.deliver_next(scene.hook.id)
            return REFUSED

    scene.tell()
    scene.sending_by(Hanging()).deliver_next(scene.hook.id)
    (delivery,) = scene.deliveries()
    assert (delivery.state, delivery.last) == (DeliveryState.DELIVERED, Attempt(scene.clock.at, 204, 7, ""))
    assert "was taken over or deleted while it was sent" in caplog.text


def test_neither_secrets_nor_addresses_reach_a_log(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    rotated = scene.webhooks.rotate_secret(scene.hook.id)["secret"]
    secrets = Secrets(rotated, scene.hook.secrets.current, scene.clock.at + timedelta(hours=1))
    scene.hook = replace(scene.hook, secrets=secrets)
    scene.point_to("https://receiver.example/hook?key=hush", Sender(SendPolicy(), resolving()))
    scene.tell()
    scene.deliver()
    (delivery,) = scene.deliveries()
    assert delivery.last is not None
    written = caplog.text + delivery.last.detail
    assert written
    for private in (*secrets.at(scene.clock.at), "hush"):
        assert private not in written


def test_old_events_are_forgotten_after_30_days(scene: Scene) -> None:
    scene.tell()
    scene.clock.put_on(timedelta(days=30))
    scene.delivering.forget_old()
    assert len(scene.deliveries()) == 1
    scene.clock.put_on(timedelta(seconds=1))
    scene.delivering.forget_old()
    assert scene.deliveries() == []
