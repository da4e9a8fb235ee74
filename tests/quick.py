"""`matcher` with short leases and frequent sweeps; a résumé that says so brings its worker down.

With HELD in its environment, files are read when the test lets them.
"""

import os
import signal
from datetime import timedelta
from functools import partial
from typing import Any

import held_reading

from matcher.assembly import process
from matcher.cli import main
from matcher.documents import Reader, document_from_text
from matcher.jobs import celery_worker, lease, performing, pool
from matcher.services import announcing

LEASE = timedelta(seconds=3)
POISON = "This one kills."
HELD = {"QUICK_HELD": "yes"}


def document_or_death(text: str, *more: Any) -> Any:
    if POISON in text:
        os.kill(os.getpid(), signal.SIGKILL)
    return document_from_text(text, *more)


def hurry() -> None:
    lease.LEASE = performing.LEASE = LEASE
    lease._RENEWED_EVERY = LEASE / 3  # noqa: SLF001
    announcing._LOST_AFTER = LEASE  # noqa: SLF001
    pool.SWEEP_SECONDS = celery_worker.SWEEP_SECONDS = 0.5
    performing.document_from_text = document_or_death
    if HELD.items() <= os.environ.items():
        process.Reader = partial(Reader, read=held_reading.read)


if __name__ == "__main__":
    hurry()
    main()
