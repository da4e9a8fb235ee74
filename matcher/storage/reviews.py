"""Labels, notes and stages of résumés. Every change is a revision of the résumé."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from matcher.domain.review import Author, Note, Stage, StageChange
from matcher.errors import NotFound
from matcher.storage.base import insert_if_absent
from matcher.storage.review_tables import Authored, LabelRow, NoteRow, StageChangeRow
from matcher.storage.tables import ResumeRow


class ReviewStore:
    """What people put down, within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def revise(self, resume_id: str) -> int:
        """Begin a change: nobody else changes the résumé until this transaction ends. Raises NotFound.

        Gives the revision that it had. To be called before anything is read, so that what is read is of now.
        """
        change = update(ResumeRow).where(ResumeRow.id == resume_id)
        if not resume_id.isprintable():
            raise NotFound("résumé", resume_id)
        changed = change.values(revision=ResumeRow.revision + 1).returning(ResumeRow.revision)
        revisions = self._session.scalars(changed, execution_options={"synchronize_session": False}).all()
        if not revisions:
            raise NotFound("résumé", resume_id)
        return revisions[0] - 1

    def put_labels(self, resume_id: str, labels: Iterable[str], by: Author, at: datetime) -> None:
        """Raises NotFound for the résumé."""
        shared = {"resume": self._number(resume_id), **_by(by, at)}
        for label in labels:
            values = {"label": label, **shared}
            self._session.execute(insert_if_absent(self._session, LabelRow).values(values))

    def lacking(self, resume_id: str, labels: Iterable[str]) -> tuple[str, ...]:
        """Those of `labels` that the résumé has not. Raises NotFound for the résumé."""
        query = select(LabelRow.label).where(LabelRow.resume == self._number(resume_id))
        there = set(self._session.scalars(query))
        return tuple(label for label in labels if label not in there)

    def take_label(self, resume_id: str, label: str) -> None:
        """Raises NotFound for the résumé and for the label."""
        its = (LabelRow.resume == self._number(resume_id), LabelRow.label == label)
        if not self._session.scalars(delete(LabelRow).where(*its).returning(LabelRow.label)).all():
            raise NotFound("label", label)

    def add_note(self, resume_id: str, note: Note) -> None:
        """Raises NotFound for the résumé."""
        values = {"id": note.id, "text": note.text, **_by(note.author, note.at)}
        self._session.execute(insert(NoteRow), [{"resume": self._number(resume_id), **values}])

    def notes(self, resume_id: str) -> tuple[Note, ...]:
        """The newest first. Raises NotFound for the résumé."""
        query = select(NoteRow).where(NoteRow.resume == self._number(resume_id)).order_by(NoteRow.id.desc())
        rows = self._session.scalars(query)
        return tuple(Note(row.id, row.text, _author(row), row.at) for row in rows)

    def delete_note(self, resume_id: str, note_id: str) -> None:
        """Raises NotFound for the résumé and for the note."""
        its = (NoteRow.resume == self._number(resume_id), NoteRow.id == note_id)
        erase = delete(NoteRow).where(*its).returning(NoteRow.id)
        if not note_id.isprintable() or not self._session.scalars(erase).all():
            raise NotFound("note", note_id)

    def change_stage(self, resume_id: str, to: Stage, reason: str | None, by: Author, at: datetime) -> None:
        """Raises NotFound for the résumé."""
        number = self._number(resume_id)
        query = select(ResumeRow.stage).where(ResumeRow.number == number)
        step = {"resume": number, "before": self._session.scalar(query), "after": to.value, "reason": reason}
        self._session.execute(insert(StageChangeRow), [{**step, **_by(by, at)}])
        change = update(ResumeRow).where(ResumeRow.number == number).values(stage=to.value)
        self._session.execute(change, execution_options={"synchronize_session": False})

    def stage_changes(self, resume_id: str) -> tuple[StageChange, ...]:
        """The newest first. Raises NotFound for the résumé."""
        number = self._number(resume_id)
        query = select(StageChangeRow).where(StageChangeRow.resume == number)
        rows = self._session.scalars(query.order_by(StageChangeRow.number.desc()))
        return tuple(
            StageChange(Stage(row.before), Stage(row.after), row.reason, _author(row), row.at) for row in rows
        )

    def _number(self, resume_id: str) -> int:
        query = select(ResumeRow.number).where(ResumeRow.id == resume_id)
        number = self._session.scalar(query) if resume_id.isprintable() else None
        if number is None:
            raise NotFound("résumé", resume_id)
        return number


def _by(author: Author, at: datetime) -> dict[str, object]:
    return {"author": author.name, "author_key": author.key, "at": at}


def _author(row: Authored) -> Author:
    return Author(row.author, row.author_key)
