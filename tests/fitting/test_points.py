from builders import profiles, roles, taxonomy_of
from hypothesis import given

from matcher.domain.figures import Figures
from matcher.domain.profile import Profile
from matcher.domain.role import Role
from matcher.fitting.closeness import Closeness, Relations
from matcher.fitting.points import points_of
from matcher.fitting.scoring import score_role


def figures_of(profile: Profile) -> Figures:
    return Figures(
        {each.skill: (each.credit, each.months) for each in profile.credits},
        {each.words: each.credit for each in profile.titles},
        profile.total_months,
        profile.education_level,
    )


@given(roles(), profiles())
def test_figures_alone_give_the_score_to_the_digit(role: Role, profile: Profile) -> None:
    scored = score_role(role, profile, Closeness(profile, Relations(taxonomy_of())))
    points = points_of(role, figures_of(profile))
    assert points.score == scored.score
    assert [sum(points.requirements), points.experience, points.education, points.title] == [
        component.points for component in scored.components
    ]
