"""A stored résumé as a JSON Resume (jsonresume.org, schema v1.0.0).

One that came in so goes out as it came, every field of it; another is made of what was read, which names
no person. What Rolefit found stands under `meta` alone, which is never read on the way in.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from matcher.documents.json_resume import MEDIA_TYPE
from matcher.documents.sniff import json_resume_in
from matcher.domain.extraction import EducationLevel
from matcher.domain.skill import Assertion
from matcher.domain.stored import Json, StoredResume
from matcher.errors import NotFound
from matcher.services.current_fits import CurrentFits
from matcher.services.original_files import OriginalFiles
from matcher.storage import Database

SCHEMA_VERSION = "v1.0.0"
EXTENSION = "x-rolefit"
_MOMENT = "%Y-%m-%dT%H:%M:%S"
_STUDY_TYPES = {
    EducationLevel.SECONDARY: "Secondary school",
    EducationLevel.DIPLOMA: "Diploma",
    EducationLevel.BACHELOR: "Bachelor",
    EducationLevel.MASTER: "Master",
    EducationLevel.DOCTORATE: "Doctorate",
}


class JsonResumes:
    """Gives stored résumés out in the form that other programs exchange."""

    def __init__(self, database: Database, fits: CurrentFits, originals: OriginalFiles) -> None:
        self._database = database
        self._fits = fits
        self._originals = originals

    def get(self, resume_id: str) -> dict[str, Any]:
        """The JSON Resume of a stored résumé. Raises NotFound."""
        with self._database.unit_of_work() as unit:
            resume = self._fits.stored(resume_id, unit)
            schooling = unit.resumes.extraction(resume_id)["schooling"]
        kept = json_resume_in(self._original(resume), **_NUMBERS)
        return with_findings(kept or made_of(resume.profile, schooling, resume.created_at), resume)

    def _original(self, resume: StoredResume) -> bytes:
        """Nothing where it came in another form, or is not kept."""
        if not _came_as_json_resume(resume):
            return b""
        try:
            return self._originals.get(resume.id)
        except NotFound:
            return b""


def with_findings(json_resume: Json, resume: StoredResume) -> dict[str, Any]:
    """`json_resume` with what Rolefit found under `meta`; a `meta` that is no object is left as it is."""
    meta = json_resume.get("meta", {})
    if not isinstance(meta, dict):
        return dict(json_resume)
    return {**json_resume, "meta": {**meta, EXTENSION: _findings(resume)}}


def made_of(profile: Json, schooling: Sequence[Json], created_at: datetime) -> dict[str, Any]:
    """A JSON Resume of what was read; nobody's name or address is read, so `basics` has none.

    The issuers of well-known certificates are left out: they are the taxonomy's words, not the person's.
    """
    return {
        "basics": {},
        "work": [_work(job) for job in profile["jobs"]],
        "education": [_education(each) for each in schooling],
        "skills": [{"name": skill["name"]} for skill in profile["skills"] if _is_held(skill)],
        "certificates": [{"name": each["name"]} for each in profile.get("certifications", [])],
        "languages": [
            _told(language=each["name"], fluency=each["level"]) for each in profile.get("languages", [])
        ],
        "meta": {"version": SCHEMA_VERSION, "lastModified": created_at.strftime(_MOMENT)},
    }


def _came_as_json_resume(resume: StoredResume) -> bool:
    return bool(resume.document.get("media_type") == MEDIA_TYPE)


def _finite(number: str) -> float | str:
    """A number too great to be held is given as its figures: infinity is not JSON."""
    value = float(number)
    return value if math.isfinite(value) else number


_NUMBERS: Mapping[str, Callable[[str], Any]] = {"parse_float": _finite, "parse_constant": lambda _: None}


def _told(**fields: str | None) -> dict[str, str]:
    """The fields that are known; JSON Resume leaves out what is not."""
    return {name: value for name, value in fields.items() if value}


def _work(job: Json) -> dict[str, str]:
    end = None if job["current"] else job["end"]
    return _told(name=job["employer"], position=job["title"], startDate=job["start"], endDate=end)


def _education(schooling: Json) -> dict[str, str]:
    return _told(studyType=_STUDY_TYPES[EducationLevel(schooling["level"])], area=schooling["field"])


def _is_held(skill: Json) -> bool:
    return any(mention["assertion"] == Assertion.HELD for mention in skill["mentions"])


def _findings(resume: StoredResume) -> dict[str, Any]:
    profile = resume.profile
    figures = ("total_months", "education_level", "seniority")
    return {
        "id": resume.id,
        "as_of": resume.as_of,
        **{name: profile[name] for name in figures},
        "skills": [
            {name: skill[name] for name in ("id", "name", "credit", "months", "last_used")}
            for skill in profile["skills"]
            if _is_held(skill)
        ],
        "fits": [{name: fit[name] for name in ("role", "title", "score")} for fit in resume.fits],
    }
