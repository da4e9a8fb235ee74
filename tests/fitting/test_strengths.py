from dataclasses import replace

import pytest
from advice_cases import case_of
from builders import mention, requirement, role, skill, taxonomy_of

from matcher.domain.advice import Probes
from matcher.domain.extraction import SectionName
from matcher.domain.profile import ProfileSkill
from matcher.domain.role import Importance, InterviewQuestion, Role
from matcher.domain.skill import Assertion
from matcher.fitting.prospects import Case
from matcher.fitting.scoring import Scored, score_role
from matcher.fitting.steps import plan
from matcher.fitting.strengths import questions, strengths

LOOM = taxonomy_of(
    skill("spinning"), skill("weaving", implies=["spinning"]), skill("dyeing", related={"printing": 60})
)
LOOM.update(taxonomy_of(skill("printing"), skill("carding")))


def held(identifier: str, *sections: SectionName, months: int | None = None) -> ProfileSkill:
    return ProfileSkill(
        identifier, 80, months, None, None, tuple(mention(identifier, each) for each in sections)
    )


def scored(asked: Role, case: Case) -> Scored:
    return score_role(asked, case.profile, case.closeness)


@pytest.mark.parametrize(
    ("asked_for", "known", "why"),
    [
        ("carding", held("carding", SectionName.SKILLS), "carding stands under skills"),
        (
            "carding",
            held("carding", SectionName.EXPERIENCE, SectionName.SKILLS, SectionName.SKILLS, months=43),
            "carding stands under experience and skills, used for 43 months",
        ),
        (
            "carding",
            held("carding", SectionName.PROJECTS, months=1),
            "carding stands under projects, used for 1 month",
        ),
        ("spinning", held("weaving", SectionName.SKILLS), "implied by weaving, which stands under skills"),
        (
            "dyeing",
            held("printing", SectionName.SKILLS),
            "through its relative printing, which stands under skills",
        ),
        ("carding", held("carding"), "carding is held"),
    ],
)
def test_a_strength_says_where_it_comes_from(asked_for: str, known: ProfileSkill, why: str) -> None:
    asked = role(requirement(asked_for))
    case = case_of(LOOM, [known], asked)
    (strength,) = strengths(scored(asked, case), case)
    assert strength.why == why
    assert strength.met.by == known.id


def test_the_strongest_come_first_and_few() -> None:
    asked = role(
        requirement("carding", importance=Importance.USEFUL),
        *(requirement("weaving", "printing", importance=each) for each in Importance for _ in range(2)),
    )
    case = case_of(LOOM, [held("weaving", SectionName.SKILLS), held("carding", SectionName.SKILLS)], asked)
    points = [each.met.points for each in strengths(scored(asked, case), case)]
    assert points == sorted(points, reverse=True)
    assert len(points) == 5
    assert strengths(scored(asked, case_of(LOOM, [], asked)), case) == ()


QUESTIONS = (
    InterviewQuestion("How do you spin?", ("spinning",)),
    InterviewQuestion("Why card?", ("carding",)),
    InterviewQuestion("How do you dye what is woven?", ("dyeing", "weaving")),
    InterviewQuestion("How do you weave what is spun and dyed?", ("weaving", "spinning", "dyeing")),
    InterviewQuestion("What is a loom?", ()),
    InterviewQuestion("How do you lace?", ("lacework",)),
)


def test_questions_on_gaps_come_first_by_what_the_gap_costs() -> None:
    asked = replace(
        role(
            requirement("carding", importance=Importance.USEFUL),
            requirement("dyeing"),
            requirement("weaving"),
        ),
        interview=QUESTIONS,
    )
    denied = ProfileSkill(
        "printing", 0, None, None, None, (mention("printing", assertion=Assertion.NEGATED),)
    )
    case = case_of(LOOM, [held("weaving", SectionName.SKILLS), denied], asked)
    today = scored(asked, case)
    found = questions(asked, today, plan(asked, case, today.score, 9000), case)
    assert [(each.question, each.probes, each.skills) for each in found] == [
        ("How do you dye what is woven?", Probes.GAP, ("dyeing",)),
        ("Why card?", Probes.GAP, ("carding",)),
        ("How do you weave what is spun and dyed?", Probes.STRENGTH, ("weaving", "spinning")),
        ("How do you spin?", Probes.STRENGTH, ("spinning",)),
    ]
