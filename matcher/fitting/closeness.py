"""Which held skill comes nearest to one that is missing; advice, never credit."""

from collections.abc import Sequence

from matcher.domain.fit import Closest
from matcher.domain.profile import Profile
from matcher.fitting.relations import Relations


class Closeness:
    """Strengths between held skills and any other: relatives, relatives of these, and siblings.

    Nearness holds for both sides, so it is asked for once for each held skill, which are few, and not for
    all that any role misses.
    """

    def __init__(self, profile: Profile, relations: Relations) -> None:
        self._best: dict[str, tuple[int, int, str]] = {}
        for held in profile.skills:
            if held.credit:
                for wanted, strength in relations.near(held.id).items():
                    found = (-strength, -held.credit, held.id)
                    self._best[wanted] = min(self._best.get(wanted, found), found)

    def closest(self, wanted: Sequence[str]) -> Closest | None:
        """The held skill of the greatest strength to any of `wanted`; by credit, then id, among equals."""
        found = [self._best[skill] for skill in wanted if skill in self._best]
        if not found:
            return None
        strength, _, skill = min(found)
        return Closest(skill, -strength)
