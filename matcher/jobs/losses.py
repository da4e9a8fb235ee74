"""What becomes of a job whose workers are lost over it one after another."""

from matcher.errors import WorkerLost

MOST_LOSSES = 5  # a file that brings workers down must not do so for ever; a worker may fall by chance
SET_ASIDE = {"error": WorkerLost.__name__, "detail": str(WorkerLost())}
