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
        first = unit.batches.items(batch, JobState, None, 1)
    if kind is JobKind.REREADING and first:
        _go_on_rereading(theirs, first[0].payload["taxonomy"])


def _go_on_rereading(rolefit: Rolefit, taxonomy: str) -> None:
    """Once more where skills changed meanwhile; not for what failed with the skills of now."""
    if not rolefit.rereading.is_of_now(taxonomy):
        rolefit.read_again()
