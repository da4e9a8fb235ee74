"""`matcher` commands that run beside a benchmark."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection

MATCHER = (sys.executable, "-m", "matcher")
_LOOK_SECONDS = 0.2


@contextmanager
def running(settings: Mapping[str, str], *arguments: str) -> Iterator[None]:
    """`matcher ARGUMENTS` until the block ends, and it has ended as well."""
    environment = {**os.environ, "MATCHER_LOG_LEVEL": "warning", **settings}
    with subprocess.Popen([*MATCHER, *arguments], env=environment, stdout=subprocess.DEVNULL) as process:  # noqa: S603  # our own command
        try:
            yield
        finally:
            process.terminate()


@contextmanager
def serving(settings: Mapping[str, str], *options: str) -> Iterator[int]:
    """`matcher serve OPTIONS`, from when it is ready; gives the port."""
    port = free_port()
    with running(settings, "serve", "--port", str(port), *options):
        while not _ready(port):
            time.sleep(_LOOK_SECONDS)
        yield port


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _ready(port: int) -> bool:
    try:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200  # noqa: PLR2004  # HTTP's own number
    except OSError:
        return False
