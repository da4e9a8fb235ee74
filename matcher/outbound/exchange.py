"""One HTTP request and its answer, with nothing kept between two: no cookies, no proxies, no connections."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpcore
import httpx

from matcher import __version__
from matcher.outbound.network import CertificateRefused, Machine, Network

_OWN_HEADERS = {"User-Agent": f"Rolefit/{__version__}", "Accept": "*/*", "Connection": "close"}
# The first that fits is told.
_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (httpcore.TimeoutException, "there was no full answer in time"),
    (CertificateRefused, "its certificate is not trusted here or is for another name"),
    (httpcore.ConnectError, "nothing can be reached there"),
    (httpcore.NetworkError, "the connection broke"),
    (httpcore.LocalProtocolError, "the request cannot be written as HTTP"),
    (httpcore.ProtocolError, "what came back is no whole HTTP answer"),
)
BROKEN = tuple(kind for kind, _ in _REASONS)


class NoAnswer(Exception):
    """No whole answer came; `str(error)` says why in words that may be shown."""


@dataclass(frozen=True, slots=True)
class Request:
    url: httpx.URL
    headers: Mapping[str, str]
    method: str = "GET"
    body: bytes | None = field(default=None, repr=False)


@contextmanager
def exchange(request: Request, machine: Machine, network: Network) -> Iterator[httpcore.Response]:
    """The answer, its body yet to be read. Raises NoAnswer, also for what goes on in the block."""
    url = request.url
    target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    headers = httpx.Headers(_OWN_HEADERS)
    headers.update(request.headers)
    headers["Host"] = url.netloc.decode("ascii")
    pool = httpcore.ConnectionPool(machine.tls, max_connections=1, network_backend=network)
    with (
        _told(),
        pool,
        pool.stream(request.method, target, headers=headers.raw, content=request.body) as answer,
    ):
        yield answer


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except BROKEN as error:
        raise NoAnswer(next(words for kind, words in _REASONS if isinstance(error, kind))) from None
