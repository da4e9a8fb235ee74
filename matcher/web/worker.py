"""The processes that answer requests."""

from typing import Any

from gunicorn.util import close_graceful
from gunicorn.workers.sync import SyncWorker

_LOOK_SECONDS = 1.0
# Enough for what is too large from anywhere near; a slow sender holds a worker no longer.
_LINGER_SECONDS = 5.0
_LINGER_BATCHES = 2  # a batch that is beyond its limit is seldom beyond twice the limit


class Worker(SyncWorker):  # type: ignore[misc]  # gunicorn has no types
    """One request at a time: spaCy's vocabulary must not be shared between threads.

    It looks every second whether the server is still there, not only after half the time that a request may
    take: a worker that is left over keeps the port, and the server could not be started again.
    """

    def wait(self, timeout: float) -> Any:
        return super().wait(min(timeout, _LOOK_SECONDS))

    def handle_request(self, listener: Any, req: Any, client: Any, addr: Any) -> None:
        """Take what is left of a body that was answered early, and throw it away.

        To close a connection over bytes that nobody has read is to reset it: who is still sending would not
        see the answer.
        """
        super().handle_request(listener, req, client, addr)
        if _is_left(req.body.reader):
            self.notify()
            settings = self.wsgi.extensions["rolefit"].settings
            close_graceful(client, _LINGER_SECONDS, _LINGER_BATCHES * settings.batch_bytes)


def _is_left(reader: Any) -> bool:
    """Bytes of the length that was told, or chunks before the last."""
    return bool(getattr(reader, "length", 0) or getattr(reader, "parser", None))
