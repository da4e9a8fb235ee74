"""Reads stored résumés again behind the requests, in a process of its own, started when there is need."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Protocol

from flask import Flask, g

from matcher.settings import Settings
from matcher.web.current import rolefit

_COMMAND = (sys.executable, "-m", "matcher", "reread", "--background")


class Running(Protocol):
    """A process; `poll` gives None while it runs."""

    def poll(self) -> int | None: ...


Start = Callable[[Mapping[str, str]], Running]


def start_process(environment: Mapping[str, str]) -> Running:
    """`matcher reread` beside this process; it outlives the worker that started it."""
    return subprocess.Popen(_COMMAND, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # noqa: S603  # the project's own command


class RereadingProcess:
    """At most one process for each worker; the database says what is to do, so that two do no harm."""

    def __init__(self, settings: Settings, start: Start = start_process) -> None:
        self._environment = {**os.environ, "MATCHER_DATABASE_URL": settings.database_url}
        if settings.taxonomy_dir is not None:
            self._environment["MATCHER_TAXONOMY_DIR"] = str(settings.taxonomy_dir)
        self._start = start
        self._running: Running | None = None

    def wake(self) -> None:
        """Start it unless it runs; one that runs takes up what has come since."""
        if self._running is None or self._running.poll() is not None:
            self._running = self._start(self._environment)


def register_rereading(app: Flask) -> None:
    """Follow changes of own skills at each request; go on with what was left to read at the last end."""
    service = app.extensions["rolefit"]
    app.extensions["rereading"] = RereadingProcess(service.settings)
    if service.database.own_skills_revision() is not None and service.rereading.progress()["waiting"]:
        app.extensions["rereading"].wake()

    @app.before_request
    def follow_changes() -> None:
        if "principal" in g:
            rolefit().refresh()
