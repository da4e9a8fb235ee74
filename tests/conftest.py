"""What tests lean on from outside: found, or skipped visibly, or required when MATCHER_REQUIRE_ALL is set."""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NoReturn
from uuid import uuid4

import pytest
from builders import AS_OF
from databases import KIND, POSTGRESQL_URL, NewDatabase, empty_tables, schema_on
from hypothesis import settings
from kombu import Connection
from kombu.exceptions import OperationalError
from sites import Site, served

from matcher.documents import Reader, document_from_text
from matcher.domain.analysis import Analysis
from matcher.domain.document import ReadingLimits
from matcher.domain.lexicon import Lexicon
from matcher.domain.month import Month
from matcher.fitting.relations import Relations
from matcher.services.analysis import Analyst
from matcher.storage import Database, upgrade
from matcher.taxonomy import load_lexicon

REPOSITORY = Path(__file__).parent.parent
SMALL_TAXONOMY = Path(__file__).parent / "data" / "taxonomy"
WORD_FILES = (
    "adverts.toml",
    "certificates.toml",
    "context.toml",
    "jobs.toml",
    "languages.toml",
    "sections.toml",
)
settings.register_profile("rolefit", deadline=None)  # machines differ, laws do not
settings.load_profile("rolefit")
BROKERS = {
    "rabbitmq": ("MATCHER_TEST_RABBITMQ_URL", "amqp://guest:guest@127.0.0.1:5672//"),
    "redis": ("MATCHER_TEST_REDIS_URL", "redis://127.0.0.1:6379/7"),
}


def skip_or_fail(reason: str) -> NoReturn:
    """Skip for want of something optional to a user; fail where everything is required."""
    if os.environ.get("MATCHER_REQUIRE_ALL"):
        pytest.fail(f"required here: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session", autouse=True)
def cache_home() -> Iterator[None]:
    """What is kept to start faster stays in the checkout, for the commands that tests start too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(REPOSITORY / ".pytest_cache" / "home"))
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of labelled and of broken documents beside the checkout."""
    folder = Path(os.environ.get("MATCHER_SHARED", REPOSITORY.parent / "shared"))
    if not folder.is_dir():
        skip_or_fail(f"no labelled documents at {folder}")
    return folder


@pytest.fixture(scope="session")
def require_program() -> Callable[[str], str]:
    """Gives the path of a system program."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None:
            skip_or_fail(f"{name} is not installed")
        return path

    return find


@pytest.fixture(scope="session")
def taxonomy_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small taxonomy: a few skills and roles of the tests' own, with the words that Rolefit carries."""
    folder = tmp_path_factory.mktemp("taxonomy")
    shutil.copytree(SMALL_TAXONOMY, folder, dirs_exist_ok=True)
    for name in WORD_FILES:
        shutil.copy(REPOSITORY / "skill_taxonomy" / name, folder)
    return folder


@pytest.fixture(scope="session")
def lexicon(taxonomy_folder: Path) -> Lexicon:
    return load_lexicon(taxonomy_folder)


@pytest.fixture(scope="session")
def relations(lexicon: Lexicon) -> Relations:
    return Relations(lexicon.taxonomy.skills)


@pytest.fixture(scope="session")
def analyst(lexicon: Lexicon) -> Iterator[Analyst]:
    with Reader(ReadingLimits()) as reader:
        yield Analyst(lexicon, reader)


@pytest.fixture(scope="session")
def analyse_text(analyst: Analyst) -> Callable[..., Analysis]:
    """Takes text that was sent as text through every stage."""

    def analyse(text: str, as_of: Month = AS_OF) -> Analysis:
        return analyst.analyse_document(document_from_text(text, ReadingLimits()), as_of)

    return analyse


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the tables and nothing in them; to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.sqlite3"
    database = Database(f"sqlite:///{path}")
    upgrade(database)
    database.close()
    return path


@pytest.fixture
def site() -> Iterator[Site]:
    """A server on this machine that answers what the test puts there."""
    yield from served()


@pytest.fixture
def sqlite_database(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Database]:
    path = shutil.copy(migrated_sqlite, tmp_path / "rolefit.sqlite3")
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Database]:
    """A PostgreSQL server."""
    server = Database(POSTGRESQL_URL)
    if not server.answers():
        skip_or_fail("no PostgreSQL answers at MATCHER_TEST_POSTGRESQL_URL")
    yield server
    server.close()


@pytest.fixture(scope="session")
def postgresql_server(postgresql: Database) -> Iterator[str]:
    """The URL of an empty schema on a PostgreSQL server, dropped at the end."""
    with schema_on(postgresql) as url:
        yield url


@pytest.fixture(scope="session")
def new_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[NewDatabase]:
    """Gives URLs of databases without tables, of the kind that this run is for."""
    with ExitStack() as made:

        def new() -> str:
            if KIND == "postgresql":
                return made.enter_context(schema_on(request.getfixturevalue("postgresql")))
            return f"sqlite:///{tmp_path_factory.mktemp('database')}/rolefit.sqlite3"

        yield new


@pytest.fixture
def any_database(request: pytest.FixtureRequest) -> Database:
    """An empty database with all tables, of the kind that this run is for."""
    found: Database = request.getfixturevalue(f"{KIND}_database")
    return found


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql_server: str) -> Iterator[Database]:
    database = Database(postgresql_server)
    upgrade(database)
    yield database
    database.close()


@pytest.fixture
def postgresql_database(migrated_postgresql: Database) -> Iterator[Database]:
    yield migrated_postgresql
    empty_tables(migrated_postgresql)


@pytest.fixture
def gunicorn_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """What gunicorn would read, in this process."""
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    return import_module("matcher.web.gunicorn_settings")


@pytest.fixture
def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(params=BROKERS)
def broker_url(request: pytest.FixtureRequest) -> str:
    """The URL of a message broker of each kind in turn."""
    variable, usual = BROKERS[request.param]
    url = os.environ.get(variable, usual)
    with Connection(url, connect_timeout=5) as connection:
        try:
            connection.ensure_connection(max_retries=1)
        except OperationalError:
            skip_or_fail(f"no {request.param} answers at {variable}")
    return url


@pytest.fixture
def broker_queue(broker_url: str) -> Iterator[str]:
    """The name of a queue of the test's own, which is deleted at the end."""
    name = f"rolefit-{uuid4().hex}"
    yield name
    with Connection(broker_url) as connection, suppress(*connection.channel_errors):
        connection.default_channel.queue_delete(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """An empty database with all tables, of each kind in turn."""
    found: Database = request.getfixturevalue(f"{request.param}_database")
    return found
