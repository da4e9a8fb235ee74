"""Signatures of webhooks after the Standard Webhooks specification 1.0 (https://www.standardwebhooks.com)."""

import base64
import binascii
import hmac
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from secrets import token_bytes

from matcher.errors import InvalidInput

SECRET_PREFIX = "whsec_"  # noqa: S105  # the mark of a secret, none itself
SECRET_BYTES = range(24, 65)
TOLERANCE = timedelta(minutes=5)
_VERSION = "v1"
_NEW_SECRET_BYTES = 32
_SECONDS = re.compile(r"[0-9]{1,12}")


def new_secret() -> str:
    """A secret of 32 random bytes, as it is shown to the receiver once."""
    return SECRET_PREFIX + base64.b64encode(token_bytes(_NEW_SECRET_BYTES)).decode("ascii")


def signed_headers(secrets: Sequence[str], message_id: str, sent_at: datetime, body: bytes) -> dict[str, str]:
    """The headers of one attempt, with a signature for every secret: two of them while one takes over.

    `message_id` is the same at every attempt and holds no dot; `sent_at` is the attempt's own and has a
    time zone. Raises InvalidInput for a secret that is none, ValueError for an id with a dot.
    """
    if "." in message_id:
        raise ValueError("a dot in the id would leave open where the id ends")
    seconds = str(int(sent_at.timestamp()))
    signatures = [_signature(secret, message_id, seconds, body) for secret in secrets]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": seconds,
        "webhook-signature": " ".join(signatures),
    }


def is_genuine(
    secret: str,
    headers: Mapping[str, str],
    body: bytes,
    now: datetime | None = None,
    tolerance: timedelta = TOLERANCE,
) -> bool:
    """Whether who knows `secret` sent `body` within `tolerance` of `now`, before or after.

    `headers` have names in lower case. Raises InvalidInput for a secret that is none.
    """
    message_id = headers.get("webhook-id", "")
    seconds = headers.get("webhook-timestamp", "")
    if not message_id or "." in message_id or not _is_near(seconds, now or datetime.now(UTC), tolerance):
        return False
    expected = _signature(secret, message_id, seconds, body).encode()
    given = headers.get("webhook-signature", "").split(" ")
    return any(hmac.compare_digest(expected, each.encode()) for each in given)


def key_of(secret: str) -> bytes:
    """The 24 to 64 bytes that a secret stands for. Raises InvalidInput."""
    encoded = secret.removeprefix(SECRET_PREFIX)
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if encoded == secret or len(key) not in SECRET_BYTES:
        raise InvalidInput("secret", "must be whsec_ and the base64 of 24 to 64 random bytes")
    return key


def _signature(secret: str, message_id: str, seconds: str, body: bytes) -> str:
    content = b".".join((message_id.encode(), seconds.encode(), body))
    digest = hmac.digest(key_of(secret), content, "sha256")
    return f"{_VERSION},{base64.b64encode(digest).decode('ascii')}"


def _is_near(seconds: str, now: datetime, tolerance: timedelta) -> bool:
    if not _SECONDS.fullmatch(seconds):
        return False
    return abs(int(seconds) - now.timestamp()) <= tolerance.total_seconds()
