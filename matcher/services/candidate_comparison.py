"""A few candidates side by side: who meets which requirement of a role, by what, for how many points."""

from collections.abc import Sequence
from typing import Any

from matcher.domain.lexicon import Lexicon
from matcher.domain.profile import Profile
from matcher.domain.role import Requirement, Role
from matcher.domain.stored import StoredResume
from matcher.errors import InvalidInput
from matcher.fitting import build_profile
from matcher.fitting.arithmetic import rounded
from matcher.fitting.closeness import Closeness
from matcher.fitting.relations import Relations
from matcher.fitting.scoring import Scored, best_credit, requirement_points, score_role
from matcher.services.answers import points
from matcher.services.kept_extraction import restored_extraction
from matcher.services.roles import role_named
from matcher.storage import Database

FEWEST, MOST = 2, 5
_WHOLE = 100
_Compared = tuple[StoredResume, Profile, Scored]


class CandidateComparison:
    """Compares by the role and the skills as they are now."""

    def __init__(self, database: Database, lexicon: Lexicon, relations: Relations) -> None:
        self._database = database
        self._lexicon = lexicon
        self._relations = relations

    def compare(self, role_id: str, resume_ids: Sequence[str]) -> dict[str, Any]:
        """In the order asked for. Raises NotFound for the role and for a résumé, InvalidInput."""
        role = role_named(role_id, self._lexicon)
        wanted = tuple(dict.fromkeys(resume_ids))
        if not FEWEST <= len(wanted) <= MOST:
            raise InvalidInput("ids", f"must name {FEWEST} to {MOST} different résumés, not {len(wanted)}")
        with self._database.unit_of_work() as unit:
            stored = [(unit.resumes.get(each), unit.resumes.extraction(each)) for each in wanted]
        compared = [(resume, *self._scored(role, kept)) for resume, kept in stored]
        pairs = zip(role.requirements, requirement_points(role), strict=True)
        return {
            "role": role.id,
            "candidates": [_candidate(*each) for each in compared],
            "requirements": [_requirement(each, most, compared) for each, most in pairs],
        }

    def _scored(self, role: Role, kept: Any) -> tuple[Profile, Scored]:
        profile = build_profile(restored_extraction(kept), self._lexicon, self._relations)
        closeness = Closeness(profile, self._relations)
        return profile, score_role(role, profile, closeness)


def _candidate(resume: StoredResume, profile: Profile, scored: Scored) -> dict[str, Any]:
    return {
        "id": resume.id,
        "external_id": resume.external_id,
        "filename": resume.document["filename"],
        "stage": resume.stage.value,
        "labels": list(resume.labels),
        "score": points(scored.score),
        "components": {each.name: points(each.points) for each in scored.components},
        "total_months": profile.total_months,
        "education_level": profile.education_level.value,
    }


def _requirement(asked: Requirement, most: int, compared: Sequence[_Compared]) -> dict[str, Any]:
    return {
        "requirement": asked.label,
        "any_of": list(asked.any_of),
        "importance": asked.importance.value,
        "months": asked.months,
        "most": points(most),
        "candidates": [_met(asked, most, resume.id, profile) for resume, profile, _ in compared],
    }


def _met(asked: Requirement, most: int, resume_id: str, profile: Profile) -> dict[str, Any]:
    """What meets the requirement; nulls and no points where nothing does."""
    best = best_credit(asked, {each.skill: each for each in profile.credits})
    credit, rated = best or (None, 0)
    return {
        "id": resume_id,
        "points": points(rounded(most * rated, _WHOLE)),
        "credit": rated,
        "skill": credit.skill if credit else None,
        "by": credit.by if credit else None,
        "through": credit.through.value if credit else None,
        "months": credit.months if credit else 0,
    }
