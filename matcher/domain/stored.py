"""What is kept of résumés, and how stored ones are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from matcher.domain.document import Document
from matcher.domain.fit import Fit
from matcher.domain.profile import Profile
from matcher.domain.review import UNLABELLED, Author, Labelling, Stage

Json = Mapping[str, Any]
READY = "ready"


@dataclass(frozen=True, slots=True)
class Answered:
    """A fit and its JSON as it was answered."""

    fit: Fit
    body: Json


@dataclass(frozen=True, slots=True)
class NewResume:
    """A résumé to be stored, with everything that was answered about it.

    `content` is None where originals are not kept. `extraction`, `document_body` and `profile_body` are JSON.
    `taxonomy` is the digest of the lexicon that it was read with. Of two with one `identity` the first is
    kept.
    """

    id: str
    external_id: str | None
    created_at: datetime
    document: Document
    content: bytes | None
    extraction: Json
    profile: Profile
    document_body: Json
    profile_body: Json
    fits: tuple[Answered, ...]
    unrecognised: tuple["UnrecognisedPosting", ...] = ()
    taxonomy: str | None = None
    identity: str | None = None
    labelling: Labelling = UNLABELLED

    @property
    def stored(self) -> "StoredResume":
        """As it will be answered."""
        return StoredResume(
            id=self.id,
            external_id=self.external_id,
            status=READY,
            as_of=str(self.profile.as_of),
            created_at=self.created_at,
            document=self.document_body,
            profile=self.profile_body,
            fits=tuple(answered.body for answered in sorted(self.fits, key=lambda each: each.fit.rank)),
            labels=self.labelling.labels,
        )


@dataclass(frozen=True, slots=True)
class StoredReading:
    """A stored résumé as it can be read again; `number` gives an order that lasts."""

    number: int
    id: str
    external_id: str | None
    created_at: datetime
    as_of: str
    document: Document


@dataclass(frozen=True, slots=True)
class OwnSkillEntries:
    """The entries of the organisation's own skills in order of id, as of change number `revision`."""

    revision: int = 0
    entries: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True)
class UnrecognisedPosting:
    """An unknown item of a skill list; writings with the same `key` are one."""

    key: str
    surface: str


@dataclass(frozen=True, slots=True)
class UnrecognisedCount:
    """How many stored résumés list what `key` stands for, and how most of them write it."""

    key: str
    surface: str
    resumes: int


@dataclass(frozen=True, slots=True)
class StoredResume:
    """A résumé as it was answered; `fits` in order of rank."""

    id: str
    external_id: str | None
    status: str
    as_of: str
    created_at: datetime
    document: Json
    profile: Json
    fits: tuple[Json, ...]
    stage: Stage = Stage.NEW
    labels: tuple[str, ...] = ()
    revision: int = 1


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search by the parameters of a request for the list; `role` where it is of that role's candidates."""

    id: str
    name: str
    role: str | None
    parameters: Mapping[str, str]
    author: Author
    at: datetime


@dataclass(frozen=True, slots=True)
class RoleScore:
    """The score for a role, in hundredths."""

    role: str
    score: int


@dataclass(frozen=True, slots=True)
class ResumeSummary:
    """A stored résumé in a list, with the best fit, and the one for a role if it was asked for."""

    id: str
    external_id: str | None
    status: str
    stage: str
    labels: tuple[str, ...]
    created_at: datetime
    filename: str
    total_months: int
    education_level: str
    best: RoleScore | None
    fit: RoleScore | None


@dataclass(frozen=True, slots=True)
class WantedSkill:
    """One way to meet requirement number `requirement`: worth up to `most` hundredths, over `months`."""

    requirement: int
    skill: str
    most: int
    months: int | None


@dataclass(frozen=True, slots=True)
class RoleQuery:
    """A role as sums over stored figures, equal to the digit to scoring one profile.

    `education` gives hundredths by rank of level; any phrase of `titles` earns `title_most` by its credit.
    """

    wanted: tuple[WantedSkill, ...]
    experience_most: int
    experience_months: int
    education: tuple[int, ...]
    titles: tuple[str, ...]
    title_most: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stored résumé ranked for one role; scores in hundredths of a point."""

    id: str
    external_id: str | None
    filename: str
    score: int
    skill_points: int
    experience_points: int
    education_points: int
    title_points: int
    total_months: int
    education_level: str
    created_at: datetime
    stage: str
    labels: tuple[str, ...]
