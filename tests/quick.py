"""`matcher` with short leases and frequent sweeps; a résumé that says so brings its worker down."""

import os
import signal
from datetime import timedelta
from typing import Any

from matcher.cli import main
from matcher.documents import document_from_text
from matcher.jobs import celery_worker, lease, performing, pool
from matcher.services import announcing

LEASE = timedelta(seconds=3)
POISON = "This one kills."


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


if __name__ == "__main__":
    hurry()
    main()
