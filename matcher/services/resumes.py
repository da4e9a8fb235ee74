"""Stored résumés: one, a page of them, erasing."""

from collections.abc import Mapping
from typing import Any

from matcher.domain.extraction import EducationLevel
from matcher.domain.lexicon import Lexicon
from matcher.domain.search import Search, SortKey
from matcher.domain.stored import ResumeSummary, RoleScore, StoredResume
from matcher.services.answers import dump_stored, moment, points
from matcher.services.candidates import role_query
from matcher.services.current_fits import CurrentFits
from matcher.services.original_files import OriginalFiles
from matcher.services.reviews import Revised, Seen, begin_change, revised
from matcher.services.roles import missing_role, role_named
from matcher.services.searches import (
    FACET_VALUES,
    chosen,
    cursor_behind,
    dump_counted,
    position_from,
    resume_search,
    titles_of,
)
from matcher.storage import Database

RESUME_KEYS = (
    "id",
    "external_id",
    "status",
    "created_at",
    "filename",
    "total_months",
    "education_level",
    "best",
    "fit",
    "stage",
    "labels",
)


class Resumes:
    """What can be asked about stored résumés."""

    def __init__(
        self, database: Database, lexicon: Lexicon, fits: CurrentFits, originals: OriginalFiles
    ) -> None:
        self._database = database
        self._lexicon = lexicon
        self._fits = fits
        self._originals = originals

    def get(self, resume_id: str) -> dict[str, Any]:
        """The answer as it was given, with the fits for the roles of now. Raises NotFound."""
        return dump_stored(self._stored(resume_id))

    def _stored(self, resume_id: str) -> StoredResume:
        with self._database.unit_of_work() as unit:
            return self._fits.stored(resume_id, unit)

    def revised(self, resume_id: str) -> Revised:
        """The same, with the tag of its revision. Raises NotFound."""
        return revised(self._stored(resume_id))

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
            raise missing_role(role_id, self._lexicon)
        return fit

    def delete(self, resume_id: str, seen: Seen = None) -> None:
        """Erase it and all that came from it. Raises NotFound, and RevisionChanged if it is not as `seen`."""
        with self._database.unit_of_work() as unit:
            begin_change(unit, resume_id, seen)
            unit.resumes.delete(resume_id)
            unit.batches.forget_resume(resume_id)
            unit.idempotency.forget_resume(resume_id)
            unit.events.delete_about(resume_id)
        self._originals.erase(resume_id)

    def page(
        self, cursor: str | None, limit: int, parameters: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """`items`, the newest first unless `parameters` say otherwise, and `next`; see docs/search.md.

        Raises InvalidInput, NotFound for a role among them.
        """
        search = resume_search(parameters or {}, self._lexicon, RESUME_KEYS)
        after = position_from(cursor, search)
        role = None if search.role is None else role_named(search.role, self._lexicon)
        query = None if role is None else role_query(role)
        answer: dict[str, Any] = {}
        with self._database.unit_of_work() as unit:
            found = unit.lists.page(search, after, limit + 1, query)
            shown = self._fits.summaries(found[:limit], unit, role)
            if search.facets:
                counted = unit.lists.counted(search, titles_of(self._lexicon), FACET_VALUES, query)
                answer["facets"] = dump_counted(counted)
        last = found[limit - 1] if len(found) > limit else None
        answer["items"] = [chosen(_summary(each), search) for each in shown]
        return answer | {"next": cursor_behind(search, _sort_value(last, search), last.id) if last else None}


def _sort_value(summary: ResumeSummary, search: Search) -> int:
    scored = summary.best if search.role is None else summary.fit
    values = {
        SortKey.SCORE: scored.score if scored else 0,
        SortKey.TOTAL_MONTHS: summary.total_months,
        SortKey.EDUCATION: EducationLevel(summary.education_level).rank,
    }
    return values.get(search.sort.key, 0)


def _summary(summary: ResumeSummary) -> dict[str, Any]:
    return {
        "id": summary.id,
        "external_id": summary.external_id,
        "status": summary.status,
        "created_at": moment(summary.created_at),
        "filename": summary.filename,
        "total_months": summary.total_months,
        "education_level": summary.education_level,
        "best": _score(summary.best),
        "fit": _score(summary.fit),
        "stage": summary.stage,
        "labels": list(summary.labels),
    }


def _score(scored: RoleScore | None) -> dict[str, Any] | None:
    return {"role": scored.role, "score": points(scored.score)} if scored else None
