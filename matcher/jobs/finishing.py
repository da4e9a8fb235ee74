"""The end of a batch, which the worker of its last job sees, or a sweep where that worker is lost."""

from matcher.assembly import Rolefit
from matcher.domain.access import Organisation
from matcher.domain.jobs import JobKind
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
        ended = unit.batches.get(batch)
    if ended.kind is JobKind.REREADING and ended.cancelled_at is None:
        theirs.read_again()  # once more where skills changed meanwhile, there and back too
