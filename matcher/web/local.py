"""What a request tells about where it comes from, and which of it can be believed.

A browser cannot be made to lie in Host, Origin and Sec-Fetch-Site, a program can: what stands here keeps a
visitor's browser from being used against this machine, it keeps no program out.
"""

import re
from urllib.parse import urlsplit

from flask import Request

from matcher.domain.access import is_loopback

_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(:\d{1,5})?")
_PROXIED = ("Forwarded", "Via", "X-Real-Ip")
_OWN = frozenset({"same-origin", "none"})


def is_from_this_machine(request: Request) -> bool:
    """What a proxy on this machine hands on comes from it only at first sight."""
    handed_on = any(name in _PROXIED or name.startswith("X-Forwarded-") for name in request.headers.keys())  # noqa: SIM118  # the headers' own iteration gives pairs
    return not handed_on and is_loopback(request.remote_addr or "")


def is_called_by_a_local_name(request: Request) -> bool:
    """False where a page of another site has made a name of its own point here (DNS rebinding)."""
    named = _HOST.fullmatch(request.headers.get("Host", ""))
    return named is not None and is_loopback(named[1].strip("[]"))


def comes_from_here(fetch_site: str | None, origin: str | None, host: str) -> bool:
    """Whether no page of another site sent the request: by Sec-Fetch-Site, else by Origin."""
    if fetch_site is not None:
        return fetch_site in _OWN
    return origin is None or _netloc(origin) == host


def _netloc(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None
