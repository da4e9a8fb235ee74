import gzip
import threading
import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from sites import LOOPBACK, PUBLIC, Page, Site, resolving

from matcher import __version__
from matcher.domain.outbound import AllowedHost, Fetched, FetchPolicy
from matcher.errors import AddressRefused, FetchFailed
from matcher.outbound import Fetcher, Machine

HOST = "files.example"
SOON = 0.3
MACHINE = resolving(files_example=[LOOPBACK], other_example=[LOOPBACK])


def policy_of(port: int, **changes: object) -> FetchPolicy:
    usual = FetchPolicy(
        allowed_hosts=(AllowedHost.parse(f"{HOST}:{port}"),),
        allowed_schemes=frozenset({"http", "https"}),
        max_bytes=1_000,
        seconds=5,
        private_addresses=True,
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


def fetch(port: int, path: str = "/cv.pdf", machine: Machine = MACHINE, **changes: object) -> Fetched:
    return Fetcher(policy_of(port, **changes), machine).fetch(f"http://{HOST}:{port}{path}")


def test_a_file_is_fetched_with_its_name_and_type(site: Site) -> None:
    site.puts("/cv.pdf", b"%PDF", headers=[("Content-Type", "application/pdf; v=1")])
    assert fetch(site.port) == Fetched(b"%PDF", "cv.pdf", "application/pdf")


def test_a_request_says_who_asks_and_nothing_else(site: Site) -> None:
    site.puts("/cv.pdf?of=%C3%A9", b"text")
    fetch(site.port, "/cv.pdf?of=é#page=2")
    assert [(each.method, each.path, each.body) for each in site.heard] == [("GET", "/cv.pdf?of=%C3%A9", b"")]
    assert site.heard[0].headers == {
        "host": f"{HOST}:{site.port}",
        "user-agent": f"Rolefit/{__version__}",
        "accept": "*/*",
        "accept-encoding": "gzip",
        "connection": "close",
    }


def test_the_environment_names_no_proxy(site: Site, deaf_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://{LOOPBACK}:{deaf_port}")
    site.puts("/cv.pdf", b"text")
    assert fetch(site.port).content == b"text"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("location", ["/new.pdf", "new.pdf", "http://files.example:{port}/new.pdf#top"])
def test_a_redirect_is_followed_without_cookies(site: Site, status: int, location: str) -> None:
    headers = [("Location", location.format(port=site.port)), ("Set-Cookie", "a=b")]
    site.puts("/cv.pdf", status=status, headers=headers)
    site.puts("/new.pdf", b"text")
    assert fetch(site.port) == Fetched(b"text", "new.pdf", None)
    assert "cookie" not in site.heard[1].headers


def test_as_many_redirects_are_followed_as_the_policy_says(site: Site) -> None:
    for step in range(3):
        site.redirects(f"/{step}", f"/{step + 1}")
    site.puts("/3", b"text")
    assert fetch(site.port, "/0", max_redirects=3).content == b"text"
    with pytest.raises(FetchFailed, match="redirects more than 2 times"):
        fetch(site.port, "/0", max_redirects=2)


def test_a_circle_of_redirects_ends(site: Site) -> None:
    site.redirects("/cv.pdf", "/cv.pdf")
    with pytest.raises(FetchFailed, match="redirects more than 3 times"):
        fetch(site.port)
    assert len(site.heard) == 4


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("http://other.example/", "from that host and port"),
        ("http://files.example/", "from that host and port"),
        ("http://169.254.169.254/latest/meta-data", "from that host and port"),
        ("//other.example/", "from that host and port"),
        ("http://me:word@files.example/", "user name"),
        ("file:///etc/passwd", "begin with http"),
        ("ftp://files.example/", "begin with http"),
    ],
)
def test_a_redirect_is_checked_like_the_first_address(site: Site, location: str, words: str) -> None:
    site.redirects("/cv.pdf", location)
    with pytest.raises(AddressRefused, match=f"redirects to another one. .*{words}"):
        fetch(site.port)
    assert len(site.heard) == 1


