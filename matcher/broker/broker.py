"""Celery as Rolefit uses it: a message wakes a worker for a job, and may be lost or come twice without harm.

Whose turn it is then the database says: the queue's own order would be first come first served. The number
of a job goes along for workers of the version before, which do that very job.
"""

import logging
from collections.abc import Iterable

from celery import Celery
from kombu.exceptions import OperationalError

_LOG = logging.getLogger(__name__)
PERFORM = "rolefit.perform"
_SECONDS_TO_CONNECT = 3
_VISIBLE_AGAIN = 3600  # Redis: seconds after which it sends once more what nobody acknowledged
_ONCE_AGAIN = {"max_retries": 1, "interval_start": 0}  # a connection that lay idle may be closed by now


class Broker:
    """Tells workers that jobs wait. Connects when it is first used."""

    def __init__(self, url: str, queue: str) -> None:
        self.celery = celery_app(url, queue)
        self._queue = queue

    def announce(self, numbers: Iterable[int]) -> bool:
        """Send the numbers of jobs; False where the broker is away: a sweep tells of them later."""
        try:
            with self.celery.producer_pool.acquire(block=True, timeout=_SECONDS_TO_CONNECT) as producer:
                for number in numbers:
                    self.celery.send_task(
                        PERFORM, args=[number], producer=producer, retry=True, retry_policy=_ONCE_AGAIN
                    )
        except (OperationalError, OSError) as error:
            _LOG.warning("%s at announcing jobs; a sweep will tell of them", type(error).__name__)
            return False
        return True

    def is_empty(self) -> bool:
        """Whether no message waits in the queue; False where the broker is away."""
        with self.celery.connection_for_write() as connection:
            try:
                connection.ensure_connection(max_retries=1, interval_start=0)
                asked = connection.default_channel.queue_declare(self._queue, passive=True)
            except connection.channel_errors:
                return True  # there is no such queue yet; in Redis an empty one is none
            except (OperationalError, OSError):
                return False
            return bool(asked.message_count == 0)

    def close(self) -> None:
        self.celery.close()


def celery_app(url: str, queue: str) -> Celery:
    """Acknowledged when done, handed back when a worker is lost, one at a time to each process."""
    app = Celery("rolefit", broker=url, set_as_current=False)
    app.conf.update(
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        worker_prefetch_multiplier=1,
        task_ignore_result=True,
        task_default_queue=queue,
        task_serializer="json",
        accept_content=["json"],
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_connection_timeout=_SECONDS_TO_CONNECT,
        broker_transport_options={"visibility_timeout": _VISIBLE_AGAIN, "confirm_publish": True},
        worker_cancel_long_running_tasks_on_connection_loss=True,
        worker_hijack_root_logger=False,
        worker_enable_remote_control=False,
        worker_send_task_events=False,
    )
    return app
