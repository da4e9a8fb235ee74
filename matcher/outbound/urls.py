"""URLs that came from outside, read once: the parts that are checked are the parts that are used."""

import re
from collections.abc import Set as AbstractSet
from ipaddress import ip_address

import httpx

from matcher.errors import AddressRefused

_LONGEST = 2_000
_HOST_NAME = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*")
_PORTS = {"http": 80, "https": 443}
_LAST_PORT = 65_535  # the resolver takes greater ones for what is left over of them


def read_url(text: str, schemes: AbstractSet[str]) -> httpx.URL:
    """The URL without its fragment and a last dot of the host. Raises AddressRefused."""
    url = _parsed(text)
    if url.scheme not in schemes:
        more = "" if "http" in schemes else "; MATCHER_FETCH_HTTP and MATCHER_WEBHOOK_HTTP open http://"
        raise AddressRefused(f"Only addresses that begin with {_either(schemes)} are taken here{more}.")
    if url.userinfo:
        raise AddressRefused("The address carries a user name or a password. Take it out.")
    if not 0 < port_of(url) <= _LAST_PORT:
        raise AddressRefused(f"The address names a port that there is not. Ports go from 1 to {_LAST_PORT}.")
    host = host_of(url).removesuffix(".")
    if not (_HOST_NAME.fullmatch(host) or is_ip(host)):
        raise AddressRefused("The address names no host. Write it in full, as in https://example.org/cv.pdf.")
    return url.copy_with(host=host, fragment=None)


def host_of(url: httpx.URL) -> str:
    """The host in ASCII, as it goes to the resolver."""
    return url.raw_host.decode("ascii")


def port_of(url: httpx.URL) -> int:
    """The port that is written, or the one of the scheme."""
    return _PORTS[url.scheme] if url.port is None else url.port


def _parsed(text: str) -> httpx.URL:
    if len(text) > _LONGEST:
        raise AddressRefused(f"The address is longer than {_LONGEST:,} characters. Give a shorter one.")
    try:
        return httpx.URL(text.strip())
    except httpx.InvalidURL:
        raise AddressRefused(
            "The address cannot be read. Write it in full, as in https://example.org/cv.pdf."
        ) from None


def _either(schemes: AbstractSet[str]) -> str:
    return " or ".join(f"{scheme}://" for scheme in sorted(schemes))


def is_ip(host: str) -> bool:
    try:
        return bool(ip_address(host)) and "%" not in host  # no zone: it names a card of this machine
    except ValueError:
        return False
