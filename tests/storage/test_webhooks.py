from contextlib import suppress
from dataclasses import replace

import pytest
from builders import CREATED_AT
from hooks import FINISHED, MATCHED, add, tell, webhook
from sqlalchemy import func, select

from matcher.domain.webhooks import Delivery, DeliveryState, EventType, Secrets
from matcher.errors import NotFound
from matcher.storage import Database
from matcher.storage.webhook_tables import EventRow

STRANGE_IDS = ["", "no such id", "é", "a\x00b", "\ud800", "x" * 5000]


def deliveries(database: Database, webhook_id: str) -> tuple[Delivery, ...]:
    with database.unit_of_work() as unit:
        return unit.deliveries.page(webhook_id, DeliveryState, None, 100)


def events(database: Database) -> int:
    with database.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(EventRow.__table__)) or 0


def test_a_webhook_comes_back_as_it_was_made(database: Database) -> None:
    first, second = webhook("A"), webhook("B", events=EventType)
    add(database, first, second)
    with database.unit_of_work() as unit:
        assert unit.webhooks.get(first.id) == first
        assert unit.webhooks.all() == (second, first)


def test_a_webhook_is_changed(database: Database) -> None:
    add(database, first := webhook())
    changed = replace(
        first,
        url="https://other.example/",
        events=(EventType.BATCH_FINISHED,),
        description="desk",
        secrets=Secrets("new", first.secrets.current, CREATED_AT),
        active=False,
        disabled_at=CREATED_AT,
        disabled_reason="gone",
    )
    with database.unit_of_work() as unit:
        unit.webhooks.put(changed)
    with database.unit_of_work() as unit:
        assert unit.webhooks.get(first.id) == changed


@pytest.mark.parametrize("strange", STRANGE_IDS)
def test_what_is_not_there_is_not_found(sqlite_database: Database, strange: str) -> None:
    with sqlite_database.unit_of_work() as unit:
        for look in (unit.webhooks.get, unit.webhooks.delete, unit.deliveries.get):
            with pytest.raises(NotFound):
                look(strange)
        with pytest.raises(NotFound):
            unit.deliveries.replay(strange, CREATED_AT)


def test_an_event_goes_to_the_active_webhooks_that_ask_for_it(database: Database) -> None:
    hooks = [
        webhook("A"),
        webhook("B", events=[EventType.BATCH_FINISHED]),
        webhook("C", events=[EventType.BATCH_FINISHED, EventType.RESUME_MATCHED]),
        webhook("D", active=False),
    ]
    add(database, *hooks)
    tell(database)
    told = [deliveries(database, each.id) for each in hooks]
    assert [len(each) for each in told] == [1, 0, 1, 0]
    (first,), (second,) = told[0], told[2]
    assert first.event == second.event
    assert first.event.id.startswith("msg_")
    assert (first.event.type, first.event.data, first.event.created_at) == (
        EventType.RESUME_MATCHED,
        MATCHED.data,
        CREATED_AT,
    )
    assert (first.state, first.attempts, first.next_attempt_at, first.last) == (
        DeliveryState.WAITING,
        0,
        CREATED_AT,
        None,
    )


def test_nothing_is_kept_where_nobody_asks(database: Database) -> None:
    add(database, webhook())
    tell(database, FINISHED)
    assert events(database) == 0


def test_an_event_is_kept_only_with_what_it_tells_of(database: Database) -> None:
    add(database, first := webhook())
    with suppress(ZeroDivisionError), database.unit_of_work() as unit:
        unit.events.add(MATCHED, CREATED_AT)
        raise ZeroDivisionError
    assert deliveries(database, first.id) == ()
    assert events(database) == 0


def test_one_webhook_can_be_told_of_what_it_does_not_ask_for(database: Database) -> None:
    add(database, first := webhook(), other := webhook("B", events=[EventType.BATCH_FINISHED]))
    with database.unit_of_work() as unit:
        delivery = unit.events.add_for(first.id, FINISHED, CREATED_AT)
        assert unit.deliveries.get(delivery).webhook == first.id
    assert deliveries(database, other.id) == ()


def test_a_deleted_webhook_takes_its_deliveries_along(database: Database) -> None:
    add(database, first := webhook(), other := webhook("B"))
    tell(database)
    with database.unit_of_work() as unit:
        unit.webhooks.delete(first.id)
    assert deliveries(database, first.id) == ()
    assert len(deliveries(database, other.id)) == 1


def test_what_is_erased_is_told_of_no_more(database: Database) -> None:
    add(database, first := webhook())
    tell(database)
    tell(database, replace(MATCHED, subject="01J0000000000000000000000C"))
    with database.unit_of_work() as unit:
        unit.events.delete_about(MATCHED.subject)
    assert [each.event.data for each in deliveries(database, first.id)] == [MATCHED.data]
    assert events(database) == 1


def test_deliveries_come_in_pages_the_newest_first(database: Database) -> None:
    add(database, first := webhook())
    for _ in range(3):
        tell(database)
    everything = deliveries(database, first.id)
    ids = [each.id for each in everything]
    assert ids == sorted(ids, reverse=True)
    with database.unit_of_work() as unit:
        assert unit.deliveries.page(first.id, [DeliveryState.WAITING], ids[0], 1) == everything[1:2]
        assert unit.deliveries.page(first.id, [DeliveryState.FAILED], None, 9) == ()


def test_organisations_see_nothing_of_each_other(database: Database) -> None:
    add(database, first := webhook())
    tell(database)
    (delivery,) = deliveries(database, first.id)
    other = database.of(2)
    add(other, own := webhook("B"))
    tell(other)
    assert len(deliveries(database, first.id)) == 1
    assert len(deliveries(other, own.id)) == 1
    assert deliveries(other, first.id) == ()
    with other.unit_of_work() as unit:
        assert unit.webhooks.all() == (own,)
        assert unit.deliveries.attempts(delivery.id) == ()
        for look in (unit.webhooks.get, unit.webhooks.delete):
            with pytest.raises(NotFound):
                look(first.id)
        for act in (unit.deliveries.get, lambda each: unit.deliveries.replay(each, CREATED_AT)):
            with pytest.raises(NotFound):
                act(delivery.id)
        unit.events.delete_about(MATCHED.subject)
    assert len(deliveries(database, first.id)) == 1


def test_a_secret_does_not_show_itself() -> None:
    first = webhook()
    assert first.secrets.current not in repr(first)
