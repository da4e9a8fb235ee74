"""Two versions of a role: what is not the same, and what it comes to for a person.

A requirement of one version is that of the other which asks for the same skills, or else has the same
label. The points of the skills are shared between all requirements, so one that is itself unchanged may be
worth more or less too: its `change` is then `share`. A score is a sum over requirements and components, so
the differences sum to that of the scores, to the digit.
"""

from collections.abc import Callable, Iterator, Sequence

from matcher.domain.figures import Figures
from matcher.domain.move import Reason, RoleDifference
from matcher.domain.role import Requirement, Role
from matcher.fitting.points import points_of

_Pair = tuple[int | None, int | None]
_ADDED, _REMOVED, _CHANGED, _SHARE = "added", "removed", "changed", "share"


def paired(before: Role, after: Role) -> tuple[_Pair, ...]:
    """The numbers of the requirements that are one, in the order of `after`; then what `before` alone has."""
    partner: dict[int, int] = {}
    for key in (_skills, _label):
        free = [number for number in range(len(before.requirements)) if number not in partner.values()]
        by_key = {key(before.requirements[number]): number for number in reversed(free)}
        for number, requirement in enumerate(after.requirements):
            if number not in partner and key(requirement) in by_key:
                partner[number] = by_key.pop(key(requirement))
    left = set(range(len(before.requirements))) - set(partner.values())
    pairs: list[_Pair] = [(partner.get(number), number) for number in range(len(after.requirements))]
    return (*pairs, *((number, None) for number in sorted(left)))


def _skills(requirement: Requirement) -> frozenset[str]:
    return frozenset(requirement.any_of)


def _label(requirement: Requirement) -> str:
    return requirement.label


def differences(before: Role, after: Role) -> Iterator[RoleDifference]:
    """What is not the same in what the two versions score by."""
    for first, second in paired(before, after):
        old = before.requirements[first] if first is not None else None
        new = after.requirements[second] if second is not None else None
        if _asked(old) != _asked(new):
            label = (new or old).label  # type: ignore[union-attr]  # one of a pair is there
            yield RoleDifference("requirement", label, _asked(old), _asked(new))
    for about, said in _COMPONENTS.items():
        if said(before) != said(after):
            yield RoleDifference(about, None, said(before), said(after))


def _asked(requirement: Requirement | None) -> dict[str, object] | None:
    if requirement is None:
        return None
    return {
        "any_of": sorted(requirement.any_of),
        "importance": requirement.importance.value,
        "months": requirement.months,
        "distinction": requirement.distinction,
    }


_COMPONENTS: dict[str, Callable[[Role], dict[str, object]]] = {
    "skills": lambda role: {"weight": role.weights.skills},
    "experience": lambda role: {"weight": role.weights.experience, "months": role.experience_months},
    "education": lambda role: {"weight": role.weights.education, "level": role.education.level.value},
    "title": lambda role: {"weight": role.weights.title, "titles": sorted(role.titles)},
}


def reasons(before: Role, after: Role, figures: Figures) -> tuple[Reason, ...]:
    """Why the score moved, what counts most first; nothing that came to nothing."""
    found = [each for each in _each_part(before, after, figures) if each.difference]
    return tuple(sorted(found, key=lambda each: -abs(each.difference)))


def _each_part(before: Role, after: Role, figures: Figures) -> Iterator[Reason]:
    old, new = points_of(before, figures), points_of(after, figures)
    for first, second in paired(before, after):
        known = before.requirements[first] if first is not None else None
        asked = after.requirements[second] if second is not None else None
        label = (asked or known).label  # type: ignore[union-attr]  # one of a pair is there
        yield Reason(
            "requirement",
            label,
            _change(known, asked),
            _at(old.requirements, first),
            _at(new.requirements, second),
        )
    for about in ("experience", "education", "title"):
        yield Reason(about, None, _CHANGED, getattr(old, about), getattr(new, about))


def _at(points: Sequence[int], number: int | None) -> int:
    return 0 if number is None else points[number]


def _change(before: Requirement | None, after: Requirement | None) -> str:
    if before is None:
        return _ADDED
    if after is None:
        return _REMOVED
    return _SHARE if _asked(before) == _asked(after) else _CHANGED
