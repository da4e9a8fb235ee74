from datetime import timedelta

import pytest
from builders import CREATED_AT, new_resume, profile

from matcher.domain.review import Author, Note, Stage
from matcher.domain.stored import SavedSearch
from matcher.errors import NotFound
from matcher.storage import Database
from matcher.storage.database import UnitOfWork

ONE, TWO = "01J0000000000000000000000A", "01J0000000000000000000000B"
DESK, LOCAL_USER = Author("desk", "0123456789ab"), Author("local")
STRANGE = [TWO, "", "a\x00b", "\ud800", "x" * 5000]
LATER = CREATED_AT + timedelta(hours=1)


@pytest.fixture
def stored(database: Database) -> Database:
    with database.unit_of_work() as unit:
        unit.resumes.add(new_resume(ONE, profile()))
    return database


def test_a_label_is_put_once_and_taken_once(stored: Database) -> None:
    with stored.unit_of_work() as unit:
        for labels in (["local", "call back"], ["local"], []):
            unit.reviews.put_labels(ONE, labels, DESK, CREATED_AT)
        assert unit.reviews.lacking(ONE, ("call back", "later", "local")) == ("later",)
        assert unit.resumes.get(ONE).labels == ("call back", "local")
        unit.reviews.take_label(ONE, "local")
        assert unit.resumes.get(ONE).labels == ("call back",)
        with pytest.raises(NotFound, match="label"):
            unit.reviews.take_label(ONE, "local")


def test_notes_tell_who_and_when_the_newest_first(stored: Database) -> None:
    first = Note("01K0000000000000000000000A", "Calls back\non Monday", DESK, CREATED_AT)
    second = Note("01K0000000000000000000000B", "Called", LOCAL_USER, LATER)
    with stored.unit_of_work() as unit:
        for note in (first, second):
            unit.reviews.add_note(ONE, note)
        assert unit.reviews.notes(ONE) == (second, first)
        unit.reviews.delete_note(ONE, second.id)
        assert unit.reviews.notes(ONE) == (first,)
        for strange in STRANGE:
            with pytest.raises(NotFound, match="note"):
                unit.reviews.delete_note(ONE, strange)


def test_a_stage_has_a_history(stored: Database) -> None:
    with stored.unit_of_work() as unit:
        unit.reviews.change_stage(ONE, Stage.SHORTLISTED, None, DESK, CREATED_AT)
        unit.reviews.change_stage(ONE, Stage.REJECTED, "Wants to work nights", LOCAL_USER, LATER)
        assert unit.resumes.get(ONE).stage is Stage.REJECTED
        last, first = unit.reviews.stage_changes(ONE)
    assert (first.before, first.after, first.reason, first.author) == ("new", "shortlisted", None, DESK)
    assert (last.before, last.after, last.reason, last.at) == (
        "shortlisted",
        "rejected",
        "Wants to work nights",
        LATER,
    )


def test_each_change_is_a_revision(stored: Database) -> None:
    with stored.unit_of_work() as unit:
        assert [unit.reviews.revise(ONE) for _ in range(3)] == [1, 2, 3]
        assert unit.resumes.get(ONE).revision == 4
    with stored.unit_of_work() as unit:
        unit.resumes.read_again(new_resume(ONE, profile(total_months=5)))
        assert unit.resumes.get(ONE).revision == 5


def everything(unit: UnitOfWork, resume_id: str) -> list[object]:
    reviews = unit.reviews
    return [
        lambda: reviews.revise(resume_id),
        lambda: reviews.put_labels(resume_id, ["local"], DESK, CREATED_AT),
        lambda: reviews.lacking(resume_id, ["local"]),
        lambda: reviews.take_label(resume_id, "local"),
        lambda: reviews.add_note(resume_id, Note("0" * 26, "x", DESK, CREATED_AT)),
        lambda: reviews.notes(resume_id),
        lambda: reviews.delete_note(resume_id, "0" * 26),
        lambda: reviews.change_stage(resume_id, Stage.HIRED, None, DESK, CREATED_AT),
        lambda: reviews.stage_changes(resume_id),
    ]


@pytest.mark.parametrize("resume_id", STRANGE)
def test_what_is_not_there_is_not_found(stored: Database, resume_id: str) -> None:
    with stored.unit_of_work() as unit:
        for ask in everything(unit, resume_id):
            with pytest.raises(NotFound, match="résumé"):
                ask()  # type: ignore[operator]


def test_what_another_organisation_has_is_not_there(stored: Database) -> None:
    with stored.of(2).unit_of_work() as unit:
        for ask in everything(unit, ONE):
            with pytest.raises(NotFound):
                ask()  # type: ignore[operator]


def test_a_saved_search_comes_back_is_replaced_and_goes(stored: Database) -> None:
    saved = SavedSearch("01L0000000000000000000000A", "Weavers", None, {"q": "loom"}, DESK, CREATED_AT)
    changed = SavedSearch(saved.id, "Dyers", "dyer", {}, LOCAL_USER, LATER)
    with stored.unit_of_work() as unit:
        unit.saved_searches.add(saved)
    with stored.of(2).unit_of_work() as unit:
        assert unit.saved_searches.page(None, 5) == ()
        for ask in (unit.saved_searches.get, unit.saved_searches.delete):
            with pytest.raises(NotFound):
                ask(saved.id)
        with pytest.raises(NotFound):
            unit.saved_searches.replace(changed)
    with stored.unit_of_work() as unit:
        assert unit.saved_searches.get(saved.id) == saved
        unit.saved_searches.replace(changed)
    with stored.unit_of_work() as unit:
        assert unit.saved_searches.page(None, 5) == (changed,)
        assert unit.saved_searches.page(saved.id, 5) == ()
        unit.saved_searches.delete(saved.id)
        assert unit.saved_searches.page(None, 5) == ()
        for strange in STRANGE:
            with pytest.raises(NotFound):
                unit.saved_searches.get(strange)
