from collections.abc import Callable
from dataclasses import replace

from builders import RESUME

from matcher.domain.advice import Way
from matcher.domain.analysis import Analysis
from matcher.domain.lexicon import Lexicon
from matcher.domain.profile import Profile
from matcher.domain.skill import Place
from matcher.fitting import SCORER_VERSION
from matcher.fitting.advice import advise
from matcher.fitting.prospects import Case
from matcher.fitting.relations import Relations

ENGINEER, SCIENTIST, LEARNER = "data-engineer", "data-scientist", "machine-learning-engineer"


def ways_from(of: Profile, lexicon: Lexicon, role: str, target: int = 8000) -> dict[str, Way]:
    case = Case(of, lexicon, Relations(lexicon.taxonomy.skills))
    return {way.role: way for way in advise(lexicon.catalogue.roles[role], case, target).ways}


def test_advice_starts_from_the_fit(analyse_text: Callable[..., Analysis], lexicon: Lexicon) -> None:
    analysis = analyse_text(RESUME)
    case = Case(analysis.profile, lexicon, Relations(lexicon.taxonomy.skills))
    for fit in analysis.fits:
        found = advise(lexicon.catalogue.roles[fit.role], case, 8000)
        assert (found.role, found.title, found.score, found.target) == (fit.role, fit.title, fit.score, 8000)
        assert (found.versions.scorer, found.versions.taxonomy) == (SCORER_VERSION, lexicon.taxonomy.digest)
        assert {way.role for way in found.ways} == set(lexicon.catalogue.roles) - {fit.role}
        for way in found.ways:
            other = next(each for each in analysis.fits if each.role == way.role)
            assert (way.score, way.missing) == (other.score, len(other.missing))


def test_ways_come_the_readiest_first(analyse_text: Callable[..., Analysis], lexicon: Lexicon) -> None:
    scores = [way.score for way in ways_from(analyse_text(RESUME).profile, lexicon, LEARNER).values()]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 2


def test_a_way_tells_its_distance_and_what_to_learn_first(
    analyse_text: Callable[..., Analysis], lexicon: Lexicon
) -> None:
    way = ways_from(analyse_text("Skills\nPython").profile, lexicon, ENGINEER)[SCIENTIST]
    assert way.distance == 55
    assert way.first_skills[0] == "sql"
    assert 1 <= len(way.first_skills) <= 3


def test_a_software_engineer_is_told_when_to_keep_and_when_to_leave_software(
    analyse_text: Callable[..., Analysis], lexicon: Lexicon
) -> None:
    programmer = replace(analyse_text("Skills\nJava").profile, place=Place(10, 10, 80))
    found = ways_from(programmer, lexicon, ENGINEER)
    assert "software engineering is to remain" in found[LEARNER].sentence
    assert "leave software engineering behind you for statistics" in found[SCIENTIST].sentence


def test_who_has_no_place_starts_from_that_of_the_role(
    analyse_text: Callable[..., Analysis], lexicon: Lexicon
) -> None:
    nobody = replace(analyse_text("Once there was a baker").profile, place=None)
    assert "leave infrastructure behind you" in ways_from(nobody, lexicon, ENGINEER)[SCIENTIST].sentence
