from collections.abc import Callable
from dataclasses import replace

from builders import RESUME, extraction, profile
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.analysis import Analysis
from matcher.domain.lexicon import Lexicon
from matcher.domain.role import Catalogue
from matcher.fitting import SCORER_VERSION, build_profile, rank_roles
from matcher.fitting.relations import Relations


def test_ranks_are_a_permutation_by_score(analyse_text: Callable[..., Analysis], lexicon: Lexicon) -> None:
    fits = analyse_text(RESUME).fits
    assert {fit.role for fit in fits} == set(lexicon.catalogue.roles)
    assert [fit.rank for fit in fits] == [1, 2, 3]
    assert [fit.score for fit in fits] == sorted((fit.score for fit in fits), reverse=True)
    assert fits[0].role == "data-engineer"


def test_equal_scores_are_ranked_by_id(lexicon: Lexicon, relations: Relations) -> None:
    one = lexicon.catalogue.roles["data-engineer"]
    twins = {each: replace(one, id=each) for each in ("zither", "alto")}
    twin_lexicon = replace(lexicon, catalogue=Catalogue(twins, {}, {}))
    fits = rank_roles(profile(), twin_lexicon, relations)
    assert [(fit.role, fit.rank) for fit in fits] == [("alto", 1), ("zither", 2)]


def test_a_profile_without_anything_scores_low_and_is_valid(lexicon: Lexicon, relations: Relations) -> None:
    empty = build_profile(extraction(), lexicon, relations)
    fits = rank_roles(empty, lexicon, relations)
    assert len(fits) == 3
    for fit in fits:
        assert fit.met == ()
        assert len(fit.missing) == len(lexicon.catalogue.roles[fit.role].requirements)
        assert 0 <= fit.score <= 1500
        assert fit.score == sum(component.points for component in fit.components)


def test_every_fit_names_what_it_was_computed_with(
    analyse_text: Callable[..., Analysis], lexicon: Lexicon
) -> None:
    for fit in analyse_text(RESUME).fits:
        assert fit.versions.scorer == SCORER_VERSION
        assert fit.versions.taxonomy == lexicon.taxonomy.digest
        assert fit.versions.role == lexicon.catalogue.roles[fit.role].version


LINES = st.lists(
    st.sampled_from([*RESUME.splitlines(), "No experience with Python", "Keras, Flink", "Go to market"])
)


@given(LINES.map("\n".join).filter(str.strip))
def test_any_resume_is_answered_soundly(analyse_text: Callable[..., Analysis], text: str) -> None:
    analysis = analyse_text(text)
    assert analysis == analyse_text(text)
    for fit in analysis.fits:
        assert fit.score == sum(component.points for component in fit.components)
        for each in fit.met:
            assert each.by in {skill.id for skill in analysis.profile.skills if skill.credit}
            assert each.points >= 0 < each.credit
