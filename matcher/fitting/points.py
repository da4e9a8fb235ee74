"""The points of a role from figures alone: the same sums as `fitting.scoring`, without the evidence."""

from dataclasses import dataclass

from matcher.domain.figures import Figures
from matcher.domain.role import Requirement, Role
from matcher.fitting.arithmetic import rounded
from matcher.fitting.scoring import (
    credit_for,
    education_points,
    experience_points,
    requirement_points,
    title_points,
)

_WHOLE = 100


@dataclass(frozen=True, slots=True)
class RolePoints:
    """Hundredths of a point by requirement, in the role's order, and by the components beside skills."""

    requirements: tuple[int, ...]
    experience: int
    education: int
    title: int

    @property
    def score(self) -> int:
        return sum(self.requirements) + self.experience + self.education + self.title


def points_of(role: Role, figures: Figures) -> RolePoints:
    """What `figures` earn for `role`."""
    each_most = zip(role.requirements, requirement_points(role), strict=True)
    title = max((figures.titles.get(words, 0) for words in role.titles), default=0)
    return RolePoints(
        requirements=tuple(rounded(most * _credit(each, figures), _WHOLE) for each, most in each_most),
        experience=experience_points(role, figures.total_months),
        education=education_points(role, figures.education_level),
        title=title_points(role, title),
    )


def _credit(requirement: Requirement, figures: Figures) -> int:
    found = (figures.credits[skill] for skill in requirement.any_of if skill in figures.credits)
    return max((credit_for(requirement, *each) for each in found), default=0)
