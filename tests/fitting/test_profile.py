from collections.abc import Callable
from dataclasses import replace

import pytest
from builders import AS_OF, RESUME, extraction, job, mention, months

from matcher.domain.analysis import Analysis
from matcher.domain.extraction import EducationLevel, Schooling
from matcher.domain.lexicon import Lexicon
from matcher.domain.role import Seniority
from matcher.domain.skill import Assertion, Place
from matcher.fitting import build_profile
from matcher.fitting.relations import Relations

LONG_AGO, NOW = months("2010-01", "2010-06"), months("2024-01", "2024-06")


def test_months_of_jobs_that_overlap_count_once(lexicon: Lexicon, relations: Relations) -> None:
    jobs = [job(months("2020-01", "2020-12")), job(months("2020-06", "2021-06"))]
    assert build_profile(extraction(jobs=jobs), lexicon, relations).total_months == 18


@pytest.mark.parametrize(
    ("levels", "highest"),
    [
        ([], EducationLevel.NONE),
        ([EducationLevel.SECONDARY], EducationLevel.SECONDARY),
        (
            [EducationLevel.BACHELOR, EducationLevel.DOCTORATE, EducationLevel.MASTER],
            EducationLevel.DOCTORATE,
        ),
    ],
)
def test_the_highest_level_counts(
    lexicon: Lexicon, relations: Relations, levels: list[EducationLevel], highest: EducationLevel
) -> None:
    schooling = [Schooling(level, None, 0, 1) for level in levels]
    assert build_profile(extraction(schooling=schooling), lexicon, relations).education_level is highest


@pytest.mark.parametrize(
    ("said", "seniority"),
    [
        ({}, None),
        ({"headline": "Weaver"}, None),
        ({"headline": "Senior Weaver"}, Seniority.SENIOR),
        ({"jobs": [job(NOW, title="Junior Weaver")]}, Seniority.JUNIOR),
        ({"jobs": [job(NOW, title="Senior Weaver, Team Lead")]}, Seniority.LEAD),
        ({"jobs": [job(NOW, title="Weaver"), job(LONG_AGO, title="Lead Weaver")]}, Seniority.JUNIOR),
        ({"jobs": [job(NOW, title="Weaver", internship=True)]}, Seniority.INTERN),
        ({"jobs": [job(NOW, title="Leader of weavers")]}, Seniority.JUNIOR),  # 'leader' is not in the words
        ({"jobs": [job(months("2022-07", "2024-05"), title="Weaver")]}, Seniority.JUNIOR),
        ({"jobs": [job(months("2022-07", "2024-06"), title="Weaver")]}, Seniority.MID),
        ({"jobs": [job(months("2018-07", "2024-05"), title="Weaver")]}, Seniority.MID),
        ({"jobs": [job(months("2018-07", "2024-06"), title="Weaver")]}, Seniority.SENIOR),
        ({"jobs": [job(NOW)], "headline": "Senior Weaver"}, Seniority.SENIOR),
    ],
)
def test_seniority_is_what_the_latest_title_says_else_the_months(
    lexicon: Lexicon, relations: Relations, said: dict[str, object], seniority: Seniority | None
) -> None:
    assert build_profile(extraction(**said), lexicon, relations).seniority is seniority  # type: ignore[arg-type]


def test_the_place_is_the_mean_of_the_skills_by_credit(lexicon: Lexicon, relations: Relations) -> None:
    both = extraction(mentions=[mention("statistics"), mention("docker")])  # 0/100/0 and 80/5/15
    assert build_profile(both, lexicon, relations).place == Place(40, 53, 7)
    one = extraction(mentions=[mention("statistics"), mention("docker", assertion=Assertion.NEGATED)])
    assert build_profile(one, lexicon, relations).place == Place(0, 100, 0)


def test_nothing_said_is_an_empty_profile(lexicon: Lexicon, relations: Relations) -> None:
    empty = build_profile(extraction(), lexicon, relations)
    assert (empty.skills, empty.credits, empty.titles, empty.total_months) == ((), (), (), 0)
    assert (empty.place, empty.seniority, empty.as_of) == (None, None, AS_OF)


PERSONAL = (
    ("Vera Lindqvist", "Bartholomew Achterberg-Nkemelu"),
    ("vera@example.org", "barth@example.net | +49 30 5550100 | 12 Foundry Lane, Leeds LS1"),
    ("Brightly Ltd\n", "Fernwick Ltd\n"),
    ("Master of Science in Statistics", "Master of Science in Statistics\nUniversity of Eastmere"),
    (
        "\n\nSummary",
        "\nSex: male\nAge: 57\nDate of birth: 1 May 1967\nNationality: Dutch\nPhoto: attached\n\nSummary",
    ),
)


@pytest.mark.parametrize(("told", "instead"), PERSONAL)
def test_name_sex_age_photo_address_nationality_and_school_change_no_fit(
    analyse_text: Callable[..., Analysis], told: str, instead: str
) -> None:
    assert told in RESUME
    one, other = analyse_text(RESUME), analyse_text(RESUME.replace(told, instead, 1))
    assert other.fits == one.fits
    assert [skill.id for skill in other.profile.skills] == [skill.id for skill in one.profile.skills]
    assert replace(other.profile, skills=()) == replace(one.profile, skills=())


def test_what_the_resume_says_of_skills_does_change_the_fits(analyse_text: Callable[..., Analysis]) -> None:
    assert analyse_text(RESUME.replace("Docker", "Keras", 1)).fits != analyse_text(RESUME).fits
