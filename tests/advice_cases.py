"""Cases to be advised: invented crafts that build on each other, and people who know some of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from builders import SKILL_IDS, mention, profile, requirement, role, skill, taxonomy_of
from hypothesis import strategies as st

from matcher.domain.lexicon import Lexicon
from matcher.domain.profile import Profile, ProfileSkill
from matcher.domain.role import Catalogue, ComponentWeights, Importance, Role
from matcher.domain.skill import Assertion, Kind, Skill, Taxonomy
from matcher.fitting.credit import all_credits
from matcher.fitting.prospects import Case, learned
from matcher.fitting.relations import Relations
from matcher.fitting.scoring import score_role

Skills = Mapping[str, Skill]


NO_WORDS = cast("Any", None)  # advice reads no text


def case_of(skills: Skills, held: Sequence[ProfileSkill], *roles: Role) -> Case:
    """Somebody with the skills `held` where there are no other skills and roles than these."""
    catalogue = Catalogue({each.id: each for each in roles}, {}, {})
    lexicon = Lexicon(
        Taxonomy(skills, NO_WORDS, "digest"), catalogue, {}, NO_WORDS, NO_WORDS, NO_WORDS, NO_WORDS
    )
    return Case(knowing(profile(), held, skills), lexicon, Relations(skills))


def knowing(of: Profile, held: Sequence[ProfileSkill], skills: Skills) -> Profile:
    return replace(of, skills=tuple(held), credits=all_credits(held, skills, Relations(skills)))


def score(asked: Role, case: Case) -> int:
    return score_role(asked, case.profile, case.closeness).score


def having_learned(case: Case, asked: Role, new: Sequence[str]) -> Case:
    """As if the résumé showed `new` in full besides, scored from the beginning."""
    taxonomy = case.lexicon.taxonomy.skills
    before = [each for each in case.profile.skills if each.id not in new]
    held = [*before, *(learned(each, asked) for each in new)]
    return replace(case, profile=knowing(case.profile, held, taxonomy))


@st.composite
def taxonomies(draw: st.DrawFn) -> dict[str, Skill]:
    """SKILL_IDS, any of them building on earlier ones and close to others."""
    found = []
    for number, identifier in enumerate(SKILL_IDS):
        earlier = SKILL_IDS[:number]
        implies = draw(st.lists(st.sampled_from(earlier), unique=True, max_size=2)) if earlier else []
        others = [each for each in SKILL_IDS if each != identifier]
        related = draw(st.dictionaries(st.sampled_from(others), st.integers(1, 99), max_size=2))
        kind = draw(st.sampled_from(Kind))
        found.append(replace(skill(identifier, implies=implies, related=related), kind=kind))
    return taxonomy_of(*found)


@st.composite
def roles_that_share(draw: st.DrawFn) -> Role:
    """Any role over SKILL_IDS; a skill may meet several requirements."""
    groups = draw(
        st.lists(
            st.lists(st.sampled_from(SKILL_IDS), unique=True, min_size=1, max_size=3), min_size=1, max_size=6
        )
    )
    skills = draw(st.integers(0, 100))
    asked = (
        requirement(
            *group,
            importance=draw(st.sampled_from(Importance)),
            months_asked=draw(st.none() | st.integers(1, 60)),
        )
        for group in groups
    )
    labelled = (replace(each, label=f"{number} {each.label}") for number, each in enumerate(asked))
    return role(*labelled, weights=ComponentWeights(skills, 100 - skills, 0, 0))


@st.composite
def people(draw: st.DrawFn) -> list[ProfileSkill]:
    """What a résumé names; some of it wished for or denied."""
    named = draw(st.lists(st.sampled_from(SKILL_IDS), unique=True, max_size=4))
    return [draw(_named(each)) for each in named]


@st.composite
def _named(draw: st.DrawFn, identifier: str) -> ProfileSkill:
    assertion = draw(st.sampled_from(Assertion))
    credit = draw(st.integers(1, 100)) if assertion is Assertion.HELD else 0
    months = draw(st.none() | st.integers(0, 80)) if credit else None
    return ProfileSkill(identifier, credit, months, None, None, (mention(identifier, assertion=assertion),))
