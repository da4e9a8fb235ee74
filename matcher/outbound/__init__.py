"""All that Rolefit asks of other machines over HTTP; nothing else opens a connection to a URL."""

from matcher.outbound.fetcher import Fetcher
from matcher.outbound.network import Machine
from matcher.outbound.sender import Sender

__all__ = ["Fetcher", "Machine", "Sender"]
