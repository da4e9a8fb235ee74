"""Storing, finding and erasing résumés."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from matcher.domain.fit import Fit
from matcher.domain.profile import Credit, Profile
from matcher.domain.review import Stage
from matcher.domain.stored import READY, Json, NewResume, StoredResume, UnrecognisedPosting
from matcher.errors import NotFound
from matcher.storage.base import insert_if_absent
from matcher.storage.listing import labels_of
from matcher.storage.review_tables import LabelRow, NoteRow, StageChangeRow
from matcher.storage.tables import (
    LONGEST_SURFACE,
    FitRow,
    OriginalRow,
    ReadingRow,
    ResumeRow,
    SkillPostingRow,
    TitlePostingRow,
    UnrecognisedPostingRow,
)

_POSTINGS = (FitRow, SkillPostingRow, TitlePostingRow, UnrecognisedPostingRow)
_OTHERS = (OriginalRow, ReadingRow, LabelRow, NoteRow, StageChangeRow)


class ResumeStore:
    """Résumés within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, new: NewResume) -> bool:
        """Store a résumé with everything that was answered about it; False where it is there already."""
        add = insert_if_absent(self._session, ResumeRow).values(_resume_values(new))
        number = self._session.scalars(add.returning(ResumeRow.number)).first()
        if number is None:
            return False
        reading = ReadingRow(
            resume=number,
            text=new.document.text,
            extraction=dict(new.extraction),
            pages=[[page.start, page.end] for page in new.document.pages],
            taxonomy=new.taxonomy,
        )
        self._session.add(reading)
        if new.content is not None:
            self._session.add(OriginalRow(resume=number, content=new.content))
        self._session.flush()
        self._add_postings(number, new)
        return True

    def read_again(self, new: NewResume) -> bool:
        """Put what was read anew in the place of what was; False where the résumé was erased meanwhile.

        The id, the time it came in, the external id, the text and the original stay, and of the document all
        but its warnings, some of which the text gave cause for.
        """
        values = _resume_values(new)
        figures = {name: values[name] for name in ("total_months", "education_rank", "profile")}
        figures["revision"] = ResumeRow.revision + 1
        change = update(ResumeRow).where(ResumeRow.id == new.id).values(**figures)
        if not self._session.scalars(change.returning(ResumeRow.number)).all():
            return False
        row = self._row(new.id)
        row.document = {**row.document, "warnings": new.document_body["warnings"]}
        number = row.number
        reading = {"extraction": dict(new.extraction), "taxonomy": new.taxonomy}
        self._session.execute(update(ReadingRow).where(ReadingRow.resume == number).values(**reading))
        self._delete_from(_POSTINGS, number)
        self._add_postings(number, new)
        return True

    def _delete_from(self, tables: Iterable[Any], number: int) -> None:
        for table in tables:
            self._session.execute(delete(table).where(table.resume == number))

    def _add_postings(self, number: int, new: NewResume) -> None:
        skills = [_skill_values(number, each, new.profile) for each in new.profile.credits]
        titles = [
            {"words": each.words, "resume": number, "credit": each.credit} for each in new.profile.titles
        ]
        fits = [_fit_values(number, answered.fit, answered.body) for answered in new.fits]
        unknown = _unrecognised_values(number, new.unrecognised)
        for table, values in zip(_POSTINGS, (fits, skills, titles, unknown), strict=True):
            if values:
                self._session.execute(insert(table), values)

    def get(self, resume_id: str) -> StoredResume:
        """The résumé as it was answered. Raises NotFound."""
        row = self._row(resume_id)
        bodies = select(FitRow.body).where(FitRow.resume == row.number).order_by(FitRow.rank)
        return StoredResume(
            id=row.id,
            external_id=row.external_id,
            status=row.status,
            as_of=row.as_of,
            created_at=row.created_at,
            document=row.document,
            profile=row.profile,
            fits=tuple(self._session.scalars(bodies)),
            stage=Stage(row.stage),
            labels=labels_of(self._session, [row.number]).get(row.number, ()),
            revision=row.revision,
        )

    def text(self, resume_id: str) -> str:
        """The text that offsets count in. Raises NotFound."""
        reading = self._session.get(ReadingRow, self._row(resume_id).number)
        return reading.text if reading else ""

    def extraction(self, resume_id: str) -> Json:
        """What was read out of the text, as it was kept. Raises NotFound."""
        reading = self._session.get(ReadingRow, self._row(resume_id).number)
        if reading is None:
            raise NotFound("reading of the résumé", resume_id)
        return reading.extraction

    def original(self, resume_id: str) -> bytes | None:
        """The file as it came in; None where it is not kept. Raises NotFound."""
        row = self._session.get(OriginalRow, self._row(resume_id).number)
        return row.content if row else None

    def exists(self, resume_id: str) -> bool:
        query = select(ResumeRow.number).where(ResumeRow.id == resume_id)
        return self._session.scalars(query).first() is not None

    def hold(self, resume_id: str) -> bool:
        """Whether it is stored; if it is, nobody erases it before this transaction ends."""
        query = select(ResumeRow.number).where(ResumeRow.id == resume_id)
        held = query.with_for_update(read=True, key_share=True)
        return _is_storable(resume_id) and self._session.scalars(held).first() is not None

    def delete(self, resume_id: str) -> None:
        """Erase the résumé and all that came from it. Raises NotFound."""
        number = self._row(resume_id).number
        self._delete_from((*_POSTINGS, *_OTHERS), number)
        self._session.execute(delete(ResumeRow).where(ResumeRow.number == number))

    def same(self, sha256: str, external_id: str | None) -> str | None:
        """The id of the first stored résumé of the same bytes and external id."""
        query = (
            select(ResumeRow.id)
            .where(ResumeRow.sha256 == sha256, ResumeRow.external_id.is_not_distinct_from(external_id))
            .order_by(ResumeRow.number)
        )
        return self._session.scalars(query.limit(1)).first()

    def _row(self, resume_id: str) -> ResumeRow:
        query = select(ResumeRow).where(ResumeRow.id == resume_id)
        row = self._session.scalars(query).first() if _is_storable(resume_id) else None
        if row is None:
            raise NotFound("résumé", resume_id)
        return row


