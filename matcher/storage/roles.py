"""The organisation's own roles, in versions, and what was done to them."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.domain.role_version import KeptRoles, Origin, RoleChange, RoleChangeKind, RoleVersion
from matcher.storage.base import insert_if_absent
from matcher.storage.role_tables import RoleChangeRow, RoleVersionRow


class RoleStore:
    """Versions of roles within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def revision(self) -> int:
        """The number of the last change; 0 before the first."""
        return self._session.scalar(select(func.max(RoleChangeRow.number))) or 0

    def kept(self) -> KeptRoles:
        """What holds now. The revision is read first: what changes in between is then read anew next time."""
        revision = self.revision()
        last = select(RoleVersionRow.role, func.max(RoleVersionRow.version).label("version"))
        newest = last.group_by(RoleVersionRow.role).subquery("newest")
        bodies = (
            select(RoleVersionRow.body)
            .join(
                newest, (newest.c.role == RoleVersionRow.role) & (newest.c.version == RoleVersionRow.version)
            )
            .where(RoleVersionRow.origin == Origin.OWN)
            .order_by(RoleVersionRow.role)
        )
        kinds = {change.role: change.kind for change in self.changes()}
        archived = frozenset(role for role, kind in kinds.items() if kind is RoleChangeKind.ARCHIVED)
        return KeptRoles(revision, tuple(self._session.scalars(bodies)), archived)

    def changes(self, role_id: str | None = None) -> tuple[RoleChange, ...]:
        """All changes, or those of one role, the oldest first."""
        query = select(RoleChangeRow).order_by(RoleChangeRow.number)
        if role_id is not None:
            query = query.where(RoleChangeRow.role == role_id)
        return tuple(_change(row) for row in self._session.scalars(query))

    def versions(self, role_id: str) -> tuple[RoleVersion, ...]:
        """The kept versions of a role, the oldest first."""
        query = select(RoleVersionRow).where(RoleVersionRow.role == role_id).order_by(RoleVersionRow.version)
        return tuple(_version(row) for row in self._session.scalars(query))

    def claim(self, change: RoleChange) -> bool:
        """Make the change with its number; False where somebody else made that one before."""
        row = insert_if_absent(self._session, RoleChangeRow).values(
            number=change.number,
            role=change.role,
            version=change.version,
            kind=change.kind.value,
            made_at=change.made_at,
            made_by=change.made_by,
        )
        return bool(self._session.scalars(row.returning(RoleChangeRow.number)).all())

    def add(self, version: RoleVersion) -> None:
        """Keep a version, unless it is kept already."""
        row = insert_if_absent(self._session, RoleVersionRow).values(
            role=version.role,
            version=version.version,
            origin=version.origin.value,
            body=dict(version.body),
            made_at=version.made_at,
            made_by=version.made_by,
        )
        self._session.execute(row)


def _version(row: RoleVersionRow) -> RoleVersion:
    return RoleVersion(row.role, row.version, Origin(row.origin), row.body, row.made_at, row.made_by)


def _change(row: RoleChangeRow) -> RoleChange:
    kind = RoleChangeKind(row.kind)
    return RoleChange(row.number, row.role, row.version, kind, row.made_at, row.made_by)
