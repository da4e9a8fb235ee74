"""Fetching a file from a URL that somebody else chose."""

import httpcore
import httpx

from matcher.domain.outbound import Fetched, FetchPolicy
from matcher.errors import AddressRefused, FetchFailed
from matcher.outbound.body import read_body
from matcher.outbound.exchange import NoAnswer, Request, exchange
from matcher.outbound.names import filename_of, media_type_of
from matcher.outbound.network import Deadline, Machine, Network
from matcher.outbound.urls import host_of, port_of, read_url

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEADERS = {"Accept-Encoding": "gzip"}


class Fetcher:
    """Fetches from the hosts of its policy and from nowhere else. Threads may share one."""

    def __init__(self, policy: FetchPolicy, machine: Machine | None = None) -> None:
        self._policy = policy
        self._machine = machine or Machine()

    def fetch(self, address: str) -> Fetched:
        """The file at `address`, redirects followed and each of them checked like the first.

        Raises AddressRefused for what the policy does not allow and FetchFailed for what did not work.
        """
        deadline = Deadline(self._policy.seconds)
        network = Network(self._machine, deadline, private_addresses=self._policy.private_addresses)
        found = self._asked(self._allowed(address), network)
        for _ in range(self._policy.max_redirects):
            if isinstance(found, Fetched):
                return found
            found = self._asked(self._redirected(found), network)
        if isinstance(found, Fetched):
            return found
        raise FetchFailed(f"it redirects more than {self._policy.max_redirects} times")

    def _redirected(self, address: str) -> httpx.URL:
        try:
            return self._allowed(address)
        except AddressRefused as refusal:
            raise AddressRefused(f"The address redirects to another one. {refusal.reason}") from None

    def _allowed(self, address: str) -> httpx.URL:
        self._policy.refuse_if_off()
        url = read_url(address, self._policy.allowed_schemes)
        host, port = host_of(url), port_of(url)
        if not any(entry.covers(host, port) for entry in self._policy.allowed_hosts):
            raise AddressRefused(
                "Nothing is fetched from that host and port here. "
                "Upload the file itself, or have the host allowed by the setting MATCHER_FETCH_HOSTS."
            )
        return url

    def _asked(self, url: httpx.URL, network: Network) -> Fetched | str:
        """The file, or the address that it is said to be at."""
        try:
            with exchange(Request(url, _HEADERS), self._machine, network) as answer:
                return self._taken(url, answer)
        except NoAnswer as error:
            raise FetchFailed(str(error)) from None

    def _taken(self, url: httpx.URL, answer: httpcore.Response) -> Fetched | str:
        headers = httpx.Headers(answer.headers)
        if answer.status in _REDIRECTS and "Location" in headers:
            return _joined(url, headers["Location"])
        if answer.status // 100 != 2:  # noqa: PLR2004  # the class of success
            raise FetchFailed(f"it answers with status {answer.status}")
        content = read_body(answer, headers, self._policy.max_bytes)
        return Fetched(content, filename_of(url, headers), media_type_of(headers))


def _joined(url: httpx.URL, location: str) -> str:
    try:
        return str(url.join(location))
    except httpx.InvalidURL:
        raise FetchFailed("it redirects to an address that cannot be read") from None
