"""The server of `matcher serve`: gunicorn, and what has to be in order before it starts."""

from contextlib import closing
from typing import Any

from gunicorn.app.base import Application
from gunicorn.arbiter import Arbiter
from gunicorn.util import import_app

from matcher.cli.beside import PoolBeside
from matcher.domain.access import is_loopback
from matcher.errors import OpenToAll
from matcher.originals import originals_from
from matcher.services.access import Access
from matcher.settings import Settings
from matcher.storage import Database, upgrade


def prepare(settings: Settings, host: str) -> None:
    """Bring the database up to date. Raises InvalidSetting, NotFound for the organisation, OpenToAll."""
    originals_from(settings.originals, settings.s3_endpoint)  # raises here what would go wrong at each résumé
    with closing(Database(settings.database_url)) as database:
        upgrade(database)
        access = Access(database)
        access.organisation(settings.organisation)
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
        KeepingArbiter(self, self._pool).run()

    def load_config(self) -> None:
        self.load_config_from_file("python:matcher.web.gunicorn_settings")
        for name, value in self._options.items():
            if value is not None:
                self.cfg.set(name, value)

    def load(self) -> Any:
        return import_app("matcher.web:app_from_env()")
