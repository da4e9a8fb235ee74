"""The fewest prospects that add enough points.

What a set adds is the sum, over requirements, of the best that any of the set earns there. Each further skill
therefore adds no more than it would have added earlier, and two facts follow: taking the greatest gain first
comes near the smallest set, and the greatest gains at any moment, added up, bound what any others can reach.
So a greedy set is found first, and then fewer are searched for, branch by branch, leaving out each branch
whose bound falls short. What is proved so is proved of the prospects given, and of no other skills.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matcher.fitting.prospects import Points, Prospect

_MOST_BRANCHES = 1000  # far beyond any role's need; it bounds the time that a strange role can take


@dataclass(frozen=True, slots=True)
class Chosen:
    """`smallest` where it is proved that no fewer prospects add enough."""

    prospects: tuple[Prospect, ...]
    smallest: bool


def points_with(today: Points, prospects: Sequence[Prospect]) -> Points:
    """The points of each requirement with all of `prospects`."""
    return tuple(map(max, today, *(prospect.points for prospect in prospects))) if prospects else today


def added_by(prospect: Prospect, points: Points) -> int:
    """What `prospect` adds where `points` are earned already."""
    return sum(max(0, new - old) for new, old in zip(prospect.points, points, strict=True))


def smallest_set(
    prospects: Sequence[Prospect], today: Points, needed: int, branches: int = _MOST_BRANCHES
) -> Chosen:
    """The fewest of `prospects` that add `needed` points, preferred ones first among equals.

    All of them together must add as much. A search of `branches` proves it, or is given up.
    """
    best = without_needless(_greedy(prospects, today, needed), today, needed)
    useful = _undominated(prospects)
    search = _Search(branches)
    while best:
        fewer = search.reaching(useful, today, needed, len(best) - 1)
        if fewer is None:
            break
        best = fewer
    return Chosen(best, smallest=search.branches >= 0)


def without_needless(prospects: Sequence[Prospect], today: Points, needed: int) -> tuple[Prospect, ...]:
    """`prospects` without those that the others make up for; the last chosen go first."""
    kept = list(prospects)
    for prospect in reversed(prospects):
        others = [each for each in kept if each is not prospect]
        if _added(others, today) >= needed:
            kept = others
    return tuple(kept)


def _added(prospects: Sequence[Prospect], today: Points) -> int:
    return sum(points_with(today, prospects)) - sum(today)


def _greedy(prospects: Sequence[Prospect], today: Points, needed: int) -> list[Prospect]:
    chosen: list[Prospect] = []
    points = today
    while sum(points) - sum(today) < needed:
        best = max(prospects, key=lambda each: added_by(each, points))
        chosen.append(best)
        points = points_with(points, [best])
    return chosen


def _undominated(prospects: Sequence[Prospect]) -> tuple[Prospect, ...]:
    """Without those that another one equals or betters everywhere; of equals the preferred one stays."""
    kept: list[Prospect] = []
    for prospect in sorted(prospects, key=lambda each: -sum(each.points)):
        if all(any(map(int.__gt__, prospect.points, other.points)) for other in kept):
            kept.append(prospect)
    return tuple(kept)


class _Search:
    """Looks for a set of a given size; gives up, with `branches` below 0, after so many of them."""

    def __init__(self, branches: int) -> None:
        self.branches = branches

    def reaching(
        self, prospects: Sequence[Prospect], points: Points, needed: int, size: int
    ) -> tuple[Prospect, ...] | None:
        """At most `size` of `prospects` that add `needed` to `points`."""
        if needed <= 0:
            return ()
        self.branches -= 1
        gains = sorted(((added_by(each, points), each) for each in prospects), key=lambda pair: -pair[0])
        for index, (gain, prospect) in enumerate(gains):
            bound = sum(each for each, _ in gains[index : index + size])
            if self.branches < 0 or bound < needed:
                return None
            rest = [each for _, each in gains[index + 1 :]]
            raised = points_with(points, [prospect])
            found = self.reaching(rest, raised, needed - gain, size - 1)
            if found is not None:
                return (prospect, *found)
        return None


def exchanged(chosen: Chosen, old: Prospect, new: Prospect) -> Chosen:
    """`chosen` with `new` in the place of `old`."""
    return replace(chosen, prospects=tuple(new if each is old else each for each in chosen.prospects))
