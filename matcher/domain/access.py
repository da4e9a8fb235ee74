"""Who may do what: organisations, their API keys, and what a key allows."""

import ipaddress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Scope(StrEnum):
    """What a key allows; `admin` also looks after keys and webhooks."""

    RESUMES_READ = "resumes:read"
    RESUMES_WRITE = "resumes:write"
    ROLES_WRITE = "roles:write"
    ADMIN = "admin"


ALL_SCOPES = frozenset(Scope)
_LOOPBACK_NAMES = frozenset({"localhost", "localhost.localdomain"})


@dataclass(frozen=True, slots=True)
class Organisation:
    """Whom résumés belong to. `number` is the database's, `id` the one that people use."""

    number: int
    id: str


LOCAL = Organisation(1, "local")


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as it can be shown: without its secret. `prefix` finds it."""

    prefix: str
    name: str
    scopes: frozenset[Scope]
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StoredKey:
    """A key as it is kept: the SHA-256 of its secret, never the secret."""

    key: ApiKey
    secret_sha256: str
    organisation: Organisation


@dataclass(frozen=True, slots=True)
class Principal:
    """Whose request it is and what it may do; `key` is the prefix, None for the local user.

    A `candidate` came in by the open form, without a key or with one that does not open it: what people put
    down about résumés is kept from them, whatever their scopes.
    """

    organisation: Organisation
    scopes: frozenset[Scope]
    key: str | None = None
    key_name: str | None = None
    candidate: bool = False


def is_loopback(host: str) -> bool:
    """Whether `host`, a name or an address, means this machine to itself."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host.lower() in _LOOPBACK_NAMES
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback
