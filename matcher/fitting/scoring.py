"""How well one profile fits one role: components, what is met, what is missing and what it would add.

A role's 100 points are shared between its components by its weights. The points for skills are shared
between the requirements by importance and distinction, once and exactly (in hundredths), so each requirement
has a fixed most, earns `most x credit` of it, and would add `most - earned` if met in full: the score is
linear and sums to the digit.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from matcher.domain.extraction import EducationLevel
from matcher.domain.fit import Closest, Component, Met, Missing
from matcher.domain.profile import Credit, Profile
from matcher.domain.role import Requirement, Role
from matcher.fitting.arithmetic import rounded, shared_out
from matcher.fitting.closeness import Closeness
from matcher.fitting.weights import EDUCATION_STEPS, IMPORTANCE_WEIGHT

_WHOLE = 100
_HUNDREDTHS = 100


@dataclass(frozen=True, slots=True)
class Scored:
    """A role scored for a profile, before it has a rank. `score` in hundredths."""

    role: Role
    score: int
    components: tuple[Component, ...]
    met: tuple[Met, ...]
    missing: tuple[Missing, ...]


def requirement_points(role: Role) -> tuple[int, ...]:
    """The most points, in hundredths, that each requirement can earn; they sum to the weight of skills."""
    weights = [
        IMPORTANCE_WEIGHT[requirement.importance] * requirement.distinction
        for requirement in role.requirements
    ]
    return shared_out(role.weights.skills * _HUNDREDTHS, weights)


def score_role(role: Role, profile: Profile, closeness: Closeness) -> Scored:
    """Score `profile` for `role`."""
    by_skill = {credit.skill: credit for credit in profile.credits}
    met, missing = [], []
    for requirement, most in zip(role.requirements, requirement_points(role), strict=True):
        best = best_credit(requirement, by_skill)
        if best is None:
            closest = closeness.closest(requirement.any_of)
            missing.append(_missing(requirement, most, closest))
        else:
            met.append(_met(requirement, most, *best))
    components = tuple(_components(role, profile, sum(each.points for each in met), len(met)))
    score = sum(component.points for component in components)
    met.sort(key=lambda each: -each.points)
    missing.sort(key=lambda each: -each.gain)
    return Scored(role, score, components, tuple(met), tuple(missing))


def best_credit(requirement: Requirement, by_skill: Mapping[str, Credit]) -> tuple[Credit, int] | None:
    """The credit that counts for `requirement`, and how much of it does, in per cents."""
    found = [by_skill[skill] for skill in requirement.any_of if skill in by_skill]
    rated = [(credit, credit_for(requirement, credit.credit, credit.months)) for credit in found]
    return max(rated, key=lambda pair: pair[1], default=None)


def credit_for(requirement: Requirement, credit: int, months: int) -> int:
    """`credit`, halved where a requirement asks for months and none are known, in full where all are."""
    asked = requirement.months
    if asked is None:
        return credit
    return rounded(credit * (asked + min(months, asked)), 2 * asked)


def _met(requirement: Requirement, most: int, credit: Credit, rated: int) -> Met:
    points = rounded(most * rated, _WHOLE)
    return Met(
        requirement=requirement.label,
        importance=requirement.importance,
        credit=rated,
        points=points,
        gain=most - points,
        skill=credit.skill,
        through=credit.through,
        by=credit.by,
    )


def _missing(requirement: Requirement, most: int, closest: Closest | None) -> Missing:
    return Missing(requirement.label, requirement.any_of, requirement.importance, most, closest)


def _components(role: Role, profile: Profile, skill_points: int, met: int) -> Iterator[Component]:
    weights = role.weights
    yield _component(
        "skills", weights.skills, skill_points, f"{met} of {len(role.requirements)} requirements met"
    )
    yield _component(
        "experience",
        weights.experience,
        experience_points(role, profile.total_months),
        f"{profile.total_months} of {role.experience_months} months",
    )
    yield _component(
        "education",
        weights.education,
        education_points(role, profile.education_level),
        f"{profile.education_level}, asked for {role.education.level}",
    )
    credit, words = _title(role, profile)
    why = f'"{words}" held or claimed' if words else "no title of this role held"
    yield _component("title", weights.title, title_points(role, credit), why)


def experience_points(role: Role, months: int) -> int:
    """Hundredths for `months` of work, in proportion up to what the role asks for."""
    most = role.weights.experience * _HUNDREDTHS
    asked = role.experience_months
    return rounded(most * min(months, asked), asked) if asked else most


def education_points(role: Role, level: EducationLevel) -> int:
    """Hundredths for a `level` of education, by how many steps it is under the role's."""
    below = max(0, role.education.level.rank - level.rank)
    return rounded(role.weights.education * _HUNDREDTHS * EDUCATION_STEPS[below], _WHOLE)


def title_points(role: Role, credit: int) -> int:
    """Hundredths for a title of the role held with `credit` per cent."""
    return rounded(role.weights.title * _HUNDREDTHS * credit, _WHOLE)


def _title(role: Role, profile: Profile) -> tuple[int, str | None]:
    titles = frozenset(role.titles)
    held = [(each.credit, each.words) for each in profile.titles if each.words in titles]
    return max(held, default=(0, None))


def _component(name: str, weight: int, points: int, why: str) -> Component:
    score = rounded(points * _WHOLE, weight) if weight else 0
    return Component(name, weight, score, points, why)
