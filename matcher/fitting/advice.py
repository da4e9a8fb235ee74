"""Profile and role -> Advice: the way to a target score, what speaks for the person, and other ways."""

from matcher.domain.advice import Advice
from matcher.domain.fit import Versions
from matcher.domain.role import Role
from matcher.fitting.prospects import Case
from matcher.fitting.scoring import score_role
from matcher.fitting.steps import plan
from matcher.fitting.strengths import questions, strengths
from matcher.fitting.ways import ways
from matcher.fitting.weights import SCORER_VERSION


def advise(role: Role, case: Case, target: int) -> Advice:
    """How to get from today's score for `role` to `target` hundredths; learned skills count in full."""
    taxonomy = case.lexicon.taxonomy
    scored = score_role(role, case.profile, case.closeness)
    steps = plan(role, case, scored.score, target)
    return Advice(
        role=role.id,
        title=role.title,
        score=scored.score,
        target=target,
        plan=steps,
        strengths=strengths(scored, case),
        questions=questions(role, scored, steps, case),
        ways=ways(role, case, target),
        versions=Versions(SCORER_VERSION, taxonomy.digest, role.version),
    )
