"""The organisation's own skills."""

from collections.abc import Callable, Mapping

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from matcher.domain.stored import Json, OwnSkillEntries
from matcher.storage.tables import OwnSkillChangeRow, OwnSkillRow

_INSERT: Mapping[str, Callable[..., postgresql.Insert | sqlite.Insert]] = {
    "postgresql": postgresql.insert,
    "sqlite": sqlite.insert,
}


class OwnSkillStore:
    """Own skills within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def revision(self) -> int:
        """The number of the last change; 0 before the first."""
        return self._session.scalar(select(func.max(OwnSkillChangeRow.number))) or 0

    def all(self) -> OwnSkillEntries:
        revision = self.revision()
        entries = self._session.scalars(select(OwnSkillRow.entry).order_by(OwnSkillRow.id))
        return OwnSkillEntries(revision, tuple(entries))

    def claim(self, revision: int) -> bool:
        """Make the change that follows `revision`; False where somebody else did so before."""
        insert = _INSERT[self._session.get_bind().dialect.name]
        change = insert(OwnSkillChangeRow).values(number=revision + 1).on_conflict_do_nothing()
        return bool(self._session.scalars(change.returning(OwnSkillChangeRow.number)).all())

    def add(self, entry: Json) -> None:
        self._session.add(OwnSkillRow(id=entry["id"], entry=dict(entry)))

    def delete(self, skill_id: str) -> None:
        self._session.execute(delete(OwnSkillRow).where(OwnSkillRow.id == skill_id))
