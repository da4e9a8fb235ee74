import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from time import monotonic

import pytest

SECONDS_TO_START = 40
SECONDS_TO_STOP = 20


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, server: subprocess.Popen[str]) -> None:
    """Until the port takes connections; each try blocks on the socket or on the server's end."""
    deadline = monotonic() + SECONDS_TO_START
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert monotonic() < deadline
            assert ended_within(server, 0.1) is None
        else:
            return


def ended_within(server: subprocess.Popen[str], seconds: float) -> int | None:
    try:
        return server.wait(seconds)
    except subprocess.TimeoutExpired:
        return None


@pytest.fixture
def served(environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    command = [sys.executable, "-m", "matcher", "serve", "--port", str(port), "--workers", "1"]
    with subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        try:
            wait_for(port, server)
            yield server, port
        finally:
            if server.poll() is None:
                server.kill()


def get(port: int, path: str) -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def test_a_bare_database_is_migrated_and_served_until_told_to_stop(
    served: tuple[subprocess.Popen[str], int],
) -> None:
    server, port = served
    assert json.loads(get(port, "/healthz")[1]) == {"status": "alive"}
    assert get(port, "/readyz")[0] == 200
    assert json.loads(get(port, "/api/v1/resumes")[1]) == {"items": [], "next": None}
    assert get(port, "/")[0] == 200
    server.send_signal(signal.SIGTERM)
    output, _ = server.communicate(timeout=SECONDS_TO_STOP)
    assert server.returncode == 0
    assert output == f"Rolefit is getting ready on http://127.0.0.1:{port}\n"
