import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from held_reading import Readings

from benchmarks.killing import Started
from matcher.assembly import Rolefit
from matcher.settings import Settings
from matcher.storage import Database

QUICK = Path(__file__).parents[1] / "quick.py"


@pytest.fixture
def database_url(database: Database) -> str:
    """Of a database of each kind in turn."""
    return database.engine.url.render_as_string(hide_password=False)


@pytest.fixture
def settings(database_url: str, taxonomy_folder: Path) -> Settings:
    return Settings(database_url=database_url, taxonomy_dir=taxonomy_folder)


@pytest.fixture
def rolefit(settings: Settings) -> Iterator[Rolefit]:
    service = Rolefit(settings)
    yield service
    service.close()


@pytest.fixture
def environment(settings: Settings) -> dict[str, str]:
    return {
        "MATCHER_DATABASE_URL": settings.database_url,
        "MATCHER_TAXONOMY_DIR": str(settings.taxonomy_dir),
        "MATCHER_BROKER_URL": settings.broker_url or "",
        "MATCHER_BROKER_QUEUE": settings.broker_queue,
    }


@pytest.fixture
def readings() -> Iterator[Readings]:
    """What `matcher` reads where it is started with HELD."""
    with Readings() as found:
        yield found


@pytest.fixture
def start(environment: dict[str, str]) -> Iterator[Callable[..., Started]]:
    """Starts `matcher` with arguments, once for each list of them; what is left at the end is killed."""
    all_started = []

    def started(*commands: tuple[str, ...], group: bool = False, **more: str) -> Started:
        calls = [(sys.executable, str(QUICK), *command) for command in commands]
        all_started.append(Started(calls, {**environment, **more}, group=group, most_kills=1))
        return all_started[-1]

    yield started
    for each in all_started:
        for process in each.processes():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        for running in each.running:
            running.wait()
