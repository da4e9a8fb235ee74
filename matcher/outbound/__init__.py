"""All that Rolefit asks of other machines over HTTP; nothing else opens a connection to a URL."""

from matcher.outbound.fetcher import Fetcher
from matcher.outbound.network import Machine
from matcher.outbound.schedule import RETRY_DELAYS, next_attempt
from matcher.outbound.sender import Sender
from matcher.outbound.signing import is_genuine, key_of, new_secret, signed_headers

__all__ = [
    "RETRY_DELAYS",
    "Fetcher",
    "Machine",
    "Sender",
    "is_genuine",
    "key_of",
    "new_secret",
    "next_attempt",
    "signed_headers",
]
