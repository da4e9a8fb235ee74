from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from builders import new_resume, profile
from sqlalchemy.orm import Session

from matcher.domain.idempotency import KeptAnswer
from matcher.errors import IdempotencyAnswerGone, IdempotencyKeyInUse, IdempotencyKeyReused, InvalidInput
from matcher.services.idempotency import Idempotency, fingerprint_of
from matcher.storage import Database

START = datetime(2024, 6, 15, 9, 30, tzinfo=UTC)
REQUEST, OTHER = (b"/path", b"body"), (b"/path", b"other")
ANSWER = KeptAnswer(201, {"Location": "/here"}, b"{}")


class Clock:
    """Stands still until it is put forward."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def idempotency(database: Database, clock: Clock) -> Idempotency:
    return Idempotency(database, clock)


def test_the_first_makes_the_answer_and_the_next_gets_it(idempotency: Idempotency) -> None:
    assert idempotency.claim("one", REQUEST) is None
    idempotency.answer("one", ANSWER, None)
    assert idempotency.claim("one", REQUEST) == ANSWER


def test_another_request_is_refused_before_and_after_the_answer(idempotency: Idempotency) -> None:
    idempotency.claim("one", REQUEST)
    with pytest.raises(IdempotencyKeyReused):
        idempotency.claim("one", OTHER)
    idempotency.answer("one", ANSWER, None)
    with pytest.raises(IdempotencyKeyReused):
        idempotency.claim("one", OTHER)


def test_who_comes_meanwhile_is_told_to_wait(idempotency: Idempotency, clock: Clock) -> None:
    idempotency.claim("one", REQUEST)
    clock.now += timedelta(minutes=5)
    with pytest.raises(IdempotencyKeyInUse):
        idempotency.claim("one", REQUEST)


def test_a_claim_whose_maker_is_gone_is_taken_over_by_one(idempotency: Idempotency, clock: Clock) -> None:
    idempotency.claim("one", REQUEST)
    clock.now += timedelta(minutes=5, seconds=1)
    assert idempotency.claim("one", REQUEST) is None
    with pytest.raises(IdempotencyKeyInUse):
        idempotency.claim("one", REQUEST)


def test_a_claim_that_came_to_nothing_is_free_again(idempotency: Idempotency) -> None:
    idempotency.claim("one", REQUEST)
    idempotency.release("one")
    assert idempotency.claim("one", OTHER) is None


def test_an_answer_is_not_released(idempotency: Idempotency) -> None:
    idempotency.claim("one", REQUEST)
    idempotency.answer("one", ANSWER, None)
    idempotency.release("one")
    assert idempotency.claim("one", REQUEST) == ANSWER


def test_answers_are_kept_for_a_day(idempotency: Idempotency, clock: Clock) -> None:
    idempotency.claim("one", REQUEST)
    idempotency.answer("one", ANSWER, None)
    clock.now += timedelta(hours=24)
    assert idempotency.claim("one", REQUEST) == ANSWER
    clock.now += timedelta(seconds=1)
    assert idempotency.claim("one", OTHER) is None


def test_an_answer_that_is_not_kept_is_gone_or_made_anew(idempotency: Idempotency) -> None:
    idempotency.claim("one", REQUEST)
    idempotency.answer("one", KeptAnswer(200, {}, None), None)
    with pytest.raises(IdempotencyAnswerGone):
        idempotency.claim("one", REQUEST)
    assert idempotency.claim("one", REQUEST, changes=False) is None
    with pytest.raises(IdempotencyKeyReused):
        idempotency.claim("one", OTHER, changes=False)


def test_what_tells_of_an_erased_resume_is_erased_with_it(
    idempotency: Idempotency, database: Database
) -> None:
    for key, resume in (("one", "A"), ("two", "B")):
        with database.unit_of_work() as unit:
            unit.resumes.add(new_resume(resume, profile()))
        idempotency.claim(key, REQUEST)
        idempotency.answer(key, ANSWER, resume)
    with database.unit_of_work() as unit:
        unit.idempotency.forget_resume("A")
    with pytest.raises(IdempotencyAnswerGone):
        idempotency.claim("one", REQUEST)
    assert idempotency.claim("two", REQUEST) == ANSWER


@pytest.mark.parametrize("resume", ["A", "A" * 27, "a\x00b", "\ud800"])
def test_nothing_is_kept_that_tells_of_a_resume_which_is_not_there(
    idempotency: Idempotency, resume: str
) -> None:
    """It may have been erased between the request and its answer."""
    idempotency.claim("one", REQUEST)
    idempotency.answer("one", ANSWER, resume)
    with pytest.raises(IdempotencyAnswerGone):
        idempotency.claim("one", REQUEST)


@pytest.mark.parametrize("key", ["", "x" * 256, "a\tb", "a\x00", "a\ud800"])
def test_a_key_that_is_none_is_refused(idempotency: Idempotency, key: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        idempotency.claim(key, REQUEST)
    assert refused.value.field == "Idempotency-Key"


def test_keys_of_two_organisations_are_two(idempotency: Idempotency, database: Database) -> None:
    idempotency.claim("one", REQUEST)
    assert Idempotency(database.of(2)).claim("one", OTHER) is None


def test_parts_do_not_run_into_each_other() -> None:
    lists = [(b"ab", b"c"), (b"a", b"bc"), (b"abc",), (b"", b"abc"), (b"abc", b"")]
    assert len({fingerprint_of(each) for each in lists}) == len(lists)


def test_who_meets_a_key_as_it_is_let_go_of_is_told_to_wait(
    idempotency: Idempotency, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was there when this one was to be added, and is gone when it is looked at."""
    monkeypatch.setattr(Session, "scalars", lambda *_: SimpleNamespace(first=lambda: None))
    with pytest.raises(IdempotencyKeyInUse):
        idempotency.claim("one", [b"a"])
