"""Servers in processes of their own, asked over loopback; nothing here waits longer than it must."""

import json
import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from threading import Timer
from time import monotonic
from typing import Any

SECONDS_TO_START = 90
SECONDS_TO_STOP = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Served:
    """A server that takes connections on `port`; its log is read from `process.stderr`."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process = process
        self.port = port

    def get(self, path: str) -> tuple[int, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def post(self, path: str, body: dict[str, Any], **headers: str) -> tuple[int, dict[str, Any]]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            sent = {"Content-Type": "application/json", **headers}
            connection.request("POST", path, json.dumps(body), sent)
            response = connection.getresponse()
            return response.status, json.loads(response.read())
        finally:
            connection.close()

    def ask_to_stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)

    def ask_all_to_stop(self) -> None:
        """As a service manager does: every process that it started is told."""
        os.killpg(self.process.pid, signal.SIGTERM)

    def ended(self) -> tuple[str, list[dict[str, Any]]]:
        """Its output and the lines of its log that nobody has read, once it has ended."""
        output, log = self.process.communicate(timeout=SECONDS_TO_STOP)
        return output, [json.loads(line) for line in log.splitlines()]

    def logged(self, event: str) -> dict[str, Any]:
        """The next line of the log for an event that begins so; the server is killed if it does not come."""
        assert self.process.stderr is not None
        patience = Timer(SECONDS_TO_STOP, self.process.kill)
        patience.start()
        try:
            for line in self.process.stderr:
                told: dict[str, Any] = json.loads(line)
                if told["event"].startswith(event):
                    return told
        finally:
            patience.cancel()
        raise AssertionError(f"the log does not tell of {event!r}")


@contextmanager
def served(command: list[str], port: int, environment: dict[str, str]) -> Iterator[Served]:
    """The server that `command` starts, from when it takes connections."""
    with subprocess.Popen(
        command,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            _wait_for(port, process)
            yield Served(process, port)
        finally:
            if process.poll() is None:
                process.kill()


def _wait_for(port: int, process: subprocess.Popen[str]) -> None:
    """Until the port takes connections; each try blocks on the socket or on the server's end."""
    deadline = monotonic() + SECONDS_TO_START
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert monotonic() < deadline
            assert _ended_within(process, 0.1) is None
        else:
            return


def _ended_within(process: subprocess.Popen[str], seconds: float) -> int | None:
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        return None
