"""Advice for a person and a role: what to learn for a target, what to build on, where else to go."""

from decimal import Decimal, InvalidOperation
from typing import Any

from matcher.domain.lexicon import Lexicon
from matcher.domain.profile import Profile
from matcher.errors import InvalidInput
from matcher.fitting import build_profile
from matcher.fitting.advice import advise
from matcher.fitting.prospects import Case
from matcher.fitting.relations import Relations
from matcher.services.advice_answer import dump_advice
from matcher.services.kept_extraction import restored_extraction
from matcher.services.roles import role_named
from matcher.storage import Database

USUAL_TARGET = "80"
_HUNDREDTHS = 100
_WHOLE = 100


def target_from(points: str) -> int:
    """`points` of a score, as people write them, in hundredths. Raises InvalidInput."""
    try:
        target = Decimal(points)
        usable = 0 < target <= _WHOLE and target * _HUNDREDTHS % 1 == 0
    except InvalidOperation:
        usable = False
    if not usable:
        raise InvalidInput("target", "is not a score above 0 and up to 100 with two decimals at the most")
    return int(target * _HUNDREDTHS)


class Adviser:
    """Advises by the lexicon as it is now, whatever it was when a résumé came in."""

    def __init__(self, database: Database, lexicon: Lexicon, relations: Relations) -> None:
        self._database = database
        self._lexicon = lexicon
        self._relations = relations

    def for_profile(self, profile: Profile, role_id: str, target: int) -> dict[str, Any]:
        """`target` in hundredths. Raises NotFound for the role."""
        role = role_named(role_id, self._lexicon)
        case = Case(profile, self._lexicon, self._relations)
        return dump_advice(advise(role, case, target), profile, self._lexicon)

    def for_resume(self, resume_id: str, role_id: str, target: int) -> dict[str, Any]:
        """For a stored résumé, from what was read of it. Raises NotFound for the résumé and the role."""
        role_named(role_id, self._lexicon)
        with self._database.unit_of_work() as unit:
            kept = unit.resumes.extraction(resume_id)
        profile = build_profile(restored_extraction(kept), self._lexicon, self._relations)
        return {**self.for_profile(profile, role_id, target), "id": resume_id}
