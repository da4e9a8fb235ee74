"""What may be asked of other machines, and what came of it."""

import re
from dataclasses import dataclass, field
from typing import Self

from matcher.errors import AddressRefused

USUAL_PORTS = frozenset({80, 443})
_ENTRY = re.compile(r"(?P<wildcard>\*\.)?(?P<name>[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)(?::(?P<port>[0-9]{1,5}))?")
_HIGHEST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class AllowedHost:
    """A host, or with `subdomains` every host below it; on `port`, or on 80 and 443 where that is None."""

    name: str
    port: int | None = None
    subdomains: bool = False

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `example.org` or `*.example.org`, either with `:8443`. Raises ValueError for anything else."""
        match = _ENTRY.fullmatch(_in_ascii(text.strip().lower()))
        port = int(match["port"]) if match and match["port"] else None
        if match is None or port not in {None, *range(1, _HIGHEST_PORT + 1)}:
            raise ValueError(
                f"{text!r} is no host of the form example.org, *.example.org or example.org:8443"
            )
        return cls(match["name"], port, subdomains=match["wildcard"] is not None)

    def covers(self, host: str, port: int) -> bool:
        """Whether a lower-case ASCII `host` on `port` is meant; `*.example.org` does not mean example.org."""
        named = host.endswith(f".{self.name}") if self.subdomains else host == self.name
        return named and (port in USUAL_PORTS if self.port is None else port == self.port)


def _in_ascii(host: str) -> str:
    """ä as xn--...; what cannot be written so stays as it is."""
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """What may be fetched and at what cost. No `allowed_hosts` switches fetching off.

    `seconds` are those of one fetch from end to end, redirects included, and `max_bytes` those of the
    file once it is decoded. `private_addresses` lets allowed hosts stand in the own network.
    """

    allowed_hosts: tuple[AllowedHost, ...] = ()
    allowed_schemes: frozenset[str] = frozenset({"https"})
    max_bytes: int = 10_000_000
    seconds: float = 20
    max_redirects: int = 3
    private_addresses: bool = False

    def refuse_if_off(self) -> None:
        """Raises AddressRefused where no host is allowed."""
        if not self.allowed_hosts:
            raise AddressRefused(
                "Nothing is fetched from addresses here. Upload the file itself, or have the host allowed "
                "by the setting MATCHER_FETCH_HOSTS."
            )


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file from elsewhere. The name and the type are what its server says: shown, never trusted."""

    content: bytes = field(repr=False)
    filename: str
    media_type: str | None


@dataclass(frozen=True, slots=True)
class SendPolicy:
    """Where webhooks may go. `seconds` are those of one attempt from end to end."""

    allowed_schemes: frozenset[str] = frozenset({"https"})
    seconds: float = 15
    private_addresses: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """What one attempt came to. `status` None means that no answer came; `detail` says why it failed.

    `detail` is empty where the receiver took the message, and never holds a word of what it answered.
    """

    status: int | None
    milliseconds: int
    detail: str

    @property
    def taken(self) -> bool:
        """Whether the receiver answered that it has the message: any 2xx."""
        return self.status is not None and 200 <= self.status <= 299  # noqa: PLR2004  # the class of success
