import pytest

from matcher.domain.jobs import LOOKED_FOR_FIRST, JobKind, Priority, priority_of


@pytest.mark.parametrize(
    ("kind", "together", "priority"),
    [
        (JobKind.INTAKE, 1, Priority.SINGLE),
        (JobKind.INTAKE, 2, Priority.BATCH),
        (JobKind.INTAKE, 10_000, Priority.BATCH),
        (JobKind.REREADING, 1, Priority.REREADING),  # alone, but nobody waits for it
        (JobKind.REREADING, 10_000, Priority.REREADING),
    ],
)
def test_who_waits_most_closely_goes_first(kind: JobKind, together: int, priority: Priority) -> None:
    assert priority_of(kind, together) is priority


def test_each_priority_is_looked_for_first_now_and_then_and_the_first_mostly() -> None:
    times = [LOOKED_FOR_FIRST.count(each) for each in Priority]
    assert times == [8, 1, 1]
    assert LOOKED_FOR_FIRST[0] is Priority.SINGLE
