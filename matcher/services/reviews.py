"""What people put down about résumés: labels, notes, and the stage they have come to.

None of it enters a fit. Every change asks for the revision that the person has seen, where they tell it.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ulid import ULID

from matcher.domain.review import Author, Note, Stage, StageChange
from matcher.domain.stored import StoredResume
from matcher.errors import InvalidInput, RevisionChanged, RevisionMissing
from matcher.services.answers import dump_stored, encode, moment
from matcher.services.clock import now
from matcher.services.current_fits import CurrentFits
from matcher.services.events import resume_stage_changed
from matcher.services.labels import plain_label
from matcher.storage import Database, UnitOfWork

ANY_REVISION = "*"
_MOST_DIGITS = 9
_LONGEST_NOTE = 10_000
_LONGEST_REASON = 1_000
Seen = Collection[str] | None


@dataclass(frozen=True, slots=True)
class Revised:
    """An answer and the tag of its revision, which also covers what the answer says."""

    body: dict[str, Any]
    tag: str


def revised(resume: StoredResume) -> Revised:
    body = dump_stored(resume)
    digest = hashlib.sha256(encode(body).encode()).hexdigest()
    return Revised(body, f"r{resume.revision}-{digest[:16]}")


class Reviews:
    """Changes by people. `seen` are the tags of which the résumé's has to be one; None where any will do."""

    def __init__(self, database: Database, fits: CurrentFits, clock: Callable[[], datetime] = now) -> None:
        self._database = database
        self._fits = fits
        self._clock = clock

    def put_label(self, resume_id: str, label: str, by: Author, seen: Seen = None) -> dict[str, Any]:
        """All labels of the résumé. Raises NotFound, InvalidInput, RevisionChanged."""
        return self.put_labels(resume_id, [plain_label(label)], by, seen)

    def put_labels(
        self, resume_id: str, labels: Iterable[str], by: Author, seen: Seen = None
    ) -> dict[str, Any]:
        """All labels of the résumé, with these plain ones. Raises NotFound, RevisionChanged."""
        with self._changing(resume_id, seen) as unit:
            unit.reviews.put_labels(resume_id, labels, by, self._clock())
            return {"items": list(unit.resumes.get(resume_id).labels)}

    def take_label(self, resume_id: str, label: str, seen: Seen = None) -> None:
        """Raises NotFound, InvalidInput, RevisionChanged."""
        with self._changing(resume_id, seen) as unit:
            unit.reviews.take_label(resume_id, plain_label(label))

    def add_note(self, resume_id: str, text: str, by: Author, seen: Seen = None) -> dict[str, Any]:
        """Raises NotFound, InvalidInput, RevisionChanged."""
        note = Note(str(ULID()), _told("text", text, _LONGEST_NOTE), by, self._clock())
        with self._changing(resume_id, seen) as unit:
            unit.reviews.add_note(resume_id, note)
        return _dump_note(note)

    def notes(self, resume_id: str) -> dict[str, Any]:
        """The newest first. Raises NotFound."""
        with self._database.unit_of_work() as unit:
            return {"items": [_dump_note(note) for note in unit.reviews.notes(resume_id)]}

    def delete_note(self, resume_id: str, note_id: str, seen: Seen = None) -> None:
        """Raises NotFound, RevisionChanged."""
        with self._changing(resume_id, seen) as unit:
            unit.reviews.delete_note(resume_id, note_id)

    def change_stage(self, resume_id: str, to: Stage, reason: str | None, by: Author, seen: Seen) -> Revised:
        """Only a person decides, and only on what they have seen.

        Raises NotFound, InvalidInput, RevisionMissing, RevisionChanged.
        """
        if seen is None:
            raise RevisionMissing
        told = _told("reason", reason, _LONGEST_REASON) if reason is not None else None
        with self._changing(resume_id, seen) as unit:
            before = unit.resumes.get(resume_id)
            unit.reviews.change_stage(resume_id, to, told, by, self._clock())
            if before.stage != to:
                told_of = resume_stage_changed(resume_id, before.external_id, to.value, before.stage)
                unit.events.add(told_of, self._clock())
            return revised(self._fits.stored(resume_id, unit))

    def stage_changes(self, resume_id: str) -> dict[str, Any]:
        """The newest first. Raises NotFound."""
        with self._database.unit_of_work() as unit:
            return {"items": [_dump_change(change) for change in unit.reviews.stage_changes(resume_id)]}

    @contextmanager
    def _changing(self, resume_id: str, seen: Seen) -> Iterator[UnitOfWork]:
        with self._database.unit_of_work() as unit:
            begin_change(unit, resume_id, seen)
            yield unit


def begin_change(unit: UnitOfWork, resume_id: str, seen: Seen) -> None:
    """The next revision of the résumé. Raises NotFound, and RevisionChanged where it is not one of `seen`."""
    before = unit.reviews.revise(resume_id)
    if seen is None or ANY_REVISION in seen:
        return
    if all(_revision_of(tag) != before for tag in seen):
        raise RevisionChanged


def _revision_of(tag: str) -> int | None:
    """Of a tag of `revised`. The rest of it tells answers apart, not résumés: fits move with roles."""
    revision = tag.partition("-")[0].removeprefix("r")
    return int(revision) if revision.isdecimal() and len(revision) <= _MOST_DIGITS else None


def _told(field: str, text: str, longest: int) -> str:
    """Text without what a database cannot keep. Raises InvalidInput."""
    told = text.replace("\x00", "").strip()
    if not 0 < len(told) <= longest or not _is_text(told):
        raise InvalidInput(field, f"must be 1 to {longest:,} characters")
    return told


def _is_text(told: str) -> bool:
    return told.encode(errors="ignore").decode() == told


def _dump_author(author: Author) -> dict[str, Any]:
    return {"name": author.name, "key": author.key}


def _dump_note(note: Note) -> dict[str, Any]:
    return {"id": note.id, "text": note.text, "author": _dump_author(note.author), "at": moment(note.at)}


def _dump_change(change: StageChange) -> dict[str, Any]:
    return {
        "from": change.before.value,
        "to": change.after.value,
        "reason": change.reason,
        "author": _dump_author(change.author),
        "at": moment(change.at),
    }
