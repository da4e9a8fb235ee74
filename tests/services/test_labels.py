from collections.abc import Iterable
from datetime import timedelta

import pytest
from builders import CREATED_AT, new_resume, profile
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.review import Author, Labelling
from matcher.errors import InvalidInput, NotFound
from matcher.services.labels import LONGEST_LABEL, MOST_LABELS, add_labels, plain_labels, typed_labels
from matcher.storage import Database

ONE = "01J0000000000000000000000A"
DESK = Author("desk", "0123456789ab")
LATER = CREATED_AT + timedelta(hours=1)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ([], ()),
        (["", " , ", ","], ()),
        (["Call  Back"], ("call back",)),
        (["b,a", "A , c,"], ("a", "b", "c")),
        (["München", "x" * LONGEST_LABEL], ("münchen", "x" * LONGEST_LABEL)),
        (["a,b", ",".join(["c"] * (MOST_LABELS - 2))], ("a", "b", "c")),
    ],
)
def test_what_is_typed_is_parted_at_commas(typed: list[str], plain: tuple[str, ...]) -> None:
    assert typed_labels(typed) == plain


@pytest.mark.parametrize(
    "labels",
    [
        [""],
        [" "],
        ["a,b"],
        ["a/b"],
        ["a\x00"],
        ["\ud800"],
        ["x" * (LONGEST_LABEL + 1)],
        ["good", "b/d"],
        ["a"] * (MOST_LABELS + 1),
    ],
)
def test_labels_that_are_none_are_refused(labels: Iterable[str]) -> None:
    with pytest.raises(InvalidInput, match=r"^labels: "):
        plain_labels(labels)


@given(st.lists(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=60), max_size=5))
def test_plain_labels_stay_as_they_are(typed: list[str]) -> None:
    try:
        plain = typed_labels(typed)
    except InvalidInput:
        return
    assert plain_labels(plain) == typed_labels([",".join(plain)]) == plain


def test_only_what_is_lacking_is_added_and_is_a_revision(any_database: Database) -> None:
    with any_database.unit_of_work() as unit:
        unit.resumes.add(new_resume(ONE, profile()))
    for labels, all_of_them, revision in (
        ((), (), 1),
        (("b", "a"), ("a", "b"), 2),
        (("a", "b"), ("a", "b"), 2),
        (("c", "a"), ("a", "b", "c"), 3),
    ):
        with any_database.unit_of_work() as unit:
            add_labels(unit, ONE, Labelling(labels, DESK), LATER)
            stored = unit.resumes.get(ONE)
        assert (stored.labels, stored.revision) == (all_of_them, revision)


def test_nothing_is_added_to_what_is_not_there(any_database: Database) -> None:
    with any_database.unit_of_work() as unit, pytest.raises(NotFound):
        add_labels(unit, ONE, Labelling(("a",), DESK), LATER)
