"""`matcher serve`: the form, the API and its docs over HTTP."""

import os
from typing import Any

import click
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.util import import_app

from matcher.cli.beside import PoolBeside
from matcher.domain.access import is_loopback
from matcher.errors import OpenToAll
from matcher.services.access import Access
from matcher.settings import Settings
from matcher.storage import Database, upgrade

_REQUEST_SECONDS = 30  # beyond the reading of a document
_REQUESTS_A_WORKER = 2000


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option(
    "--workers", type=click.IntRange(min=1), default=max(2, os.cpu_count() or 1), show_default="one a core"
)
@click.option(
    "--jobs",
    type=click.IntRange(min=0),
    default=os.cpu_count() or 1,
    show_default="one a core",
    help="Processes that work through batches; none with a broker, whose workers do.",
)
def serve(host: str, port: int, workers: int, jobs: int) -> None:
    """Bring the database up to date, then serve on HOST:PORT."""
    settings = Settings.from_env()
    database = Database(settings.database_url)
    upgrade(database)
    if not is_loopback(host) and not Access(database).any_key():
        raise OpenToAll(host)
    database.close()
    click.echo(f"Rolefit is getting ready on http://{host}:{port}")
    Server(
        {
            "bind": f"{host}:{port}",
            "workers": workers,
            "worker_class": "sync",  # spaCy's vocabulary must not be shared between threads
            "preload_app": True,  # the taxonomy and its patterns are built once and shared between workers
            "max_requests": _REQUESTS_A_WORKER,  # spaCy keeps every new word; a fresh worker forgets them
            "max_requests_jitter": _REQUESTS_A_WORKER // 10,
            "control_socket_disable": True,  # one path for all servers of a user; nothing here speaks to it
            "timeout": settings.limits.seconds + _REQUEST_SECONDS,
        },
        PoolBeside(jobs) if jobs and not settings.broker_url else None,
    ).run()


class KeepingArbiter(Arbiter):  # type: ignore[misc]
    """gunicorn's master, which looks after its workers every second, and after the pool as well."""

    def __init__(self, app: "Server", pool: PoolBeside | None) -> None:
        super().__init__(app)
        self._pool = pool

    def manage_workers(self) -> None:
        super().manage_workers()
        if self._pool is not None:
            self._pool.keep_running()

    def stop(self, graceful: bool = True) -> None:  # noqa: FBT001, FBT002  # gunicorn's signature
        super().stop(graceful)
        if self._pool is not None:
            self._pool.stop()


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn with its settings given here, and the pool that it keeps beside itself."""

    def __init__(self, options: dict[str, Any], pool: PoolBeside | None) -> None:
        self._options = options
        self._pool = pool
        super().__init__()

    def run(self) -> None:
        KeepingArbiter(self, self._pool).run()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return import_app("matcher.web:app_from_env()")
