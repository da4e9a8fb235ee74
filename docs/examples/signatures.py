"""Whether a webhook comes from the applicant system that it names. Needs Python 3.11 and nothing else."""

import base64
import hmac
import json
from collections.abc import Callable, Mapping

Headers = Mapping[str, str]


def is_genuine(system: str, secret: str, headers: Headers, body: bytes) -> bool:
    """`headers` have names in small letters; `body` are the bytes as they came, before they are parsed."""
    sent, expected = _SIGNATURES[system](secret.encode(), headers, body)
    return hmac.compare_digest(sent.encode(), expected.encode())


def _greenhouse(secret: bytes, headers: Headers, body: bytes) -> tuple[str, str]:
    return headers.get("signature", ""), f"sha256 {_hex(secret, body)}"


def _lever(secret: bytes, _headers: Headers, body: bytes) -> tuple[str, str]:
    """Of two of its fields alone: what else the body says is not signed, so ask Lever's API for the rest."""
    event = json.loads(body)
    return str(event.get("signature")), _hex(secret, f"{event['token']}{event['triggeredAt']}".encode())


def _workable(secret: bytes, headers: Headers, body: bytes) -> tuple[str, str]:
    return headers.get("x-workable-signature", ""), _hex(secret, body)


def _ashby(secret: bytes, headers: Headers, body: bytes) -> tuple[str, str]:
    return headers.get("ashby-signature", ""), f"sha256={_hex(secret, body)}"


def _merge(secret: bytes, headers: Headers, body: bytes) -> tuple[str, str]:
    digest = base64.urlsafe_b64encode(hmac.digest(secret, body, "sha256")).decode()
    return headers.get("x-merge-webhook-signature", "").rstrip("="), digest.rstrip("=")


def _hex(secret: bytes, signed: bytes) -> str:
    return hmac.digest(secret, signed, "sha256").hex()


_SIGNATURES: Mapping[str, Callable[[bytes, Headers, bytes], tuple[str, str]]] = {
    "greenhouse": _greenhouse,
    "lever": _lever,
    "workable": _workable,
    "ashby": _ashby,
    "merge": _merge,
}