def test_a_redirect_is_resolved_and_checked_anew(site: Site) -> None:
    site.redirects("/cv.pdf", "/new.pdf")
    answers = iter([[LOOPBACK], ["169.254.169.254"]])
    with pytest.raises(AddressRefused, match="no address that may be called"):
        fetch(site.port, machine=Machine(resolve=lambda _: next(answers)))
    assert len(site.heard) == 1


@pytest.mark.parametrize("status", [301, 304, 400, 401, 404, 410, 429, 500, 503])
def test_what_is_no_success_is_no_file(site: Site, status: int) -> None:
    site.puts("/cv.pdf", b"secret words", status=status)
    with pytest.raises(FetchFailed, match=f"status {status}") as caught:
        fetch(site.port)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("length", [True, False])
def test_a_file_may_be_as_large_as_the_limit_and_no_larger(site: Site, *, length: bool) -> None:
    site.puts("/cv.pdf", b"x" * 1_000, length=length)
    assert len(fetch(site.port).content) == 1_000
    site.puts("/cv.pdf", b"x" * 1_001, length=length)
    with pytest.raises(FetchFailed, match="larger than 1,000 bytes"):
        fetch(site.port)


def test_an_endless_file_is_given_up_at_the_limit(site: Site) -> None:
    site.pages["/cv.pdf"] = Page(chunks=[b"x" * 600] * 100_000)
    with pytest.raises(FetchFailed, match="larger than"):
        fetch(site.port)


def test_a_length_above_the_limit_is_enough(site: Site) -> None:
    site.pages["/cv.pdf"] = Page(headers=[("Content-Length", "1001")], chunks=[b"x"], waits=60)
    with pytest.raises(FetchFailed, match="larger than"):
        fetch(site.port)


@pytest.mark.parametrize("encoding", ["gzip", "GZIP", "x-gzip"])
def test_a_compressed_file_is_unpacked(site: Site, encoding: str) -> None:
    site.puts("/cv.pdf", gzip.compress(b"x" * 1_000), headers=[("Content-Encoding", encoding)])
    assert fetch(site.port).content == b"x" * 1_000


def test_a_bomb_is_counted_as_it_unpacks(site: Site) -> None:
    bomb = gzip.compress(b"\0" * 900_000)
    assert len(bomb) < 1_000
    site.puts("/cv.pdf", bomb, headers=[("Content-Encoding", "gzip")])
    with pytest.raises(FetchFailed, match="larger than"):
        fetch(site.port)


