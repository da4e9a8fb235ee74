"""How long workers take to claim a job out of many: `python -m benchmarks.claiming URL`.

The database at URL must be empty and there for this alone.
"""

import sys
import time
from datetime import UTC, datetime, timedelta
from statistics import median, quantiles

from sqlalchemy import insert

from matcher.domain.jobs import Claimed, JobKind, JobState, Priority
from matcher.storage import Database, upgrade
from matcher.storage.job_tables import BatchRow, JobRow

ORGANISATIONS, JOBS_EACH = 50, 2_000
CLAIMS, AT_ONCE = 2_000, 8
NOW = datetime(2026, 11, 21, tzinfo=UTC)


def fill(database: Database) -> None:
    """A batch of each organisation, the one behind the other."""
    for organisation in range(1, ORGANISATIONS + 1):
        batch = {"organisation": organisation, "id": f"{organisation:026}", "kind": JobKind.INTAKE}
        with database.engine.begin() as connection:
            connection.execute(insert(BatchRow), {**batch, "created_at": NOW})
            connection.execute(insert(JobRow), [_job(organisation, each) for each in range(JOBS_EACH)])


def _job(organisation: int, position: int) -> dict[str, object]:
    return {
        "organisation": organisation,
        "batch": f"{organisation:026}",
        "position": position,
        "kind": JobKind.INTAKE,
        "state": JobState.WAITING,
        "priority": Priority.BATCH,
        "resume": f"{organisation:06}{position:020}",
        "payload": {},
    }


def milliseconds(database: Database) -> list[float]:
    """Of claims, while as many jobs run as there are workers."""
    taken, held = [], []
    for number in range(CLAIMS):
        start = time.perf_counter()
        held.append(_claim(database, NOW + timedelta(milliseconds=number)))
        taken.append((time.perf_counter() - start) * 1000)
        if len(held) == AT_ONCE:
            job = held.pop(0)
            with database.unit_of_everybody() as jobs:
                jobs.finish(job, JobState.DONE, None, job.resume)
    return taken


def _claim(database: Database, at: datetime) -> Claimed:
    with database.unit_of_everybody() as jobs:
        job = jobs.claim_next("worker", at, at + timedelta(seconds=30), Priority.SINGLE)
    if job is None:
        raise RuntimeError("nothing was to be had")
    return job


def main() -> None:
    database = Database(sys.argv[1])
    upgrade(database)
    fill(database)
    taken = milliseconds(database)
    print(f"median {median(taken):.2f} ms, 95th percentile {quantiles(taken, n=20)[-1]:.2f} ms")
    database.close()


if __name__ == "__main__":
    main()
