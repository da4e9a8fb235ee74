"""The processes that answer requests."""

from typing import Any

from gunicorn.workers.sync import SyncWorker

_LOOK_SECONDS = 1.0


class Worker(SyncWorker):  # type: ignore[misc]  # gunicorn has no types
    """One request at a time: spaCy's vocabulary must not be shared between threads.

    It looks every second whether the server is still there, not only after half the time that a request may
    take: a worker that is left over keeps the port, and the server could not be started again.
    """

    def wait(self, timeout: float) -> Any:
        return super().wait(min(timeout, _LOOK_SECONDS))
