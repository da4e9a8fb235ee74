"""`matcher serve`: the form, the API and its docs over HTTP."""

import os
from contextlib import closing
from typing import Any

import click
from gunicorn.app.base import Application
from gunicorn.arbiter import Arbiter
from gunicorn.util import import_app

from matcher.cli.beside import PoolBeside
from matcher.cli.port import check_port
from matcher.domain.access import is_loopback
from matcher.errors import OpenToAll
from matcher.originals import originals_from
from matcher.services.access import Access
from matcher.settings import Settings
from matcher.storage import Database, upgrade


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on."
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    show_default="WEB_CONCURRENCY, or one a core and at least two",
    help="Processes that answer requests.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=0),
    default=os.cpu_count() or 1,
    show_default="one a core",
    help="Processes that work through batches; none with a broker, whose workers do.",
)
def serve(host: str, port: int, workers: int | None, jobs: int) -> None:
    """Bring the database up to date, then serve on HOST:PORT."""
    settings = Settings.from_env()
    originals_from(settings.originals, settings.s3_endpoint)  # raises here what would go wrong at each résumé
    with closing(Database(settings.database_url)) as database:
        upgrade(database)
        _check_access(Access(database), settings.organisation, host)
    check_port(host, port)
    click.echo(f"Rolefit is getting ready on http://{host}:{port}")
    pool = PoolBeside(jobs) if jobs and not settings.broker_url else None
    Server({"bind": f"{host}:{port}", "workers": workers}, pool).run()


def _check_access(access: Access, organisation: str, host: str) -> None:
    """Raises NotFound for the organisation, and OpenToAll."""
    access.organisation(organisation)
    if not is_loopback(host) and not access.any_key():
        raise OpenToAll(host)


class KeepingArbiter(Arbiter):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's master, which looks after its workers every second, and after the pool as well."""

    def __init__(self, app: "Server", pool: PoolBeside | None) -> None:
        super().__init__(app)
        self._pool = pool

    def manage_workers(self) -> None:
        super().manage_workers()
        if self._pool is not None:
            self._pool.keep_running()

    def stop(self, graceful: bool = True) -> None:  # noqa: FBT001, FBT002  # gunicorn's signature
        if self._pool is not None:
            self._pool.ask_to_stop()
        super().stop(graceful)
        if self._pool is not None:
            self._pool.stop(self.cfg.graceful_timeout)


class Server(Application):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn with Rolefit's settings, and those given here before them where they are not None."""

    def __init__(self, options: dict[str, Any], pool: PoolBeside | None) -> None:
        self._options = options
        self._pool = pool
        super().__init__()

    def run(self) -> None:
        if self._pool is not None:
            self._pool.keep_running()  # gets ready while this loads the app, on another core
        KeepingArbiter(self, self._pool).run()

    def load_config(self) -> None:
        self.load_config_from_file("python:matcher.web.gunicorn_settings")
        for name, value in self._options.items():
            if value is not None:
                self.cfg.set(name, value)

    def load(self) -> Any:
        return import_app("matcher.web:app_from_env()")