def _is_storable(key: str) -> bool:
    """Whether a database could hold `key` at all; asking for one that it cannot is an error there."""
    return key.isprintable()


def _unrecognised_values(number: int, unrecognised: Iterable[UnrecognisedPosting]) -> list[dict[str, object]]:
    """What is longer than a name of a skill can be is no candidate for one."""
    return [
        {"key": each.key, "resume": number, "surface": each.surface}
        for each in unrecognised
        if max(len(each.key), len(each.surface)) <= LONGEST_SURFACE
    ]


def _resume_values(new: NewResume) -> dict[str, Any]:
    return {
        "id": new.id,
        "external_id": new.external_id,
        "identity": new.identity,
        "sha256": new.document.sha256,
        "filename": new.document.filename,
        "status": READY,
        "as_of": str(new.profile.as_of),
        "created_at": new.created_at,
        "total_months": new.profile.total_months,
        "education_rank": new.profile.education_level.rank,
        "document": dict(new.document_body),
        "profile": dict(new.profile_body),
    }


def _skill_values(number: int, credit: Credit, profile: Profile) -> dict[str, object]:
    """A skill that is implied was last used when the one that implies it was."""
    last_used = next((each.last_used for each in profile.skills if each.id == credit.by), None)
    return {
        "skill": credit.skill,
        "resume": number,
        "credit": credit.credit,
        "months": credit.months,
        "through": credit.through.value,
        "last_used": last_used.index if last_used else None,
    }


def _fit_values(number: int, fit: Fit, body: Json) -> dict[str, object]:
    return {
        "resume": number,
        "role": fit.role,
        "rank": fit.rank,
        "score": fit.score,
        "scorer": fit.versions.scorer,
        "taxonomy": fit.versions.taxonomy,
        "role_version": fit.versions.role,
        "body": dict(body),
    }
