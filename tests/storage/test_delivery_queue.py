from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from builders import CREATED_AT
from hooks import DELIVERED, LEASE, REFUSED, TAKEN, add, tell, webhook

from matcher.domain.webhooks import ClaimedDelivery, Delivery, DeliveryState, Outcome, Webhook
from matcher.errors import DatabaseAway
from matcher.storage import Database

SOON = CREATED_AT + timedelta(minutes=5)
AGAIN = Outcome(DeliveryState.WAITING, REFUSED, SOON)


@pytest.fixture
def hook(database: Database) -> Webhook:
    add(database, hook := webhook())
    return hook


def claim(
    database: Database, hook: Webhook, worker: str = "one", at: datetime = CREATED_AT
) -> ClaimedDelivery | None:
    with database.unit_of_deliveries() as queue:
        return queue.claim(hook.id, worker, at, at + LEASE)


def finish(database: Database, claimed: ClaimedDelivery | None, outcome: Outcome) -> bool:
    assert claimed is not None
    with database.unit_of_deliveries() as queue:
        return queue.finish(claimed, outcome)


def due(database: Database, at: datetime = CREATED_AT) -> tuple[str, ...]:
    with database.unit_of_deliveries() as queue:
        return queue.due_webhooks(at)


def one(database: Database, hook: Webhook) -> Delivery:
    with database.unit_of_work() as unit:
        (delivery,) = unit.deliveries.page(hook.id, DeliveryState, None, 9)
        return delivery


def test_what_waits_is_claimed_with_all_that_sending_takes(database: Database, hook: Webhook) -> None:
    assert due(database) == ()
    tell(database)
    assert due(database) == (hook.id,)
    claimed = claim(database, hook)
    assert claimed is not None
    assert (claimed.webhook, claimed.url, claimed.secrets, claimed.attempts) == (
        hook.id,
        hook.url,
        hook.secrets,
        1,
    )
    assert claimed.event == one(database, hook).event
    assert hook.secrets.current not in repr(claimed)
    assert hook.url not in repr(claimed)


def test_what_is_claimed_is_not_to_be_had_until_its_lease_ends(database: Database, hook: Webhook) -> None:
    tell(database)
    first = claim(database, hook)
    assert claim(database, hook, "two", CREATED_AT + LEASE) is None
    assert due(database, CREATED_AT + LEASE) == ()
    late = CREATED_AT + LEASE + timedelta(seconds=1)
    assert due(database, late) == (hook.id,)
    second = claim(database, hook, "two", late)
    assert second is not None
    assert second.attempts == 2
    assert not finish(database, first, DELIVERED)
    assert one(database, hook).last is None
    assert finish(database, second, DELIVERED)
    assert one(database, hook).state is DeliveryState.DELIVERED


def test_what_was_taken_is_not_sent_again(database: Database, hook: Webhook) -> None:
    tell(database)
    assert finish(database, claim(database, hook), DELIVERED)
    found = one(database, hook)
    assert (found.state, found.attempts, found.next_attempt_at, found.last) == (
        DeliveryState.DELIVERED,
        1,
        None,
        TAKEN,
    )
    assert claim(database, hook, at=SOON) is None


def test_what_was_not_taken_waits_for_its_time(database: Database, hook: Webhook) -> None:
    tell(database)
    assert finish(database, claim(database, hook), AGAIN)
    assert claim(database, hook, at=SOON - timedelta(seconds=1)) is None
    again = claim(database, hook, at=SOON)
    assert finish(database, again, DELIVERED)
    with database.unit_of_work() as unit:
        assert unit.deliveries.attempts(one(database, hook).id) == (REFUSED, TAKEN)


def test_a_replay_starts_anew(database: Database, hook: Webhook) -> None:
    tell(database)
    finish(database, claim(database, hook), Outcome(DeliveryState.FAILED, REFUSED))
    with database.unit_of_work() as unit:
        replayed = unit.deliveries.replay(one(database, hook).id, SOON)
    assert (replayed.state, replayed.attempts, replayed.next_attempt_at) == (DeliveryState.WAITING, 0, SOON)
    assert claim(database, hook) is None
    again = claim(database, hook, at=SOON)
    assert again is not None
    assert (again.attempts, again.event) == (1, replayed.event)


def test_what_has_waited_longest_goes_first(database: Database, hook: Webhook) -> None:
    for minutes in (3, 1, 2):
        tell(database, at=CREATED_AT - timedelta(minutes=minutes))
    claims = [claim(database, hook, str(number)) for number in range(4)]
    moments = [each.event.created_at for each in claims if each is not None]
    assert moments == [CREATED_AT - timedelta(minutes=minutes) for minutes in (3, 2, 1)]


def test_nothing_is_sent_to_what_is_switched_off(database: Database, hook: Webhook) -> None:
    tell(database)
    with database.unit_of_deliveries() as queue:
        queue.disable(hook.id, SOON, "gone")
    assert (due(database), claim(database, hook)) == ((), None)
    with database.unit_of_work() as unit:
        found = unit.webhooks.get(hook.id)
    assert (found.active, found.disabled_at, found.disabled_reason) == (False, SOON, "gone")


def test_failures_in_a_row_are_counted(database: Database, hook: Webhook) -> None:
    with database.unit_of_deliveries() as queue:
        assert [queue.note_failed(hook.id), queue.note_failed(hook.id)] == [1, 2]
        queue.note_taken(hook.id)
        assert queue.note_failed(hook.id) == 1
        queue.disable(hook.id, SOON, "tired")
    with database.unit_of_work() as unit:
        unit.webhooks.put(hook)
    with database.unit_of_deliveries() as queue:
        assert queue.note_failed(hook.id) == 1
        assert queue.note_failed("no such webhook") == 0


def test_what_is_deleted_while_it_is_sent_leaves_nothing(database: Database, hook: Webhook) -> None:
    tell(database)
    claimed = claim(database, hook)
    with database.unit_of_work() as unit:
        unit.webhooks.delete(hook.id)
    assert not finish(database, claimed, DELIVERED)


def test_old_events_go_with_their_deliveries(database: Database, hook: Webhook) -> None:
    tell(database)
    finish(database, claim(database, hook), AGAIN)
    tell(database, at=SOON)
    with database.unit_of_deliveries() as queue:
        queue.forget_before(SOON)
    assert one(database, hook).event.created_at == SOON


def test_everybodys_deliveries_are_sent(database: Database, hook: Webhook) -> None:
    add(database.of(2), other := webhook("B"))
    tell(database)
    tell(database.of(2))
    assert set(due(database)) == {hook.id, other.id}
    claimed = claim(database, other)
    assert finish(database, claimed, AGAIN)
    assert one(database.of(2), other).last == REFUSED


def test_two_never_hold_one_delivery_at_once(database: Database, hook: Webhook) -> None:
    count, threads = 24, 4
    for _ in range(count):
        tell(database)
    start = Barrier(threads)

    def take(name: int) -> Iterator[str]:
        start.wait()
        for number in range(count):
            try:
                claimed = claim(database, hook, f"{name}-{number}")
            except DatabaseAway:  # SQLite lets one write at a time; the next round finds what is left
                continue
            if claimed is not None:
                yield claimed.id

    with ThreadPoolExecutor(threads) as pool:
        taken = [each for found in pool.map(lambda name: list(take(name)), range(threads)) for each in found]
    assert len(taken) == len(set(taken)) == count
