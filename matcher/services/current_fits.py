"""The fits of stored résumés for the roles as they are now.

What was answered when a résumé came in is kept, and is given again as long as its roles are those of now.
After a role was edited, added or archived, the fits are worked out from the kept extraction when they are
asked for: one résumé takes milliseconds, while writing everybody's anew would take minutes for each edit
and be wrong until it ends. The ranking of everybody for a role needs neither: it is of now by its nature.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from matcher.domain.analysis import Analysis
from matcher.domain.figures import Figures, StoredScore
from matcher.domain.lexicon import Lexicon
from matcher.domain.role import Role
from matcher.domain.stored import Json, ResumeSummary, RoleScore, StoredResume
from matcher.fitting import build_profile, rank_roles
from matcher.fitting.points import points_of
from matcher.fitting.relations import Relations
from matcher.services.answers import dump_fit
from matcher.services.kept_extraction import restored_extraction
from matcher.storage import UnitOfWork


class CurrentFits:
    """Fits by the lexicon of now; `relations` are its skills'."""

    def __init__(self, lexicon: Lexicon, relations: Relations) -> None:
        self._lexicon = lexicon
        self._relations = relations
        self._versions = {role.id: role.version for role in lexicon.catalogue.roles.values()}

    def stored(self, resume_id: str, unit: UnitOfWork) -> StoredResume:
        """The résumé with its fits for the roles of now. Raises NotFound."""
        stored = unit.resumes.get(resume_id)
        return replace(stored, fits=self.of(stored, unit))

    def of(self, stored: StoredResume, unit: UnitOfWork) -> tuple[Json, ...]:
        """In order of rank."""
        if {fit["role"]: fit["versions"]["role"] for fit in stored.fits} == self._versions:
            return stored.fits
        document = unit.readings.one(stored.id).document
        extraction = restored_extraction(unit.resumes.extraction(stored.id))
        profile = build_profile(extraction, self._lexicon, self._relations)
        fits = rank_roles(profile, self._lexicon, self._relations)
        analysis = Analysis(document, extraction, profile, fits)
        return tuple(dump_fit(fit, analysis) for fit in fits)

    def summaries(
        self, found: Sequence[ResumeSummary], unit: UnitOfWork, asked: Role | None = None
    ) -> list[ResumeSummary]:
        """With the role of now that fits best, and the fit for the role that is `asked` for."""
        answered = unit.figures.scores([each.id for each in found])
        stale = [each.id for each in found if self._lacking(answered[each.id])]
        roles = {role.id: role for each in stale for role in self._lacking(answered[each])}
        figures = unit.figures.of(stale, *_named_by(roles.values())) if roles else {}
        current = [self._with_best(each, answered[each.id], figures) for each in found]
        return current if asked is None else _with_fit(current, asked, unit)

    def _lacking(self, answered: Iterable[StoredScore]) -> list[Role]:
        """The roles that were not answered with as they are now."""
        current = {each.role for each in answered if self._versions.get(each.role) == each.version}
        return [role for role in self._lexicon.catalogue.roles.values() if role.id not in current]

    def _with_best(
        self, summary: ResumeSummary, answered: Sequence[StoredScore], figures: Mapping[str, Figures]
    ) -> ResumeSummary:
        scores = [
            (each.role, each.score) for each in answered if self._versions.get(each.role) == each.version
        ]
        if summary.id in figures:
            fresh = self._lacking(answered)
            scores += [(role.id, points_of(role, figures[summary.id]).score) for role in fresh]
        role, score = min(scores, key=lambda each: (-each[1], each[0]), default=(None, None))
        return replace(summary, best=None if role is None or score is None else RoleScore(role, score))


def _with_fit(found: Sequence[ResumeSummary], asked: Role, unit: UnitOfWork) -> list[ResumeSummary]:
    """Where the list did not need it, and the résumé was not erased since."""
    lacking = [each.id for each in found if each.fit is None]
    figures = unit.figures.of(lacking, *_named_by([asked])) if lacking else {}
    fits = {name: RoleScore(asked.id, points_of(asked, known).score) for name, known in figures.items()}
    return [replace(each, fit=fits.get(each.id, each.fit)) for each in found]


def _named_by(roles: Iterable[Role]) -> tuple[list[str], list[str]]:
    """The skills that the roles ask for, and their titles."""
    known = list(roles)
    skills = [skill for role in known for each in role.requirements for skill in each.any_of]
    return skills, [title for role in known for title in role.titles]
