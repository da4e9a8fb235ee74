"""The process that sends webhooks: several at once, and from a request to the receiver."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event

import pytest
from builders import RESUME
from flask.testing import FlaskClient
from hooks import FINISHED, add, tell, webhook
from sites import LOOPBACK, Site
from standardwebhooks import Webhook as Verifier

from matcher.assembly import Process, Rolefit
from matcher.domain.jobs import JobKind
from matcher.domain.webhooks import DeliveryState, EventType
from matcher.errors import DatabaseAway
from matcher.jobs.delivering import Deliverer
from matcher.jobs.sweeping import Sweeper
from matcher.services.batches import Batches
from matcher.services.clock import now
from matcher.settings import Settings
from matcher.storage import Database
from matcher.web import create_app

SECONDS = 30


class Played:
    """Stands for the service: `due` webhooks, and what happens when one is sent to."""

    def __init__(self, *due: str, send: Callable[[str], bool]) -> None:
        self.due = due
        self._send = send

    def due_webhooks(self) -> tuple[str, ...]:
        return self.due

    def deliver_next(self, webhook_id: str) -> bool:
        return self._send(webhook_id)


def deliverer_of(played: Played) -> Deliverer:
    return Deliverer(played)  # type: ignore[arg-type]


def test_a_slow_receiver_holds_up_no_other() -> None:
    release, sent = Event(), SimpleQueue[str]()

    def send(webhook_id: str) -> bool:
        if webhook_id == "slow":
            assert release.wait(SECONDS)
        sent.put(webhook_id)
        return False

    deliverer = deliverer_of(Played("slow", "quick", send=send))
    deliverer.give_turns()
    assert sent.get(timeout=SECONDS) == "quick"
    deliverer.give_turns()
    assert sent.get(timeout=SECONDS) == "quick"
    release.set()
    deliverer.stop()
    assert sent.get(timeout=SECONDS) == "slow"
    assert sent.empty()  # it had its one turn, however often turns were given meanwhile


def test_a_turn_goes_on_while_messages_are_taken() -> None:
    answers, sent = iter([True, True, False, True]), SimpleQueue[str]()

    def send(webhook_id: str) -> bool:
        sent.put(webhook_id)
        return next(answers)

    deliverer = deliverer_of(Played("hook", send=send))
    deliverer.give_turns()
    assert [sent.get(timeout=SECONDS) for _ in range(3)] == ["hook"] * 3
    deliverer.stop()
    assert sent.empty()


def test_a_fault_over_one_ends_no_other_and_is_told_without_its_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    sent = SimpleQueue[str]()

    def send(webhook_id: str) -> bool:
        if webhook_id == "faulty":
            raise ValueError("whsec_hush")
        sent.put(webhook_id)
        return False

    deliverer = deliverer_of(Played("faulty", "sound", send=send))
    deliverer.give_turns()
    assert sent.get(timeout=SECONDS) == "sound"
    deliverer.stop()
    assert "ValueError while sending to webhook faulty" in caplog.text
    assert "hush" not in caplog.text


def test_a_database_that_is_away_is_asked_again(caplog: pytest.LogCaptureFixture) -> None:
    class Away(Played):
        def due_webhooks(self) -> tuple[str, ...]:
            raise DatabaseAway

    deliverer = deliverer_of(Away(send=pytest.fail))
    deliverer.give_turns()
    deliverer.stop()
    assert "DatabaseAway while looking for deliveries" in caplog.text


@pytest.fixture
def settings_of(taxonomy_folder: Path) -> Callable[[Database], dict[str, str]]:
    """The environment in which webhooks may go to this machine."""

    def settings(database: Database) -> dict[str, str]:
        return {
            "MATCHER_DATABASE_URL": str(database.engine.url),
            "MATCHER_TAXONOMY_DIR": str(taxonomy_folder),
            "MATCHER_WEBHOOK_HTTP": "yes",
            "MATCHER_WEBHOOK_PRIVATE": "yes",
        }

    return settings


@pytest.fixture
def url(site: Site) -> str:
    """Where a receiver takes whatever comes."""
    site.puts("/hook", status=204, length=False)
    return f"http://{LOOPBACK}:{site.port}/hook"


def test_two_senders_send_each_message_once(
    sqlite_database: Database, settings_of: Callable[[Database], dict[str, str]], site: Site, url: str
) -> None:
    """Nothing but the database stands between them."""
    count = 20
    add(sqlite_database, webhook(url=url))
    for _ in range(count):
        tell(sqlite_database)
    settings = Settings.from_env(settings_of(sqlite_database))
    processes = [Process(settings) for _ in range(2)]
    deliverers = [Deliverer(each.delivering) for each in processes]
    while len(site.heard) < count:
        for each in deliverers:
            each.give_turns()
        with suppress(Empty):
            site.came.get(timeout=0.2)
    for each in deliverers:
        each.stop()
    for process in processes:
        process.close()
    ids = [heard.headers["webhook-id"] for heard in site.heard]
    assert len(ids) == len(set(ids)) == count


def test_the_sweep_tells_of_a_batch_that_it_finishes_and_forgets_what_is_old(
    sqlite_database: Database, settings_of: Callable[[Database], dict[str, str]]
) -> None:
    add(sqlite_database, hook := webhook(events=[EventType.BATCH_FINISHED]))
    tell(sqlite_database, FINISHED, at=now() - timedelta(days=31))
    batch = Batches(sqlite_database, lambda: None).start(JobKind.INTAKE, [])["id"]
    rolefit = Rolefit(Settings.from_env(settings_of(sqlite_database)))
    for _ in range(2):
        Sweeper(rolefit).sweep()
    rolefit.close()
    with sqlite_database.unit_of_work() as unit:
        (delivery,) = unit.deliveries.page(hook.id, DeliveryState, None, 9)
    assert delivery.event.data["batch"] == batch


@pytest.fixture
def environment(
    sqlite_database: Database, settings_of: Callable[[Database], dict[str, str]]
) -> dict[str, str]:
    return settings_of(sqlite_database)


@pytest.fixture
def client(environment: dict[str, str]) -> Iterator[FlaskClient]:
    rolefit = Rolefit(Settings.from_env(environment))
    yield create_app(rolefit).test_client()
    rolefit.close()


@pytest.fixture
def worker(environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "matcher", "worker", "--processes", "1"]
    with subprocess.Popen(
        command, env={**os.environ, **environment}, stderr=subprocess.PIPE, text=True
    ) as worker:
        yield worker
        worker.kill()


def test_from_a_resume_by_the_worker_to_the_receiver(
    client: FlaskClient, worker: subprocess.Popen[str], site: Site, url: str
) -> None:
    wanted = {"url": url, "events": ["resume.matched", "batch.finished"]}
    made = client.post("/api/v1/webhooks", json=wanted).get_json()
    stored = client.post("/api/v1/resumes", json={"text": RESUME, "external_id": "hr-1"}).get_json()
    lines = {"data": json.dumps({"text": RESUME}), "content_type": "application/x-ndjson"}
    batch = client.post("/api/v1/batches", **lines).get_json()
    told = [site.came.get(timeout=SECONDS) for _ in range(3)]
    verifier = Verifier(made["secret"])
    messages = [verifier.verify(heard.body, heard.headers) for heard in told]
    assert sorted(each["type"] for each in messages) == ["batch.finished", "resume.matched", "resume.matched"]
    of_batch = next(each["data"] for each in messages if each["type"] == "batch.finished")
    assert (of_batch["batch"], of_batch["counts"]["done"]) == (batch["id"], 1)
    of_resumes = [each["data"] for each in messages if each["type"] == "resume.matched"]
    ids = {each["external_id"]: each["resume"] for each in of_resumes}
    (item,) = client.get(of_batch["links"]["items"]).get_json()["items"]
    assert ids == {"hr-1": stored["id"], None: item["resume"]}
    for each in messages:
        for link in each["data"]["links"].values():
            assert client.get(link).status_code == 200
    worker.send_signal(signal.SIGTERM)
    _, written = worker.communicate(timeout=SECONDS)
    assert worker.returncode == 0
    assert "whsec_" not in written
    page = client.get(f"/api/v1/webhooks/{made['id']}/deliveries?state=delivered").get_json()
    assert len(page["items"]) == 3
