"""What speaks for a person, and which interview questions would bring strengths and gaps to light."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from matcher.domain.advice import LikelyQuestion, Plan, Probes, StepKind, Strength
from matcher.domain.fit import Met
from matcher.domain.profile import ProfileSkill, Through
from matcher.domain.role import InterviewQuestion, Role
from matcher.domain.skill import Assertion, Skill
from matcher.fitting.prospects import Case
from matcher.fitting.scoring import Scored

_STRENGTHS = 5
_QUESTIONS_EACH = 5
_WAYS: Mapping[Through, str] = MappingProxyType(
    {
        Through.HELD: "{by} {stands}",
        Through.IMPLIED: "implied by {by}, which {stands}",
        Through.RELATED: "through its relative {by}, which {stands}",
    }
)


def strengths(scored: Scored, case: Case) -> tuple[Strength, ...]:
    """The requirements that earn most, the best first."""
    named = {skill.id: skill for skill in case.profile.skills}
    earning = [met for met in scored.met if met.points][:_STRENGTHS]
    return tuple(Strength(met, _why(met, named.get(met.by), case.lexicon.taxonomy.skills)) for met in earning)


def _why(met: Met, by: ProfileSkill | None, taxonomy: Mapping[str, Skill]) -> str:
    name = taxonomy[met.by].name if met.by in taxonomy else met.by
    return _WAYS[met.through].format(by=name, stands=_stands(by))


def _stands(skill: ProfileSkill | None) -> str:
    """'stands under experience and skills, used for 43 months'."""
    mentions = skill.mentions if skill else ()
    held = [mention.section.value for mention in mentions if mention.assertion is Assertion.HELD]
    sections = " and ".join(dict.fromkeys(held))
    months = max(skill.months or 0, skill.stated_months or 0) if skill else 0
    used = f", used for {months} {'month' if months == 1 else 'months'}" if months else ""
    return (f"stands under {sections}" if sections else "is held") + used


def questions(role: Role, scored: Scored, plan: Plan, case: Case) -> tuple[LikelyQuestion, ...]:
    """The role's questions that probe gaps, those of the greatest gain first, then those on strengths.

    A question is one on gaps unless the person knows more of the skills that it probes than they lack.
    """
    gaps = _gaps(scored, plan)
    known = {credit.skill: credit.credit for credit in case.profile.credits}
    on_gaps = [each for each in role.interview if _count_in(each, gaps) >= _count_in(each, known)]
    others = [each for each in role.interview if each not in on_gaps]
    return (*_probing(on_gaps, Probes.GAP, gaps), *_probing(others, Probes.STRENGTH, known))


def _count_in(question: InterviewQuestion, skills: Mapping[str, int]) -> int:
    return sum(skill in skills for skill in question.skills)


def _gaps(scored: Scored, plan: Plan) -> dict[str, int]:
    """What each skill that would meet a missing requirement, or is to be learned, would add."""
    gaps = {skill: missing.gain for missing in reversed(scored.missing) for skill in missing.any_of}
    new = {step.skill: step.gain for step in plan.steps if step.kind is StepKind.LEARN}
    return {skill: max(gaps.get(skill, 0), new.get(skill, 0)) for skill in gaps.keys() | new.keys()}


def _probing(
    asked: Iterable[InterviewQuestion], probes: Probes, weights: Mapping[str, int]
) -> list[LikelyQuestion]:
    found = list(_weighed(asked, probes, weights))
    found.sort(key=lambda pair: -pair[0])
    return [question for _, question in found[:_QUESTIONS_EACH]]


def _weighed(
    asked: Iterable[InterviewQuestion], probes: Probes, weights: Mapping[str, int]
) -> Iterator[tuple[int, LikelyQuestion]]:
    for each in asked:
        probed = tuple(skill for skill in each.skills if skill in weights)
        if probed:
            heaviest = max(weights[skill] for skill in probed)
            yield heaviest, LikelyQuestion(each.question, probes, probed)
