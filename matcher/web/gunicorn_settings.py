"""How gunicorn serves Rolefit: read by `matcher serve`, and by gunicorn itself through gunicorn.conf.py.

gunicorn takes every public name below as one of its settings; the address and the number of workers
come from the command line, or from gunicorn's own variables (WEB_CONCURRENCY).
"""

import logging
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger

from matcher.logs import log_handler
from matcher.settings import Settings
from matcher.web.metrics import FOLDER_VARIABLE, WorkerNumber

__all__ = [
    "control_socket_disable",
    "graceful_timeout",
    "logger_class",
    "loglevel",
    "max_requests",
    "max_requests_jitter",
    "on_exit",
    "post_fork",
    "pre_fork",
    "preload_app",
    "timeout",
    "worker_class",
    "worker_exit",
    "workers",
]

_REQUEST_SECONDS = 30  # beyond fetching and reading a document
_PRIVATE = ("Error handling request", "Invalid request from", "Exception during worker exit")
_SETTINGS = Settings.from_env()

workers = int(os.environ.get("WEB_CONCURRENCY") or max(2, os.cpu_count() or 1))
worker_class = "matcher.web.worker.Worker"
preload_app = True  # the taxonomy and its patterns are built once and shared between workers
max_requests = 2000  # spaCy keeps every new word; a fresh worker forgets them
max_requests_jitter = 200
timeout = _SETTINGS.limits.seconds + int(_SETTINGS.fetching.seconds) + _REQUEST_SECONDS
graceful_timeout = timeout  # a request at hand when the server is stopped has as long as any other
control_socket_disable = True  # one path for all servers of a user; nothing here speaks to it
loglevel = "info" if _SETTINGS.log_level == "debug" else _SETTINGS.log_level  # at debug it logs every path


def without_request(record: logging.LogRecord) -> bool:
    """Cut what gunicorn quotes of a request, or of an error's message: it may be about a person."""
    for start in _PRIVATE:
        if str(record.msg).startswith(start):
            record.msg, record.args = start, ()
    return True


class ServerLog(Logger):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's messages in the form of all others. It logs no requests: the application does."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        handler = log_handler(_SETTINGS)
        handler.addFilter(without_request)
        self.error_log.handlers = [handler]


logger_class = ServerLog


def make_metrics_folder() -> str | None:
    """A folder that the workers share, unless the environment names one; gives what is to be removed."""
    given = os.environ.get(FOLDER_VARIABLE)
    if given:
        for file in Path(given).glob("*.db"):
            file.unlink()
        Path(given).mkdir(parents=True, exist_ok=True)
        return None
    made = tempfile.mkdtemp(prefix="rolefit-metrics-")
    os.environ[FOLDER_VARIABLE] = made
    return made


_MADE = make_metrics_folder()  # before the application is loaded, which is before any hook


def pre_fork(server: Any, worker: Any) -> None:
    """Give the worker the lowest number that no living one has."""
    taken = {each.number for each in server.WORKERS.values()}
    worker.number = next(number for number in range(1, len(taken) + 2) if number not in taken)


def post_fork(server: Any, worker: Any) -> None:  # noqa: ARG001  # gunicorn's signature
    WorkerNumber.current = worker.number


def worker_exit(server: Any, worker: Any) -> None:  # noqa: ARG001
    """End the child process that reads documents."""
    application = getattr(worker, "wsgi", None)
    if application is not None:
        application.extensions["rolefit"].close()


def on_exit(server: Any) -> None:  # noqa: ARG001
    if _MADE:
        shutil.rmtree(_MADE, ignore_errors=True)
