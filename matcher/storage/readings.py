"""Stored texts, to be read again with another taxonomy."""

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from matcher.domain.document import Document, DocumentWarning, Page
from matcher.domain.stored import StoredReading
from matcher.errors import NotFound
from matcher.storage.tables import ReadingRow, ResumeRow, SkillPostingRow


class ReadingQueries:
    """Texts within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def total(self) -> int:
        return self._session.scalar(select(func.count(ReadingRow.resume))) or 0

    def waiting(self, taxonomy: str) -> int:
        """How many were read with another taxonomy than that of the digest `taxonomy`."""
        return self._session.scalar(select(func.count(ReadingRow.resume)).where(_outdated(taxonomy))) or 0

    def outdated(self, taxonomy: str, after: int, limit: int) -> tuple[StoredReading, ...]:
        """Up to `limit` of those, in order of their number, from behind the number `after`."""
        query = (
            select(ResumeRow, ReadingRow)
            .join(ReadingRow, ReadingRow.resume == ResumeRow.number)
            .where(ResumeRow.number > after, _outdated(taxonomy))
            .order_by(ResumeRow.number)
            .limit(limit)
        )
        return tuple(_stored_reading(*row) for row in self._session.execute(query))

    def outdated_ids(self, taxonomy: str) -> tuple[str, ...]:
        """The ids of all of those, in order of their number."""
        query = (
            select(ResumeRow.id)
            .join(ReadingRow, ReadingRow.resume == ResumeRow.number)
            .where(_outdated(taxonomy))
            .order_by(ResumeRow.number)
        )
        return tuple(self._session.scalars(query))

    def one(self, resume_id: str) -> StoredReading:
        """Raises NotFound."""
        query = (
            select(ResumeRow, ReadingRow)
            .join(ReadingRow, ReadingRow.resume == ResumeRow.number)
            .where(ResumeRow.id == resume_id)
        )
        found = self._session.execute(query).first()
        if found is None:
            raise NotFound("résumé", resume_id)
        return _stored_reading(*found)


def _outdated(taxonomy: str) -> ColumnElement[bool]:
    """Also what a version read that did not keep how credits were come by."""
    without = select(SkillPostingRow.resume).where(SkillPostingRow.through.is_(None))
    return or_(ReadingRow.taxonomy.is_(None), ReadingRow.taxonomy != taxonomy, ReadingRow.resume.in_(without))


def _stored_reading(resume: ResumeRow, reading: ReadingRow) -> StoredReading:
    return StoredReading(
        number=resume.number,
        id=resume.id,
        external_id=resume.external_id,
        created_at=resume.created_at,
        as_of=resume.as_of,
        document=_document(resume, reading),
    )


def _document(resume: ResumeRow, reading: ReadingRow) -> Document:
    body, spans = resume.document, enumerate(reading.pages or [], start=1)
    return Document(
        text=reading.text,
        filename=resume.filename,
        media_type=body.get("media_type", ""),
        sha256=resume.sha256,
        pages=tuple(Page(number, start, end) for number, (start, end) in spans),
        language=body.get("language"),
        warnings=_warnings(body.get("warnings", []), reading.extraction.get("warnings", [])),
    )


def _warnings(told: list[dict[str, str]], from_text: list[dict[str, str]]) -> tuple[DocumentWarning, ...]:
    """Those of the file alone: what the text gave cause for is said anew by whoever reads it again."""
    return tuple(DocumentWarning(each["code"], each["detail"]) for each in told if each not in from_text)
