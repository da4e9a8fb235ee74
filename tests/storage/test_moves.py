"""Two versions of a role over everybody stored, held against scoring each person by each version."""

from contextlib import suppress

from builders import new_resume, profile, profiles, requirement, role, roles, taxonomy_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.domain.move import Move, MoveCounts, MoveCursor, MoveOrder
from matcher.domain.profile import Profile
from matcher.domain.role import Role
from matcher.fitting.closeness import Closeness, Relations
from matcher.fitting.differences import reasons
from matcher.fitting.scoring import score_role
from matcher.services.candidates import role_query
from matcher.storage import Database
from matcher.storage.database import UnitOfWork

NO_RELATIONS = Relations(taxonomy_of())
PEOPLE = st.lists(profiles(), max_size=6)
ON_ANY_DATABASE = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Undo(Exception):
    """Raised to leave a unit of work without a trace."""


def add_all(unit: UnitOfWork, people: list[Profile]) -> None:
    for number, person in enumerate(people):
        unit.resumes.add(new_resume(f"{number:026d}", person))


def ranking(asked: Role, people: list[Profile]) -> dict[str, tuple[int, int]]:
    """Score and rank by id, scored one by one."""
    scored = [
        (-score_role(asked, each, Closeness(each, NO_RELATIONS)).score, f"{number:026d}")
        for number, each in enumerate(people)
    ]
    return {name: (-score, rank) for rank, (score, name) in enumerate(sorted(scored), start=1)}


@given(roles(), roles(), PEOPLE)
@ON_ANY_DATABASE
def test_scores_and_ranks_are_those_of_each_version(
    database: Database, before: Role, after: Role, people: list[Profile]
) -> None:
    queries = role_query(before), role_query(after)
    with suppress(Undo), database.unit_of_work() as unit:
        add_all(unit, people)
        found = unit.moves.page(*queries, MoveOrder.RANK, None, 10)
        by_move = unit.moves.page(*queries, MoveOrder.MOVE, None, 10)
        counts = unit.moves.counts(*queries)
        skills = [skill for each in (before, after) for asked in each.requirements for skill in asked.any_of]
        figures = unit.figures.of([each.id for each in found], skills, before.titles + after.titles)
        raise Undo
    was, now = ranking(before, people), ranking(after, people)
    assert {each.id: (each.score_before, each.rank_before) for each in found} == was
    assert {each.id: (each.score, each.rank) for each in found} == now
    assert [each.rank for each in found] == list(range(1, len(people) + 1))
    assert list(by_move) == sorted(found, key=lambda each: (-abs(each.difference), each.id))
    moved = [each.difference for each in found]
    assert counts == MoveCounts(
        sum(each > 0 for each in moved), sum(each < 0 for each in moved), moved.count(0)
    )
    for each in found:
        why = reasons(before, after, figures[each.id])
        assert sum(reason.difference for reason in why) == each.difference


@given(roles(), roles(), PEOPLE, st.sampled_from(MoveOrder), st.integers(1, 3))
@ON_ANY_DATABASE
def test_pages_cover_everybody_once_in_order(  # noqa: PLR0913, PLR0917  # hypothesis gives each
    database: Database, before: Role, after: Role, people: list[Profile], order: MoveOrder, limit: int
) -> None:
    queries = role_query(before), role_query(after)
    paged: list[Move] = []
    behind = None
    with suppress(Undo), database.unit_of_work() as unit:
        add_all(unit, people)
        whole = unit.moves.page(*queries, order, None, 10)
        while page := unit.moves.page(*queries, order, behind, limit):
            paged += page
            last = page[-1]
            value = abs(last.difference) if order is MoveOrder.MOVE else last.score
            behind = MoveCursor(value, last.id)
        raise Undo
    assert tuple(paged) == whole


def test_a_role_that_was_not_has_no_before(database: Database) -> None:
    with database.unit_of_work() as unit:
        add_all(unit, [profile(), profile(total_months=36)])
        found = unit.moves.page(None, role_query(role(requirement("weaving"))), MoveOrder.RANK, None, 5)
    assert [(each.id[-1], each.rank, each.rank_before, each.score_before) for each in found] == [
        ("1", 1, None, None),
        ("0", 2, None, None),
    ]


def test_others_are_not_seen(database: Database) -> None:
    query = role_query(role(requirement("weaving")))
    with database.unit_of_work() as unit:
        add_all(unit, [profile(total_months=9)])
        unit.resumes.add(new_resume("mine", profile(total_months=3)))
    with database.of(3).unit_of_work() as unit:
        unit.resumes.add(new_resume("theirs", profile(total_months=6)))
        (alone,) = unit.moves.page(query, query, MoveOrder.RANK, None, 5)
        assert (alone.rank, alone.rank_before) == (1, 1)
    with database.of(2).unit_of_work() as unit:
        assert unit.moves.page(query, query, MoveOrder.RANK, None, 5) == ()
        assert unit.moves.counts(query, query) == MoveCounts(0, 0, 0)
        assert unit.figures.of([f"{0:026d}"], ["weaving"], []) == {}
