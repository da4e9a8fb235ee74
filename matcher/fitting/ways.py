"""Which way from here: the other roles, how ready a person is for them, and when to choose them."""

from matcher.domain.advice import StepKind, Way
from matcher.domain.role import Role
from matcher.fitting.places import apart, move_in_words
from matcher.fitting.prospects import Case
from matcher.fitting.scoring import score_role
from matcher.fitting.steps import plan

_FIRST_SKILLS = 3


def ways(role: Role, case: Case, target: int) -> tuple[Way, ...]:
    """Every other role, the readiest first: by today's score, then by what is missing, then by distance."""
    others = [each for each in case.lexicon.catalogue.roles.values() if each.id != role.id]
    found = [_way(role, other, case, target) for other in others]
    return tuple(sorted(found, key=lambda way: (-way.score, way.missing, way.distance, way.role)))


def _way(role: Role, other: Role, case: Case, target: int) -> Way:
    profile = case.profile
    scored = score_role(other, profile, case.closeness)
    steps = plan(other, case, scored.score, target).steps
    new = [step.skill for step in steps if step.kind is StepKind.LEARN]
    return Way(
        role=other.id,
        title=other.title,
        score=scored.score,
        distance=apart(role.place, other.place),
        missing=len(scored.missing),
        first_skills=tuple(new[:_FIRST_SKILLS]),
        sentence=move_in_words(profile.place or role.place, other.place),
    )
