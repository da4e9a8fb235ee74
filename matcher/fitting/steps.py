"""Profile and role -> Plan: what to learn to reach a score, in which order, and the score after each step.

New skills come first: known ones are to be deepened only where new skills alone do not reach the target.

The steps are the fewest of what `Prospects` offers, not of all that a role names: in 227 of 490 plans for
the carried roles fewer of these would do, nearly always with a tool taken for the sake of what it stands on:
in 7, were those not on offer counted for the requirements alone that name them.
"""

from collections.abc import Iterator, Sequence

from matcher.domain.advice import Plan, Raised, Step, StepKind
from matcher.domain.role import Requirement, Role
from matcher.fitting.prospects import Case, Points, Prospect, Prospects
from matcher.fitting.smallest import (
    Chosen,
    added_by,
    exchanged,
    points_with,
    smallest_set,
    without_needless,
)
from matcher.fitting.study_order import study_order


def plan(role: Role, case: Case, score: int, target: int) -> Plan:
    """From `score`, which the profile has today, to `target`, or as far as skills alone go."""
    prospects = Prospects(role, case)
    most = score + prospects.most
    needed = min(target, most) - score
    chosen = _chosen(role, prospects, needed)
    return Plan(
        reachable=most >= target,
        most=most,
        smallest=chosen.smallest,
        steps=tuple(_steps(role, case, prospects.today, chosen.prospects, score)),
    )


def _chosen(role: Role, prospects: Prospects, needed: int) -> Chosen:
    today = prospects.today
    new = tuple(each for each in prospects.found if each.kind is StepKind.LEARN)
    enough = sum(points_with(today, new)) - sum(today) >= needed
    offered = new if enough else prospects.found
    chosen = _more_appealing(role, smallest_set(offered, today, needed), offered, today, needed)
    return Chosen(without_needless(chosen.prospects, today, needed), chosen.smallest)


def _more_appealing(
    role: Role, chosen: Chosen, offered: Sequence[Prospect], today: Points, needed: int
) -> Chosen:
    """Each skill exchanged for a more appealing one of its requirement, where this costs no further step."""
    for old in chosen.prospects:
        points = points_with(today, [each for each in chosen.prospects if each is not old])
        any_of = _main(role, old, points).any_of
        for new in offered:
            taken = new in chosen.prospects or new.skill not in any_of or new.appeal <= old.appeal
            if not taken and sum(points) - sum(today) + added_by(new, points) >= needed:
                chosen = exchanged(chosen, old, new)
                break
    return chosen


def _main(role: Role, prospect: Prospect, points: Points) -> Requirement:
    """The requirement that `prospect` adds most to of those that name it."""
    gains = zip(role.requirements, prospect.points, points, strict=True)
    naming = [(new - old, each) for each, new, old in gains if prospect.skill in each.any_of]
    return max(naming, key=lambda pair: pair[0])[1]


def _steps(role: Role, case: Case, points: Points, chosen: Sequence[Prospect], score: int) -> Iterator[Step]:
    taxonomy = case.lexicon.taxonomy.skills
    by_skill = {each.skill: each for each in chosen}
    worth = {each.skill: added_by(each, points) for each in chosen}
    for skill in study_order(worth, taxonomy):
        prospect = by_skill[skill]
        gain = added_by(prospect, points)
        score += gain
        yield Step(
            skill=skill,
            kind=prospect.kind,
            meets=tuple(_raised(role, prospect, points)),
            gain=gain,
            score_after=score,
            months=_months(role, prospect, points),
            closest=prospect.closest,
            builds_on=taxonomy[skill].implies,
        )
        points = points_with(points, [prospect])


def _raised(role: Role, prospect: Prospect, points: Points) -> list[Raised]:
    """Requirements that name the skill, then those it meets otherwise; the greatest gain first."""
    gains = zip(role.requirements, prospect.points, points, strict=True)
    raised = [(each, new - old) for each, new, old in gains if new > old]
    raised.sort(key=lambda pair: (prospect.skill not in pair[0].any_of, -pair[1]))
    return [Raised(each.label, each.importance, gain) for each, gain in raised]


def _months(role: Role, prospect: Prospect, points: Points) -> int | None:
    """The longest use that a requirement which this raises asks for."""
    gains = zip(role.requirements, prospect.points, points, strict=True)
    return max((each.months for each, new, old in gains if new > old and each.months), default=None)
