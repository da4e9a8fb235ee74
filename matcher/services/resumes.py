"""Stored résumés: one, a page of them, erasing."""

from dataclasses import replace
from typing import Any

from matcher.domain.stored import ResumeSummary
from matcher.errors import NotFound
from matcher.services.answers import dump_stored, moment, points
from matcher.services.current_fits import CurrentFits
from matcher.services.cursors import decode, encode
from matcher.services.original_files import OriginalFiles
from matcher.storage import Database


class Resumes:
    """What can be asked about stored résumés."""

    def __init__(self, database: Database, fits: CurrentFits, originals: OriginalFiles) -> None:
        self._database = database
        self._fits = fits
        self._originals = originals

    def get(self, resume_id: str) -> dict[str, Any]:
        """The answer as it was given, with the fits for the roles of now. Raises NotFound."""
        with self._database.unit_of_work() as unit:
            stored = unit.resumes.get(resume_id)
            return dump_stored(replace(stored, fits=self._fits.of(stored, unit)))

    def text(self, resume_id: str) -> str:
        """The text that the offsets of mentions count in. Raises NotFound."""
        with self._database.unit_of_work() as unit:
            return unit.resumes.text(resume_id)

    def filename(self, resume_id: str) -> str:
        """The name that its file came in under. Raises NotFound."""
        with self._database.unit_of_work() as unit:
            return str(unit.resumes.get(resume_id).document["filename"])

    def fit(self, resume_id: str, role_id: str) -> dict[str, Any]:
        """The fit for one role as it is now. Raises NotFound."""
        found = (fit for fit in self.get(resume_id)["fits"] if fit["role"] == role_id)
        fit: dict[str, Any] | None = next(found, None)
        if fit is None:
            raise NotFound("role", role_id)
        return fit

    def delete(self, resume_id: str) -> None:
        """Erase it and all that came from it. Raises NotFound."""
        with self._database.unit_of_work() as unit:
            unit.resumes.delete(resume_id)
            unit.batches.delete_inputs_of(resume_id)
            unit.idempotency.forget_resume(resume_id)
            unit.events.delete_about(resume_id)
        self._originals.erase(resume_id)

    def page(self, cursor: str | None, limit: int) -> dict[str, Any]:
        """`items`, the newest first, and `next`, the cursor of the page behind. Raises InvalidInput."""
        after = decode(cursor, 1)[0] if cursor else None
        with self._database.unit_of_work() as unit:
            found = self._fits.summaries(unit.resumes.page(after, limit + 1), unit)
        items = found[:limit]
        further = encode(items[-1].id) if len(found) > limit else None
        return {"items": [_summary(item) for item in items], "next": further}


def _summary(summary: ResumeSummary) -> dict[str, Any]:
    best = None
    if summary.best_role is not None and summary.best_score is not None:
        best = {"role": summary.best_role, "score": points(summary.best_score)}
    return {
        "id": summary.id,
        "external_id": summary.external_id,
        "status": summary.status,
        "created_at": moment(summary.created_at),
        "filename": summary.filename,
        "total_months": summary.total_months,
        "education_level": summary.education_level,
        "best": best,
    }
