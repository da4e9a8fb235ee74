import socket
import ssl
from collections.abc import Callable, Iterator
from threading import Thread

import pytest
import trustme
from sites import LOOPBACK, Site, answer_all, served


@pytest.fixture
def raw_server() -> Iterator[Callable[[bytes], int]]:
    """Starts a server that answers every connection with these bytes and hangs up; gives its port."""
    listening: list[socket.socket] = []

    def start(answer: bytes) -> int:
        server = socket.create_server((LOOPBACK, 0))
        listening.append(server)
        Thread(target=answer_all, args=(server, answer), daemon=True).start()
        return int(server.getsockname()[1])

    yield start
    for server in listening:
        server.shutdown(socket.SHUT_RDWR)
        server.close()


@pytest.fixture
def silent_port() -> Iterator[int]:
    """Takes connections and says nothing, ever."""
    with socket.create_server((LOOPBACK, 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def deaf_port() -> int:
    """Where nobody listens."""
    with socket.create_server((LOOPBACK, 0)) as server:
        return int(server.getsockname()[1])


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def secure_site(authority: trustme.CA) -> Iterator[Site]:
    """Shows a certificate for files.example."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("files.example").configure_cert(context)
    yield from served(context)
