"""Taking résumés in: analysed first, then stored in one transaction."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from typing import Any, NotRequired, TypedDict, TypeVar, Unpack

from matcher.domain.analysis import Analysis
from matcher.domain.extraction import Extraction
from matcher.domain.lexicon import Lexicon
from matcher.domain.month import Interval, Month
from matcher.domain.review import UNLABELLED, Labelling
from matcher.domain.stored import Answered, NewResume, StoredResume, UnrecognisedPosting
from matcher.domain.surface import surface_key
from matcher.services.answers import dump_document, dump_fit, dump_profile
from matcher.services.clock import now
from matcher.services.events import resume_matched
from matcher.services.labels import add_labels
from matcher.services.original_files import OriginalFiles
from matcher.services.resume_ids import new_resume_id
from matcher.services.timing import timed_stage
from matcher.storage import Database, UnitOfWork

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Taken:
    """A stored résumé; `new` is false where the same bytes were stored under the same external id before."""

    resume: StoredResume
    new: bool


class Intake:
    """Stores analysed résumés."""

    def __init__(
        self,
        database: Database,
        lexicon: Lexicon,
        originals: OriginalFiles,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._database = database
        self._lexicon = lexicon
        self._originals = originals
        self._clock = clock

    def store(
        self,
        analysis: Analysis,
        content: bytes,
        external_id: str | None = None,
        labelling: Labelling = UNLABELLED,
    ) -> Taken:
        """Keep `analysis`; with an `external_id`, the same bytes again are the same résumé.

        It then gets the labels that it lacks, and loses none.
        """
        new = self.prepared(analysis, content, external_id, labelling=labelling)
        with timed_stage("store"):
            kept_before = self.keep(new, content, lambda unit, kept: _kept_before(unit, kept, new))
        return Taken(kept_before, new=False) if kept_before else Taken(new.stored, new=True)

    def keep(self, new: NewResume, content: bytes, also: Callable[[UnitOfWork, str], Answer]) -> Answer:
        """Store `new` unless it is there already, and in the same transaction do `also`, with the id it has.

        The file goes beside the database where the settings say so. Raises OriginalsUnavailable.
        """
        self._originals.put_beside(new.id, content)
        with self._database.unit_of_work() as unit:
            kept = keep(unit, new)
            answer = also(unit, kept)
        if kept != new.id:
            self._originals.erase(new.id)
        return answer

    def prepared(
        self,
        analysis: Analysis,
        content: bytes,
        external_id: str | None,
        resume_id: str | None = None,
        *,
        labelling: Labelling = UNLABELLED,
    ) -> NewResume:
        """The résumé as it is to be kept, under `resume_id` or an id of its own."""
        return new_resume(
            analysis,
            self._lexicon,
            id=resume_id or new_resume_id(),
            external_id=external_id,
            created_at=self._clock(),
            content=self._originals.for_database(content),
            labelling=labelling,
        )

    def label_if_stored(self, sha256: str, labelling: Labelling) -> bool:
        """Whether a résumé of these bytes was stored without an external id; it gets the labels it lacks."""
        with self._database.unit_of_work() as unit:
            stored = unit.resumes.same(sha256, None)
            if stored is not None:
                add_labels(unit, stored, labelling, self._clock())
            return stored is not None


def _kept_before(unit: UnitOfWork, kept: str, new: NewResume) -> StoredResume | None:
    """The résumé that `new` was found to be; None where it is new, and nothing has to be read back."""
    return None if kept == new.id else unit.resumes.get(kept)


def keep(unit: UnitOfWork, new: NewResume) -> str:
    """Store `new` and tell of it, or label what is there already; gives the id that it stands under."""
    there = _stored_before(unit, new)
    if there is None and unit.resumes.add(new):
        unit.reviews.put_labels(new.id, new.labelling.labels, new.labelling.by, new.created_at)
        unit.events.add(resume_matched(new), new.created_at)
        return new.id
    # Else somebody stored it in between: under the same external id, or this very one.
    there = there or _stored_before(unit, new) or new.id
    add_labels(unit, there, new.labelling, new.created_at)
    return there


def _stored_before(unit: UnitOfWork, new: NewResume) -> str | None:
    return unit.resumes.same(new.document.sha256, new.external_id) if new.external_id else None


class Kept(TypedDict):
    """What a résumé keeps when it is read again."""

    id: str
    external_id: str | None
    created_at: datetime
    content: bytes | None
    labelling: NotRequired[Labelling]


def new_resume(analysis: Analysis, lexicon: Lexicon, **kept: Unpack[Kept]) -> NewResume:
    """The résumé with everything that is answered about it."""
    return NewResume(
        **kept,
        document=analysis.document,
        extraction=_plain(analysis.extraction),
        profile=analysis.profile,
        document_body=dump_document(analysis.document, analysis.extraction.warnings),
        profile_body=dump_profile(analysis, lexicon),
        fits=tuple(Answered(fit, dump_fit(fit, analysis)) for fit in analysis.fits),
        unrecognised=unrecognised_postings(analysis.extraction),
        taxonomy=lexicon.taxonomy.digest,
        identity=identity_of(kept["external_id"], analysis.document.sha256),
    )


def identity_of(external_id: str | None, sha256: str) -> str | None:
    """The same for the same bytes under the same external id; without one, nothing says that two are one."""
    return hashlib.sha256(f"{sha256}{external_id}".encode()).hexdigest() if external_id else None


def unrecognised_postings(extraction: Extraction) -> tuple[UnrecognisedPosting, ...]:
    """The unknown items of skill lists, one for each key, as the résumé writes it first."""
    surfaces = (" ".join(each.surface.split()) for each in extraction.unrecognised)
    by_key: dict[str, str] = {}
    for surface in surfaces:
        by_key.setdefault(surface_key(surface), surface)
    return tuple(UnrecognisedPosting(key, surface) for key, surface in by_key.items() if key)


def _plain(value: Any) -> Any:
    """Dataclasses and tuples as JSON has them; months as YYYY-MM."""
    if isinstance(value, Month):
        return str(value)
    if isinstance(value, Interval):
        return {"start": str(value.start), "end": str(value.end)}
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(getattr(value, name)) for name in (each.name for each in fields(value))}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value
