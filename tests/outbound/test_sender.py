from collections.abc import Callable
from dataclasses import replace

import pytest
from sites import LOOPBACK, Page, Site, resolving

from matcher import __version__
from matcher.domain.outbound import SendPolicy, Sent
from matcher.errors import AddressRefused
from matcher.outbound import Machine, Sender

HOST = "receiver.example"
IN_HOUSE = SendPolicy(frozenset({"http", "https"}), seconds=5, private_addresses=True)
MACHINE = resolving(receiver_example=[LOOPBACK])


def send(port: int, policy: SendPolicy = IN_HOUSE, machine: Machine = MACHINE) -> Sent:
    headers = {"content-type": "application/json", "webhook-id": "msg_1"}
    return Sender(policy, machine).send(f"http://{HOST}:{port}/hook?a=b", headers, b'{"type": "x"}')


def test_a_message_arrives_as_it_was_given(site: Site) -> None:
    site.puts("/hook?a=b", status=204, length=False)
    sent = send(site.port)
    assert (sent.status, sent.detail, sent.taken) == (204, "", True)
    assert 0 <= sent.milliseconds < 5_000
    heard = site.heard[0]
    assert (heard.method, heard.path, heard.body) == ("POST", "/hook?a=b", b'{"type": "x"}')
    assert heard.headers == {
        "host": f"{HOST}:{site.port}",
        "user-agent": f"Rolefit/{__version__}",
        "accept": "*/*",
        "connection": "close",
        "content-type": "application/json",
        "content-length": "13",
        "webhook-id": "msg_1",
    }


@pytest.mark.parametrize("status", [400, 404, 410, 429, 500, 503])
def test_what_is_not_taken_is_told_without_its_words(site: Site, status: int) -> None:
    site.puts("/hook?a=b", b"secret words", status=status)
    sent = send(site.port)
    assert (sent.status, sent.detail, sent.taken) == (status, f"answered with status {status}", False)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirects_are_not_followed(site: Site, status: int) -> None:
    site.redirects("/hook?a=b", "/elsewhere", status)
    sent = send(site.port)
    assert (sent.status, sent.taken) == (status, False)
    assert "not followed" in sent.detail
    assert len(site.heard) == 1


def test_a_long_answer_is_not_waited_for(site: Site) -> None:
    site.pages["/hook?a=b"] = Page(chunks=[b"x" * 512] * 900, waits=0.02)
    sent = send(site.port)
    assert sent.taken
    assert sent.milliseconds < 3_000


def test_a_receiver_that_says_nothing_is_left(silent_port: int) -> None:
    sent = send(silent_port, replace(IN_HOUSE, seconds=0.3))
    assert (sent.status, sent.detail, sent.taken) == (None, "there was no full answer in time", False)
    assert 300 <= sent.milliseconds < 3_000


@pytest.mark.parametrize(
    "page", [Page(chunks=[b"x"] * 900, waits=0.02), Page(headers=[("Content-Length", "9")], chunks=[b"x"])]
)
def test_the_status_holds_whatever_becomes_of_the_body(site: Site, page: Page) -> None:
    site.pages["/hook?a=b"] = page
    sent = send(site.port, replace(IN_HOUSE, seconds=0.3))
    assert (sent.status, sent.taken) == (200, True)
    assert sent.milliseconds < 3_000


def test_nobody_there_is_told_and_not_raised(deaf_port: int) -> None:
    sent = send(deaf_port)
    assert (sent.status, sent.detail) == (None, "nothing can be reached there")


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"220 mail.example ESMTP\r\n",
        b"HTTP/1.1 200 OK\r\nContent-",
        b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5_000 + b"\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nx",
    ],
    ids=lambda answer: answer[:60].decode().replace("\r\n", " "),
)
def test_what_is_no_whole_answer_is_not_taken(raw_server: Callable[[bytes], int], answer: bytes) -> None:
    sent = send(raw_server(answer))
    assert not sent.taken
    assert sent.detail


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:10.0.0.1"])
def test_the_own_network_is_not_sent_to(site: Site, address: str) -> None:
    policy = SendPolicy(frozenset({"http"}))
    sent = send(site.port, policy, resolving(receiver_example=[address]))
    assert sent.status is None
    assert "no address that may be called" in sent.detail
    assert address not in sent.detail
    assert not site.heard


def test_metadata_is_not_sent_to_from_an_own_network() -> None:
    sent = send(80, machine=resolving(receiver_example=["169.254.169.254"]))
    assert (sent.status, "no address that may be called" in sent.detail) == (None, True)


REFUSED = [
    ("http://receiver.example/", "begin with https://"),
    ("ftp://receiver.example/", "begin with https://"),
    ("https://me:word@receiver.example/", "user name"),
    ("https://receiver.example:22/", "port"),
    ("https://receiver.example:25/", "port"),
    ("https://receiver.example:0/", "port"),
    ("https://receiver.example:1023/", "port"),
    ("https://", "names no host"),
]


@pytest.mark.parametrize(("address", "words"), REFUSED)
def test_an_address_of_no_use_is_refused_when_asked_and_told_when_sent_to(address: str, words: str) -> None:
    sender = Sender(SendPolicy(), Machine(resolve=pytest.fail))
    with pytest.raises(AddressRefused, match=words) as caught:
        sender.check(address)
    assert sender.send(address, {}, b"").detail == caught.value.reason


@pytest.mark.parametrize("host", ["127.0.0.1", "10.1.2.3", "[::1]", "169.254.169.254"])
def test_a_private_address_is_refused_when_asked_with_the_setting_that_opens_it(host: str) -> None:
    with pytest.raises(AddressRefused, match="MATCHER_WEBHOOK_PRIVATE"):
        Sender(SendPolicy(), Machine(resolve=pytest.fail)).check(f"https://{host}/hook")


@pytest.mark.parametrize("host", ["127.0.0.1", "10.1.2.3", "[::1]", "93.184.215.14", "[2606:2800::1]"])
def test_a_private_address_passes_where_the_own_network_is_open(host: str) -> None:
    Sender(SendPolicy(private_addresses=True), Machine(resolve=pytest.fail)).check(f"https://{host}/hook")


@pytest.mark.parametrize("port", ["", ":80", ":443", ":1024", ":8443", ":65535"])
def test_an_address_of_use_passes_without_being_resolved(port: str) -> None:
    Sender(SendPolicy(), Machine(resolve=pytest.fail)).check(f"https://receiver.example{port}/hook")
