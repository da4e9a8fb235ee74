"""gunicorn over the application, as an operator starts it: figures of all workers, and an orderly end."""

import json
import logging
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from builders import RESUME
from databases import NewDatabase
from gunicorn.config import Config
from serving import SECONDS_TO_STOP, Served, free_port, served

from matcher.settings import Settings
from matcher.storage import Database, upgrade

REPOSITORY = Path(__file__).parents[2]
HEALTHY = 'rolefit_requests_total{method="GET",route="/healthz",status="200"}'
BIG = 40


@pytest.fixture
def environment(new_database: NewDatabase, tmp_path: Path, taxonomy_folder: Path) -> dict[str, str]:
    url = new_database()
    database = Database(url)
    upgrade(database)
    database.close()
    return {
        "MATCHER_DATABASE_URL": url,
        "MATCHER_TAXONOMY_DIR": str(taxonomy_folder),
        "TMPDIR": str(tmp_path),
        "WEB_CONCURRENCY": "2",
    }


@pytest.fixture
def server(environment: dict[str, str]) -> Iterator[Served]:
    """`gunicorn wsgi:app` in the checkout, which reads gunicorn.conf.py by itself."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--chdir", str(REPOSITORY), "--bind", f"127.0.0.1:{port}"]
    config = ["--config", str(REPOSITORY / "gunicorn.conf.py"), "wsgi:app"]
    with served([*command, *config], port, environment) as started:
        yield started


def post_half(server: Served, body: bytes) -> socket.socket:
    """A request whose body has not come yet, and that a worker has taken up."""
    head = (
        f"POST /api/v1/match HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"
    )
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=SECONDS_TO_STOP)
    connection.sendall(head.encode())
    assert connection.recv(1024).startswith(b"HTTP/1.1 100 Continue")
    return connection


def everything_from(connection: socket.socket) -> bytes:
    with connection, connection.makefile("rb") as stream:
        return stream.read()


def test_told_to_stop_a_worker_finishes_what_it_has(server: Served, tmp_path: Path) -> None:
    body = json.dumps({"text": RESUME * BIG}).encode()
    for _ in range(2):
        server.logged("Booting worker")  # one that is told to stop before it listens would not hear it
    connection = post_half(server, body)
    server.ask_to_stop()
    assert server.logged("Handling signal: term")["level"] == "info"
    connection.sendall(body)
    answer = everything_from(connection)
    assert answer.startswith(b"HTTP/1.1 200 OK")
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["fits"]
    _, log = server.ended()
    assert server.process.returncode == 0
    assert [line["status"] for line in log if line["event"] == "request"] == [200]
    assert not list(tmp_path.glob("rolefit-metrics-*"))


def test_any_worker_tells_the_figures_of_all(server: Served) -> None:
    for _ in range(6):
        assert server.get("/healthz")[0] == 200
    for _ in range(3):
        told = server.get("/metrics")[1].decode()
        assert f"{HEALTHY} 6.0" in told.splitlines()


def test_a_request_that_is_none_is_not_quoted(server: Served) -> None:
    for line in (b"GET /?q=Zanzibaria\r\n\r\n", b"Zanzibaria\r\n\r\n", b"GET / HTTP/1.1\r\nZanzi b\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", server.port), timeout=SECONDS_TO_STOP) as connection:
            connection.sendall(line)
            connection.recv(1024)
    server.ask_to_stop()
    _, log = server.ended()
    assert sum(line["event"] == "Invalid request from" for line in log) >= 2
    assert "anzi" not in json.dumps(log)


def test_a_body_in_malformed_chunks_is_refused(server: Served) -> None:
    head = "POST /api/v1/match HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    for body in ("Z\r\nxx\r\n0\r\n\r\n", "2\r\n{}xx0\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", server.port), timeout=SECONDS_TO_STOP) as connection:
            connection.sendall(f"{head}Transfer-Encoding: chunked\r\n\r\n{body}".encode())
            answer = everything_from(connection)
        assert answer.startswith(b"HTTP/1.1 400")
        assert b"/problems/bad-request" in answer


@pytest.mark.parametrize("level", ["debug", "info", "error"])
def test_gunicorn_never_tells_paths(level: str, environment: dict[str, str]) -> None:
    tell = "import matcher.web.gunicorn_settings as s; print(s.loglevel)"
    environment = {**environment, "MATCHER_LOG_LEVEL": level}
    told = subprocess.run(
        [sys.executable, "-c", tell], env=environment, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == {"debug": "info"}.get(level, level)


def test_every_setting_is_one_that_gunicorn_knows(gunicorn_settings: ModuleType) -> None:
    assert set(gunicorn_settings.__all__) <= set(Config().settings)
    assert (
        gunicorn_settings.graceful_timeout >= gunicorn_settings.timeout > Settings.from_env().limits.seconds
    )


def test_a_worker_takes_the_number_of_the_one_it_replaces(gunicorn_settings: ModuleType) -> None:
    arbiter = SimpleNamespace(WORKERS={})
    for pid in (11, 12, 13):
        worker = SimpleNamespace()
        gunicorn_settings.pre_fork(arbiter, worker)
        arbiter.WORKERS[pid] = worker
    del arbiter.WORKERS[12]
    replacing = SimpleNamespace(number=0)
    gunicorn_settings.pre_fork(arbiter, replacing)
    assert replacing.number == 2


def test_what_gunicorn_says_of_a_failure_holds_no_address(gunicorn_settings: ModuleType) -> None:
    record = logging.LogRecord("gunicorn.error", 40, "", 0, "Error handling request %s", ("/?q=Ilse",), None)
    assert gunicorn_settings.without_request(record)
    assert record.getMessage() == "Error handling request"


def test_a_folder_for_figures_that_was_given_is_emptied_and_kept(
    server: Served, environment: dict[str, str], tmp_path: Path
) -> None:
    assert server.get("/healthz")[0] == 200
    given = tmp_path / "figures"
    given.mkdir()
    (given / "counter_1.db").write_bytes(b"of the run before")
    port = free_port()
    command = [sys.executable, "-m", "matcher", "serve", "--port", str(port), "--workers", "1"]
    with served(command, port, {**environment, "PROMETHEUS_MULTIPROC_DIR": str(given)}) as other:
        other.get("/healthz")
        assert f"{HEALTHY} 1.0" in other.get("/metrics")[1].decode()
        other.ask_to_stop()
        other.ended()
    assert given.is_dir()
