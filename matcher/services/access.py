"""API keys: made, listed, revoked, and told whose request it is."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from matcher.domain.access import LOCAL, ApiKey, Organisation, Principal, Scope, StoredKey
from matcher.errors import InvalidInput, KeyRefused
from matcher.services.answers import moment, moment_if_any
from matcher.services.clock import now
from matcher.storage import Database

_FORM = re.compile(r"rolefit_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")
_ORGANISATION_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_NAME = 255
_LONGEST_ORGANISATION = 80
_NOTED_EVERY = timedelta(minutes=1)


class Access:
    """Organisations and their keys. The secret of a key is told once and kept as its SHA-256 alone.

    A secret is 32 random bytes, so that nothing slower than SHA-256 is needed to keep it from being guessed.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime] = now) -> None:
        self._database = database
        self._clock = clock

    def any_key(self) -> bool:
        """Whether a key was ever made: from then on nobody comes in without one."""
        with self._database.unit_of_access() as access:
            return access.any_key()

    def organisations(self) -> tuple[Organisation, ...]:
        """By id."""
        with self._database.unit_of_access() as access:
            return access.organisations()

    def organisation(self, organisation_id: str) -> Organisation:
        """Raises NotFound."""
        with self._database.unit_of_access() as access:
            return access.organisation(organisation_id)

    def add_organisation(self, organisation_id: str) -> Organisation:
        """Raises InvalidInput."""
        if not _ORGANISATION_ID.fullmatch(organisation_id) or len(organisation_id) > _LONGEST_ORGANISATION:
            raise InvalidInput("organisation", "must be of small letters, digits and single hyphens")
        with self._database.unit_of_access() as access:
            return access.add_organisation(organisation_id, self._clock())

    def create(
        self,
        name: str,
        scopes: Iterable[Scope],
        organisation: Organisation = LOCAL,
        expires_at: datetime | None = None,
    ) -> dict[str, Any]:
        """A new key as it is shown, and under `key`, this once, what is to be sent. Raises InvalidInput."""
        _check_name(name)
        prefix, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
        key = ApiKey(prefix, name, frozenset(scopes), self._clock(), self._checked(expires_at))
        if not key.scopes:
            raise InvalidInput("scopes", f"name at least one of {', '.join(Scope)}")
        with self._database.unit_of_access() as access:
            access.add_key(StoredKey(key, _digest(secret), organisation))
        return {**_dump(key), "key": f"rolefit_{prefix}_{secret}"}

    def _checked(self, expires_at: datetime | None) -> datetime | None:
        """To the second, in UTC."""
        if expires_at is None:
            return None
        try:
            ends = expires_at.astimezone(UTC).replace(microsecond=0)
        except OverflowError as error:
            raise InvalidInput("expires_at", "is beyond what a calendar holds") from error
        if ends <= self._clock():
            raise InvalidInput("expires_at", "lies in the past")
        return ends

    def all(self, organisation: Organisation) -> list[dict[str, Any]]:
        """The keys of `organisation`, the newest first."""
        with self._database.unit_of_access() as access:
            return [_dump(key) for key in access.keys(organisation)]

    def revoke(self, prefix: str, organisation: Organisation) -> dict[str, Any]:
        """Raises NotFound."""
        with self._database.unit_of_access() as access:
            return _dump(access.revoke(prefix, organisation, self._clock()))

    def authenticate(self, sent: str) -> Principal:
        """Whose key was `sent`. Raises KeyRefused, alike for whatever is wrong with it."""
        form = _FORM.fullmatch(sent)
        if form is None:
            raise KeyRefused
        prefix, secret = form.groups()
        with self._database.unit_of_access() as access:
            stored = access.key(prefix)
            if stored is None or not self._is_good(stored, secret):
                raise KeyRefused
            if self._is_to_be_noted(stored.key):
                access.note_use(prefix, self._clock())
        return Principal(stored.organisation, stored.key.scopes, prefix, stored.key.name)

    def _is_good(self, stored: StoredKey, secret: str) -> bool:
        key, fits = stored.key, hmac.compare_digest(stored.secret_sha256, _digest(secret))
        expired = key.expires_at is not None and key.expires_at <= self._clock()
        return fits and not expired and key.revoked_at is None

    def _is_to_be_noted(self, key: ApiKey) -> bool:
        """Not at every request, so that reading stays reading."""
        return key.last_used_at is None or self._clock() - key.last_used_at >= _NOTED_EVERY


def _check_name(name: str) -> None:
    if not name.strip() or len(name) > _LONGEST_NAME or not name.isprintable():
        raise InvalidInput("name", f"must be 1 to {_LONGEST_NAME} printable characters")


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _dump(key: ApiKey) -> dict[str, Any]:
    return {
        "prefix": key.prefix,
        "name": key.name,
        "scopes": sorted(key.scopes),
        "created_at": moment(key.created_at),
        "expires_at": moment_if_any(key.expires_at),
        "revoked_at": moment_if_any(key.revoked_at),
        "last_used_at": moment_if_any(key.last_used_at),
    }
