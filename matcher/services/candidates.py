"""Everybody stored, ranked for a role."""

from typing import Any

from matcher.domain.extraction import EducationLevel
from matcher.domain.lexicon import Lexicon
from matcher.domain.role import Role
from matcher.domain.stored import Candidate, CandidateCursor, RoleQuery, WantedSkill
from matcher.errors import InvalidInput
from matcher.fitting.scoring import education_points, requirement_points
from matcher.services.answers import points
from matcher.services.cursors import decode, encode
from matcher.services.roles import role_named
from matcher.storage import Database

_HUNDREDTHS = 100
_LONGEST_SCORE = len("10000")


class Candidates:
    """Ranks stored résumés for roles."""

    def __init__(self, database: Database, lexicon: Lexicon) -> None:
        self._database = database
        self._lexicon = lexicon

    def page(self, role_id: str, cursor: str | None, limit: int) -> dict[str, Any]:
        """`items`, the best first, and `next`. Raises NotFound for the role, InvalidInput for the cursor."""
        query = role_query(role_named(role_id, self._lexicon))
        with self._database.unit_of_work() as unit:
            found = unit.candidates.ranked(query, _position(cursor), limit + 1)
        items = found[:limit]
        further = encode(str(items[-1].score), items[-1].id) if len(found) > limit else None
        return {"role": role_id, "items": [_dump(item) for item in items], "next": further}


def role_query(role: Role) -> RoleQuery:
    """The sums that `fitting.scoring` makes for `role`, for a database to make over all résumés."""
    pairs = enumerate(zip(role.requirements, requirement_points(role), strict=True))
    return RoleQuery(
        wanted=tuple(
            WantedSkill(number, skill, most, requirement.months)
            for number, (requirement, most) in pairs
            for skill in dict.fromkeys(requirement.any_of)
        ),
        experience_most=role.weights.experience * _HUNDREDTHS,
        experience_months=role.experience_months,
        education=tuple(education_points(role, level) for level in EducationLevel),
        titles=role.titles,
        title_most=role.weights.title * _HUNDREDTHS,
    )


def _position(cursor: str | None) -> CandidateCursor | None:
    if cursor is None:
        return None
    score, resume_id = decode(cursor, 2)
    if not score.isdecimal() or len(score) > _LONGEST_SCORE:
        raise InvalidInput("cursor", "is not one that a page gave out; start without it")
    return CandidateCursor(int(score), resume_id)


def _dump(candidate: Candidate) -> dict[str, Any]:
    return {
        "id": candidate.id,
        "external_id": candidate.external_id,
        "filename": candidate.filename,
        "score": points(candidate.score),
        "components": {
            "skills": points(candidate.skill_points),
            "experience": points(candidate.experience_points),
            "education": points(candidate.education_points),
            "title": points(candidate.title_points),
        },
        "total_months": candidate.total_months,
        "education_level": candidate.education_level,
    }
