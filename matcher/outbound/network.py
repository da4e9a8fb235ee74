"""Connections that go to checked addresses only and end when their time is over."""

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Thread

import httpcore

from matcher.errors import AddressRefused
from matcher.outbound.addresses import may_connect, system_addresses

Resolve = Callable[[str], Sequence[str]]
Connect = Callable[[tuple[str, int], float], socket.socket]
NOT_PUBLIC = (
    "The host has no address that may be called from here. Check its name, or use a public host; "
    "MATCHER_FETCH_PRIVATE and MATCHER_WEBHOOK_PRIVATE open your own network."
)


class CertificateRefused(httpcore.ConnectError):
    """The host could not show that it is the one that was asked for."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What connections need of the machine; tests put their own in its place."""

    resolve: Resolve = system_addresses
    connect: Connect = socket.create_connection
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)


class Deadline:
    """One stretch of time for all that an exchange consists of, so that no slow drip outlives it."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds, above 0. Raises httpcore.TimeoutException when there are none."""
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise httpcore.TimeoutException
        return seconds


class Network(httpcore.NetworkBackend):
    """Resolves a host once, checks every address of it, and connects to one of those and no other.

    So nobody can change the name's meaning between the check and the connection. TLS above it still
    verifies the name. Raises AddressRefused if only one of the addresses may not be connected to.
    """

    def __init__(self, machine: Machine, deadline: Deadline, *, private_addresses: bool) -> None:
        self._machine = machine
        self._deadline = deadline
        self._private_addresses = private_addresses

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002  # the deadline is the only clock
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        addresses = self._checked(host)
        for tries_left, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
            try:
                connected = self._machine.connect((address, port), self._deadline.left() / tries_left)
            except OSError:
                continue
            connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return Stream(connected, self._deadline)
        self._deadline.left()
        raise httpcore.ConnectError

    def _checked(self, host: str) -> Sequence[str]:
        addresses = self._resolved(host)
        allowed = [may_connect(address, private=self._private_addresses) for address in addresses]
        if not addresses or not all(allowed):
            # One answer for both, so that nobody can ask which names the inner network has.
            raise AddressRefused(NOT_PUBLIC)
        return addresses

    def _resolved(self, host: str) -> Sequence[str]:
        """The resolver of the system knows no time limit, so it is waited for from beside it."""
        answers: SimpleQueue[Sequence[str]] = SimpleQueue()
        Thread(target=lambda: answers.put(self._machine.resolve(host)), daemon=True).start()
        try:
            return answers.get(timeout=self._deadline.left())
        except Empty:
            raise httpcore.ConnectTimeout from None


class Stream(httpcore.NetworkStream):
    """A connected socket on which every wait ends at the same deadline."""

    def __init__(self, connected: socket.socket, deadline: Deadline) -> None:
        self._socket = connected
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        with _as_httpcore(httpcore.ReadTimeout, httpcore.ReadError):
            self._socket.settimeout(self._deadline.left())
            return self._socket.recv(max_bytes)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        with _as_httpcore(httpcore.WriteTimeout, httpcore.WriteError):
            while buffer:
                self._socket.settimeout(self._deadline.left())
                buffer = buffer[self._socket.send(buffer) :]

    def close(self) -> None:
        self._socket.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        with _as_httpcore(httpcore.ConnectTimeout, httpcore.ConnectError):
            self._socket.settimeout(self._deadline.left())
            secured = ssl_context.wrap_socket(self._socket, server_hostname=server_hostname)
        return Stream(secured, self._deadline)


@contextmanager
def _as_httpcore(late: type[Exception], broken: type[Exception]) -> Iterator[None]:
    """Errors of the socket as those that httpcore knows how to clean up after."""
    try:
        yield
    except TimeoutError:
        raise late from None
    except ssl.SSLCertVerificationError:
        raise CertificateRefused from None
    except OSError:
        raise broken from None
