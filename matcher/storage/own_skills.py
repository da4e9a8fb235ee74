"""The organisation's own skills."""

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from matcher.domain.stored import Json, OwnSkillEntries
from matcher.storage.base import insert_if_absent
from matcher.storage.tables import OwnSkillChangeRow, OwnSkillRow


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
        change = insert_if_absent(self._session, OwnSkillChangeRow).values(number=revision + 1)
        return bool(self._session.scalars(change.returning(OwnSkillChangeRow.number)).all())

    def add(self, entry: Json) -> None:
        self._session.add(OwnSkillRow(id=entry["id"], entry=dict(entry)))

    def delete(self, skill_id: str) -> None:
        self._session.execute(delete(OwnSkillRow).where(OwnSkillRow.id == skill_id))
