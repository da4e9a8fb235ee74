"""Organisations and keys: asked for before it is known whose request it is."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Select, exists, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matcher.domain.access import ApiKey, Organisation, Scope, StoredKey
from matcher.errors import InvalidInput, NotFound
from matcher.storage.access_tables import ApiKeyRow, OrganisationRow


class AccessStore:
    """Organisations and keys within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def organisations(self) -> tuple[Organisation, ...]:
        rows = self._session.scalars(select(OrganisationRow).order_by(OrganisationRow.id))
        return tuple(Organisation(row.number, row.id) for row in rows)

    def organisation(self, organisation_id: str) -> Organisation:
        """Raises NotFound."""
        query = select(OrganisationRow).where(OrganisationRow.id == organisation_id)
        row = self._session.scalars(query).first() if organisation_id.isprintable() else None
        if row is None:
            raise NotFound("organisation", organisation_id)
        return Organisation(row.number, row.id)

    def add_organisation(self, organisation_id: str, created_at: datetime) -> Organisation:
        """Raises InvalidInput for one that is there already."""
        row = OrganisationRow(id=organisation_id, created_at=created_at)
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError as error:
            raise InvalidInput("organisation", f"{organisation_id!r} is there already") from error
        return Organisation(row.number, row.id)

    def any_key(self) -> bool:
        """Whether a key was ever made, still good or not."""
        return bool(self._session.scalar(select(exists().where(ApiKeyRow.prefix.is_not(None)))))

    def add_key(self, stored: StoredKey) -> None:
        key = stored.key
        self._session.add(
            ApiKeyRow(
                prefix=key.prefix,
                organisation=stored.organisation.number,
                name=key.name,
                secret_sha256=stored.secret_sha256,
                scopes=sorted(key.scopes),
                created_at=key.created_at,
                expires_at=key.expires_at,
            )
        )

    def key(self, prefix: str) -> StoredKey | None:
        if not prefix.isprintable():  # what no database holds is not asked for
            return None
        found = self._session.execute(_stored_keys().where(ApiKeyRow.prefix == prefix)).first()
        return _stored_key(*found) if found else None

    def keys(self, organisation: Organisation) -> tuple[ApiKey, ...]:
        """Those of `organisation`, the newest first."""
        query = _stored_keys().where(ApiKeyRow.organisation == organisation.number)
        rows = self._session.execute(query.order_by(ApiKeyRow.created_at.desc(), ApiKeyRow.prefix))
        return tuple(_stored_key(*row).key for row in rows)

    def revoke(self, prefix: str, organisation: Organisation, at: datetime) -> ApiKey:
        """Raises NotFound. Once more changes nothing."""
        stored = self.key(prefix)
        if stored is None or stored.organisation != organisation:
            raise NotFound("key", prefix)
        change = update(ApiKeyRow).where(ApiKeyRow.prefix == prefix, ApiKeyRow.revoked_at.is_(None))
        self._session.execute(change.values(revoked_at=at))
        return replace(stored.key, revoked_at=stored.key.revoked_at or at)

    def note_use(self, prefix: str, at: datetime) -> None:
        self._session.execute(update(ApiKeyRow).where(ApiKeyRow.prefix == prefix).values(last_used_at=at))


def _stored_keys() -> Select[ApiKeyRow, OrganisationRow]:
    return select(ApiKeyRow, OrganisationRow).join(
        OrganisationRow, OrganisationRow.number == ApiKeyRow.organisation
    )


def _stored_key(row: ApiKeyRow, owner: OrganisationRow) -> StoredKey:
    key = ApiKey(
        prefix=row.prefix,
        name=row.name,
        scopes=frozenset(map(Scope, row.scopes)),
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        last_used_at=row.last_used_at,
    )
    return StoredKey(key, row.secret_sha256, Organisation(owner.number, owner.id))
