"""What each skill that a role asks for would add to a profile if it were known in full."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from matcher.domain.advice import StepKind
from matcher.domain.fit import Closest
from matcher.domain.lexicon import Lexicon
from matcher.domain.profile import Credit, Profile, ProfileSkill, Through
from matcher.domain.role import Requirement, Role
from matcher.domain.skill import Assertion
from matcher.fitting.arithmetic import rounded
from matcher.fitting.closeness import Closeness
from matcher.fitting.credit import credits_from, preference
from matcher.fitting.relations import Relations
from matcher.fitting.scoring import best_credit, requirement_points
from matcher.fitting.weights import SIBLING_STRENGTH

LEARNED_CREDIT = 100
_WHOLE = 100

Points = tuple[int, ...]  # of each requirement, in hundredths


@dataclass(frozen=True, slots=True)
class Prospect:
    """A skill to learn or deepen; `points` are those of the requirements with it and nothing else new.

    Points with several skills are the greatest of each requirement: a requirement counts its best skill.
    """

    skill: str
    kind: StepKind
    wished: bool
    closest: Closest | None
    points: Points

    @property
    def appeal(self) -> tuple[bool, int]:
        """What the person wishes to learn first, then what is closest to what they know."""
        return self.wished, _strength(self.closest)


@dataclass(frozen=True)
class Case:
    """Who is advised, and with which words."""

    profile: Profile
    lexicon: Lexicon
    relations: Relations

    @cached_property
    def closeness(self) -> Closeness:
        """The same for every role."""
        return Closeness(self.profile, self.relations)


def learned(skill: str, role: Role) -> ProfileSkill:
    """`skill` as a résumé would show it at its best: in full, for as long as `role` asks of any skill."""
    months = max((each.months or 0 for each in role.requirements), default=0)
    return ProfileSkill(skill, LEARNED_CREDIT, months, None, None, ())


class Prospects:
    """What could be learned or deepened for one role, in order of preference among equal gains.

    A requirement that no skill shown meets offers the one of its skills that is preferred, and the one that
    meets most requirements by name. What a skill implies counts in full where the skill is learned, but does
    not make it an offer: nobody should learn a rare tool for the sake of all that it stands on.
    """

    def __init__(self, role: Role, case: Case) -> None:
        self._role, self._case = role, case
        self._asked = {skill for each in role.requirements for skill in each.any_of}
        self._credits = {each.skill: each for each in case.profile.credits if each.skill in self._asked}
        self._denied = {skill.id for skill in case.profile.skills if not skill.credit}
        self._most = requirement_points(role)
        self.today = self._points(self._credits)

    @property
    def most(self) -> int:
        """What can be added when every requirement is met in full."""
        return sum(self._most) - sum(self.today)

    @cached_property
    def found(self) -> tuple[Prospect, ...]:
        offered = {skill for requirement, _ in self._open for skill in self._offers(requirement)}
        return tuple(self._prospect(skill) for skill in sorted(offered, key=self._preference))

    @cached_property
    def _open(self) -> tuple[tuple[Requirement, int], ...]:
        """The requirements that are not met in full, and what they lack."""
        lacks = zip(self._role.requirements, self._most, self.today, strict=True)
        return tuple((requirement, most - points) for requirement, most, points in lacks if points < most)

    def _offers(self, requirement: Requirement) -> Iterable[str]:
        shown = {skill: self._credits[skill] for skill in requirement.any_of if self._is_shown(skill)}
        best = best_credit(requirement, shown)
        if best is not None:
            return (best[0].skill,)
        preferred = sorted(requirement.any_of, key=self._preference)
        return preferred[0], max(preferred, key=self._gain_by_name)

    def _is_shown(self, skill: str) -> bool:
        return skill in self._credits and self._credits[skill].through is not Through.RELATED

    def _gain_by_name(self, skill: str) -> int:
        return sum(lack for requirement, lack in self._open if skill in requirement.any_of)

    def _prospect(self, skill: str) -> Prospect:
        shown = self._is_shown(skill)
        return Prospect(
            skill=skill,
            kind=StepKind.DEEPEN if shown else StepKind.LEARN,
            wished=self._is_wished(skill),
            closest=None if shown else self._closest(skill),
            points=self._points(self._credits_with(skill)),
        )

    def _credits_with(self, skill: str) -> dict[str, Credit]:
        """The credits with `skill` known in full; it makes nothing better that is denied, but itself.

        What `skill` gave before gives way: credit may be the same and the months behind it more.
        """
        best = {credit.skill: credit for credit in self._credits.values() if credit.by != skill}
        case, known = self._case, learned(skill, self._role)
        for credit in credits_from(known, case.lexicon.taxonomy.skills, case.relations.relatives(skill)):
            if credit.skill in self._asked and (credit.skill == skill or credit.skill not in self._denied):
                best[credit.skill] = min(best.get(credit.skill, credit), credit, key=preference)
        return best

    def _points(self, by_skill: Mapping[str, Credit]) -> Points:
        return tuple(
            rounded(most * _rated(requirement, by_skill), _WHOLE)
            for requirement, most in zip(self._role.requirements, self._most, strict=True)
        )

    def _preference(self, skill: str) -> tuple[object, ...]:
        """New, wished for, close to what is known; then what meets much, many roles want, much builds on."""
        roles = self._case.lexicon.catalogue.roles.values()
        return (
            self._is_shown(skill),
            not self._is_wished(skill),
            -_strength(self._closest(skill)),
            -self._gain_by_name(skill),
            -sum(skill in each.any_of for role in roles for each in role.requirements),
            -len(self._case.relations.implying(skill)),
            min(each.any_of.index(skill) for each in self._role.requirements if skill in each.any_of),
            skill,
        )

    def _closest(self, skill: str) -> Closest | None:
        """Skills that only share what they imply are not near enough to choose by."""
        closest = self._case.closeness.closest((skill,))
        return closest if _strength(closest) > SIBLING_STRENGTH else None

    def _is_wished(self, skill: str) -> bool:
        named = (each for each in self._case.profile.skills if each.id == skill)
        return any(mention.assertion is Assertion.WISHED for each in named for mention in each.mentions)


def _rated(requirement: Requirement, by_skill: Mapping[str, Credit]) -> int:
    best = best_credit(requirement, by_skill)
    return best[1] if best else 0


def _strength(closest: Closest | None) -> int:
    return closest.strength if closest else 0
