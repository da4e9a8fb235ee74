"""Sending a message to a URL that somebody else chose."""

import time
from collections.abc import Mapping
from contextlib import suppress

import httpcore
import httpx

from matcher.domain.outbound import USUAL_PORTS, SendPolicy, Sent
from matcher.errors import AddressRefused
from matcher.outbound.addresses import may_connect
from matcher.outbound.exchange import BROKEN, NoAnswer, Request, exchange
from matcher.outbound.network import NOT_PUBLIC, Deadline, Machine, Network
from matcher.outbound.urls import is_ip, port_of, read_url

_LISTENED_BYTES = 1_024
_FIRST_FREE_PORT = 1_024


class Sender:
    """Sends webhooks. Threads may share one."""

    def __init__(self, policy: SendPolicy, machine: Machine | None = None) -> None:
        self._policy = policy
        self._machine = machine or Machine()

    def check(self, address: str) -> None:
        """Whether `address` has the form of one that is sent to; nothing is resolved or connected to.

        Raises AddressRefused, also for a private IP address that no message could ever reach.
        """
        host = self._allowed(address).host
        if is_ip(host) and not may_connect(host, private=self._policy.private_addresses):
            raise AddressRefused(NOT_PUBLIC)

    def send(self, address: str, headers: Mapping[str, str], body: bytes) -> Sent:
        """POST `body`. Redirects are not followed; what goes wrong on the way stands in the value."""
        begun = time.monotonic()
        status, detail = self._outcome(address, headers, body)
        return Sent(status, round((time.monotonic() - begun) * 1_000), detail)

    def _outcome(self, address: str, headers: Mapping[str, str], body: bytes) -> tuple[int | None, str]:
        deadline = Deadline(self._policy.seconds)
        network = Network(self._machine, deadline, private_addresses=self._policy.private_addresses)
        try:
            status = self._answered(Request(self._allowed(address), headers, "POST", body), network)
        except AddressRefused as refusal:
            return None, refusal.reason
        except NoAnswer as error:
            return None, str(error)
        return status, _detail(status)

    def _answered(self, request: Request, network: Network) -> int:
        with exchange(request, self._machine, network) as answer:
            # The status is the answer, so what becomes of the body does not change it.
            with suppress(*BROKEN):
                _listen(answer)
            return answer.status

    def _allowed(self, address: str) -> httpx.URL:
        url = read_url(address, self._policy.allowed_schemes)
        port = port_of(url)
        if port not in USUAL_PORTS and port < _FIRST_FREE_PORT:
            raise AddressRefused("The port belongs to another service. Use 80, 443 or one from 1024.")
        return url


def _listen(answer: httpcore.Response) -> None:
    """Let a receiver finish a short answer: some take a connection that closes early for a failure."""
    heard = 0
    for chunk in answer.iter_stream():
        heard += len(chunk)
        if heard >= _LISTENED_BYTES:
            return


def _detail(status: int) -> str:
    match status // 100:
        case 2:
            return ""
        case 3:
            return f"answered with status {status}; redirects are not followed"
        case _:
            return f"answered with status {status}"
