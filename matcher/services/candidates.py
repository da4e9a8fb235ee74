"""Everybody stored, ranked for a role."""

from collections.abc import Mapping
from typing import Any

from matcher.domain.extraction import EducationLevel
from matcher.domain.lexicon import Lexicon
from matcher.domain.role import Role
from matcher.domain.search import Search, SortKey
from matcher.domain.stored import Candidate, RoleQuery, WantedSkill
from matcher.fitting.scoring import education_points, requirement_points
from matcher.services.answers import moment, points
from matcher.services.roles import role_named
from matcher.services.searches import (
    FACET_VALUES,
    candidate_search,
    chosen,
    cursor_behind,
    dump_counted,
    position_from,
    titles_of,
)
from matcher.storage import Database

_HUNDREDTHS = 100
CANDIDATE_KEYS = (
    "id",
    "external_id",
    "filename",
    "score",
    "components",
    "total_months",
    "education_level",
    "stage",
    "labels",
    "created_at",
)


class Candidates:
    """Ranks stored résumés for roles."""

    def __init__(self, database: Database, lexicon: Lexicon) -> None:
        self._database = database
        self._lexicon = lexicon

    def page(
        self, role_id: str, cursor: str | None, limit: int, parameters: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """`items`, the best first unless `parameters` say otherwise, and `next`; see docs/search.md.

        Raises NotFound for the role, InvalidInput.
        """
        role = role_named(role_id, self._lexicon)
        search = candidate_search(parameters or {}, self._lexicon, role, CANDIDATE_KEYS)
        after, query = position_from(cursor, search), role_query(role)
        answer: dict[str, Any] = {"role": role_id}
        with self._database.unit_of_work() as unit:
            found = unit.candidates.ranked(query, after, limit + 1, search)
            if search.facets:
                counted = unit.candidates.counted(query, search, titles_of(self._lexicon), FACET_VALUES)
                answer["facets"] = dump_counted(counted)
        last = found[limit - 1] if len(found) > limit else None
        answer["items"] = [chosen(_dump(each), search) for each in found[:limit]]
        return answer | {"next": cursor_behind(search, _sort_value(last, search), last.id) if last else None}


def _sort_value(candidate: Candidate, search: Search) -> int:
    values = {
        SortKey.SCORE: candidate.score,
        SortKey.TOTAL_MONTHS: candidate.total_months,
        SortKey.EDUCATION: EducationLevel(candidate.education_level).rank,
    }
    return values.get(search.sort.key, 0)


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
        "stage": candidate.stage,
        "labels": list(candidate.labels),
        "created_at": moment(candidate.created_at),
    }
