"""The address that was checked is the one connected to, and TLS still asks for the name."""

import socket
import ssl
import time
from collections.abc import Callable

import httpcore
import pytest
import trustme
from sites import LOOPBACK, PUBLIC, Site, resolving

from matcher.domain.outbound import AllowedHost, Fetched, FetchPolicy, SendPolicy
from matcher.errors import FetchFailed
from matcher.outbound import Fetcher, Machine, Sender
from matcher.outbound.network import Deadline, Network, Stream

HOST = "files.example"


def led_to(port: int, called: list[tuple[str, int]]) -> Callable[[tuple[str, int], float], socket.socket]:
    """Connects to a loopback port whatever address is called, and remembers that."""

    def connect(address: tuple[str, int], seconds: float) -> socket.socket:
        called.append(address)
        return socket.create_connection((LOOPBACK, port), seconds)

    return connect


def fetch_securely(site: Site, trusted: ssl.SSLContext, host: str = HOST) -> Fetched:
    machine = Machine(resolve=lambda _: [LOOPBACK], tls=trusted)
    policy = FetchPolicy((AllowedHost.parse(f"{host}:{site.port}"),), seconds=5, private_addresses=True)
    return Fetcher(policy, machine).fetch(f"https://{host}:{site.port}/cv.pdf")


@pytest.fixture
def trusted(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def test_a_name_is_resolved_once_and_what_was_checked_is_called(site: Site) -> None:
    site.puts("/cv.pdf", b"text")
    answers = iter([[PUBLIC], [LOOPBACK]])
    called: list[tuple[str, int]] = []
    machine = Machine(resolve=lambda _: next(answers), connect=led_to(site.port, called))
    policy = FetchPolicy((AllowedHost.parse(HOST),), allowed_schemes=frozenset({"http"}))
    assert Fetcher(policy, machine).fetch(f"http://{HOST}/cv.pdf").content == b"text"
    assert called == [(PUBLIC, 80)]
    assert next(answers) == [LOOPBACK]
    assert site.heard[0].headers["host"] == HOST


def test_a_sender_calls_what_was_checked_too(site: Site) -> None:
    site.puts("/")
    called: list[tuple[str, int]] = []
    machine = Machine(resolve=lambda _: [PUBLIC], connect=led_to(site.port, called))
    sender = Sender(SendPolicy(frozenset({"http"})), machine)
    assert sender.send(f"http://{HOST}:8080/", {}, b"{}").taken
    assert called == [(PUBLIC, 8080)]


def test_the_next_address_is_tried_where_one_does_not_answer(site: Site) -> None:
    site.puts("/")
    called: list[tuple[str, int]] = []
    to_site = led_to(site.port, called)

    def connect(address: tuple[str, int], seconds: float) -> socket.socket:
        if address[0] == PUBLIC:
            return to_site(address, seconds)
        called.append(address)
        raise TimeoutError

    machine = Machine(resolve=lambda _: ["2606:2800::1", PUBLIC, "1.1.1.1"], connect=connect)
    assert Sender(SendPolicy(frozenset({"http"})), machine).send(f"http://{HOST}/", {}, b"").taken
    assert [address for address, _ in called] == ["2606:2800::1", PUBLIC]


def test_each_address_has_its_share_of_the_time() -> None:
    shares: list[float] = []

    def connect(_: tuple[str, int], seconds: float) -> socket.socket:
        shares.append(seconds)
        raise TimeoutError

    network = Network(
        Machine(resolve=lambda _: [PUBLIC] * 4, connect=connect), Deadline(8), private_addresses=False
    )
    with pytest.raises(httpcore.ConnectError):
        network.connect_tcp(HOST, 80)
    assert [round(8 / share) for share in shares] == [4, 3, 2, 1]


def test_a_trusted_host_is_fetched_from_by_tls(secure_site: Site, trusted: ssl.SSLContext) -> None:
    secure_site.puts("/cv.pdf", b"text")
    assert fetch_securely(secure_site, trusted).content == b"text"


def test_a_certificate_for_another_name_is_not_enough(secure_site: Site, trusted: ssl.SSLContext) -> None:
    with pytest.raises(FetchFailed, match="certificate"):
        fetch_securely(secure_site, trusted, "other.example")
    assert not secure_site.heard


def test_an_unknown_authority_is_not_enough(secure_site: Site) -> None:
    with pytest.raises(FetchFailed, match="certificate"):
        fetch_securely(secure_site, ssl.create_default_context())
    assert not secure_site.heard


def test_a_host_without_tls_is_told(site: Site, trusted: ssl.SSLContext) -> None:
    with pytest.raises(FetchFailed, match="nothing can be reached"):
        fetch_securely(site, trusted)


def test_a_handshake_that_hangs_ends_in_time(silent_port: int) -> None:
    machine = resolving(files_example=[LOOPBACK])
    sent = Sender(SendPolicy(seconds=0.3, private_addresses=True), machine).send(
        f"https://{HOST}:{silent_port}/", {}, b""
    )
    assert (sent.status, sent.detail) == (None, "there was no full answer in time")


def test_writing_to_who_does_not_read_ends_in_time() -> None:
    here, there = socket.socketpair()
    begun = time.monotonic()
    with here, there, pytest.raises((httpcore.WriteTimeout, httpcore.TimeoutException)):
        Stream(here, Deadline(0.2)).write(b"x" * 10_000_000)
    assert time.monotonic() - begun < 20


def test_no_time_left_is_told() -> None:
    with pytest.raises(httpcore.TimeoutException):
        Deadline(0).left()