def test_a_bomb_takes_no_more_memory_than_the_limit_says(site: Site) -> None:
    bomb = gzip.compress(b"\0" * 30_000_000)
    site.puts("/cv.pdf", bomb, headers=[("Content-Encoding", "gzip")], length=False)
    tracemalloc.start()
    with pytest.raises(FetchFailed, match="larger than"):
        fetch(site.port, max_bytes=100_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000


@pytest.mark.parametrize("encoding", ["gzip, gzip", "br", "deflate", "zstd"])
def test_an_encoding_that_was_not_asked_for_is_refused(site: Site, encoding: str) -> None:
    site.puts("/cv.pdf", b"x", headers=[("Content-Encoding", encoding)])
    with pytest.raises(FetchFailed, match="not asked for"):
        fetch(site.port)


@pytest.mark.parametrize(
    "content",
    [gzip.compress(b"text")[:-9], b"text", gzip.compress(b"text") + b"more"],
    ids=["cut", "plain", "more"],
)
def test_a_damaged_compression_is_no_file(site: Site, content: bytes) -> None:
    site.puts("/cv.pdf", content, headers=[("Content-Encoding", "gzip")])
    with pytest.raises(FetchFailed, match="cannot be unpacked"):
        fetch(site.port)


def test_nothing_is_nothing_compressed_or_not(site: Site) -> None:
    site.puts("/cv.pdf", b"", headers=[("Content-Encoding", "gzip")])
    assert fetch(site.port).content == b""


@pytest.mark.parametrize(
    "page",
    [
        Page(chunks=[b"x"], waits=60),
        Page(chunks=[b"x"] * 900, waits=0.02),
        Page(headers=[("Content-Length", "900")], chunks=[b"x"] * 900, waits=0.02),
    ],
    ids=["hangs", "drips", "drips to a length"],
)
def test_a_slow_server_is_left_when_the_time_is_over(site: Site, page: Page) -> None:
    site.pages["/cv.pdf"] = page
    begun = time.monotonic()
    with pytest.raises(FetchFailed, match="no full answer in time"):
        fetch(site.port, seconds=SOON)
    assert SOON <= time.monotonic() - begun < 100 * SOON


def test_a_server_that_says_nothing_is_left(silent_port: int) -> None:
    with pytest.raises(FetchFailed, match="no full answer in time"):
        fetch(silent_port, seconds=SOON)


def test_a_resolver_that_hangs_is_left() -> None:
    over = threading.Event()

    def resolve(_: str) -> Sequence[str]:
        over.wait(60)
        return ()

    begun = time.monotonic()
    with pytest.raises(FetchFailed, match="no full answer in time"):
        fetch(80, machine=Machine(resolve=resolve), seconds=SOON)
    over.set()
    assert time.monotonic() - begun < 100 * SOON


def test_time_runs_on_over_redirects(site: Site) -> None:
    site.pages["/cv.pdf"] = Page(302, [("Location", "/cv.pdf")], [b"x"] * 4, waits=0.05)
    with pytest.raises(FetchFailed, match="no full answer in time"):
        fetch(site.port, seconds=SOON, max_redirects=1_000_000)


def test_nobody_there_is_told_without_the_address(deaf_port: int) -> None:
    with pytest.raises(FetchFailed, match="nothing can be reached there") as caught:
        fetch(deaf_port)
    assert LOOPBACK not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"220 mail.example ESMTP\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\ncut",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\ntext",
        b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\ntext\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 300_000 + b"\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" * 50,
        b"HTTP/1.1 999 Strange\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://[\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: \r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: \xff\xfe\r\nContent-Length: 0\r\n\r\n",
        b"\x15\x03\x01\x00\x02\x02\x28",
    ],
    ids=lambda answer: answer[:60].decode("latin-1").replace("\r\n", " "),
)  # fmt: skip
def test_whatever_answers_gives_an_error_of_the_tree(
    raw_server: Callable[[bytes], int], answer: bytes
) -> None:
    with pytest.raises((FetchFailed, AddressRefused)):
        fetch(raw_server(answer))


def test_fetching_is_off_without_hosts() -> None:
    with pytest.raises(AddressRefused, match="Nothing is fetched from addresses here"):
        Fetcher(FetchPolicy(), Machine(resolve=pytest.fail)).fetch("https://files.example/cv.pdf")


@pytest.mark.parametrize(
    "address",
    [
        "https://other.example/",
        "https://files.example:8443/",
        "https://files.example.other.example/",
        "https://xfiles.example/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "http://files.example/",
        "https://files.example@other.example/",
    ],
)
def test_what_the_policy_does_not_name_is_not_even_resolved(address: str) -> None:
    policy = FetchPolicy(allowed_hosts=(AllowedHost.parse(HOST),))
    with pytest.raises(AddressRefused):
        Fetcher(policy, Machine(resolve=pytest.fail)).fetch(address)


@pytest.mark.parametrize(
    "addresses", [[], [LOOPBACK], ["10.0.0.1"], [PUBLIC, "10.0.0.1"], ["::ffff:127.0.0.1"]]
)
def test_a_host_with_any_address_that_is_not_public_is_refused(site: Site, addresses: Sequence[str]) -> None:
    with pytest.raises(AddressRefused, match="no address that may be called") as caught:
        fetch(site.port, machine=resolving(files_example=addresses), private_addresses=False)
    assert not site.heard
    assert not any(address in str(caught.value) for address in addresses)


def test_refusals_of_unknown_and_of_inner_names_are_the_same() -> None:
    told = set()
    for addresses in ([], ["10.0.0.1"]):
        with pytest.raises(AddressRefused) as caught:
            fetch(80, machine=resolving(files_example=addresses), private_addresses=False)
        told.add(str(caught.value))
    assert len(told) == 1
