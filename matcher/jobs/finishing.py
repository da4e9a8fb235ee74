"""The end of a batch, which the worker of its last job sees, or a sweep where that worker is lost."""

from matcher.assembly import Rolefit
from matcher.domain.access import Organisation
from matcher.domain.jobs import JobKind, JobState
from matcher.services import batches
from matcher.services.clock import now


def finish_batch(rolefit: Rolefit, organisation: int, batch: str) -> None:
    """Mark a batch finished if nothing of it is left to do.

    In a transaction of its own: two jobs that end at once see each other's end.
    """
    theirs = rolefit.of(Organisation(organisation, ""))
    with theirs.database.unit_of_work() as unit:
        if not batches.finish_batch(unit, batch, now()):
            return
        kind = unit.batches.get(batch).kind
    if kind is JobKind.REREADING:
        _go_on_rereading(theirs, batch)


def _go_on_rereading(rolefit: Rolefit, batch: str) -> None:
    """Once more where skills changed meanwhile, there and back too; not for what failed with those of now."""
    if rolefit.rereading.waits_beside(_failed_with_skills_of_now(rolefit, batch)):
        rolefit.read_again()


def _failed_with_skills_of_now(rolefit: Rolefit, batch: str) -> frozenset[str]:
    with rolefit.database.unit_of_work() as unit:
        most = unit.batches.get(batch).counts[JobState.FAILED]
        failed = unit.batches.items(batch, [JobState.FAILED], None, most)
    of_now = rolefit.rereading.is_of_now
    return frozenset(item.resume for item in failed if of_now(item.payload["taxonomy"]))
