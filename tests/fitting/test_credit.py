from dataclasses import replace

import pytest
from builders import extraction, job, mention, months, profile_skill, skill, taxonomy_of
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.extraction import Project, SectionName, StatedDuration
from matcher.domain.month import Month, covered_months
from matcher.domain.profile import Credit, Through
from matcher.domain.skill import Assertion
from matcher.fitting.credit import all_credits, profile_skills
from matcher.fitting.relations import Relations
from matcher.fitting.weights import SECTION_CREDIT

EXPERIENCE, SKILLS, PROJECTS = SectionName.EXPERIENCE, SectionName.SKILLS, SectionName.PROJECTS


def credit_of(**said: object) -> int:
    (only,) = profile_skills(extraction(**said))  # type: ignore[arg-type]
    return only.credit


@pytest.mark.parametrize("section", SectionName)
def test_credit_starts_from_where_the_skill_is_named(section: SectionName) -> None:
    assert credit_of(mentions=[mention("loom", section)]) == SECTION_CREDIT[section]


def test_work_proves_more_than_a_project_more_than_a_list_more_than_a_course() -> None:
    proofs = [EXPERIENCE, PROJECTS, SKILLS, SectionName.COURSEWORK, SectionName.INTERESTS]
    credits_ = [SECTION_CREDIT[section] for section in proofs]
    assert credits_ == sorted(credits_, reverse=True)
    assert len(set(credits_)) == len(credits_)


@pytest.mark.parametrize(
    ("sections", "credit"),
    [
        ([SKILLS], 65),
        ([SKILLS, SKILLS], 65),  # the same part again proves nothing more
        ([SKILLS, PROJECTS], 72 + 5),
        ([SKILLS, PROJECTS, EXPERIENCE], 80 + 10),
        ([SKILLS, PROJECTS, EXPERIENCE, SectionName.SUMMARY], 80 + 10),  # two more parts at the most
    ],
)
def test_a_second_and_a_third_part_of_the_resume_add_to_it(sections: list[SectionName], credit: int) -> None:
    assert credit_of(mentions=[mention("loom", section) for section in sections]) == credit


@pytest.mark.parametrize(
    ("stated", "bonus"), [(1, 0), (2, 0), (3, 1), (5, 1), (6, 2), (44, 14), (45, 15), (300, 15)]
)
def test_a_point_for_every_three_months_up_to_fifteen(stated: int, bonus: int) -> None:
    said = [StatedDuration("loom", stated, 0, 4)]
    assert credit_of(mentions=[mention("loom")], stated=said) == 65 + bonus


@pytest.mark.parametrize(
    ("ended", "loss"),
    [
        ("2024-06", 0),
        ("2021-06", 0),  # 36 months ago, not more
        ("2021-05", 5),
        ("2018-06", 5),
        ("2018-05", 15),
        ("2014-06", 15),
        ("2014-05", 25),
        ("1990-01", 25),
    ],
)
def test_what_was_last_used_long_ago_is_worth_less(ended: str, loss: int) -> None:
    said = extraction(mentions=[mention("loom", EXPERIENCE)], jobs=[job(months(ended, ended))])
    assert profile_skills(said)[0].credit == 80 - loss


def test_a_stated_time_never_makes_an_old_skill_new() -> None:
    said = extraction(
        mentions=[mention("loom", SectionName.INTERESTS)],
        jobs=[job(months("1990-01", "1990-02"))],
    )
    assert profile_skills(said)[0].credit == 1  # held, so never nothing


def test_credit_is_never_over_a_hundred() -> None:
    said = {
        "mentions": [mention("loom", section) for section in (SKILLS, PROJECTS, EXPERIENCE)],
        "stated": [StatedDuration("loom", 400, 0, 4)],
    }
    assert credit_of(**said) == 100


@pytest.mark.parametrize("assertion", [Assertion.NEGATED, Assertion.WISHED])
def test_denied_and_wished_for_skills_are_shown_without_credit(assertion: Assertion) -> None:
    (only,) = profile_skills(extraction(mentions=[mention("loom", EXPERIENCE, assertion=assertion)]))
    assert (only.credit, only.months, only.last_used) == (0, None, None)
    assert only.mentions[0].assertion is assertion


def test_one_held_mention_beside_a_wish_counts_by_itself() -> None:
    wish = mention("loom", EXPERIENCE, assertion=Assertion.WISHED)
    assert credit_of(mentions=[wish, mention("loom", SKILLS)]) == 65


class TestMonths:
    TWO_JOBS = (
        job(months("2020-01", "2020-12"), offsets=(0, 100)),
        job(months("2020-07", "2021-03"), offsets=(100, 200)),
    )

    def of(self, *starts: int) -> tuple[int | None, Month | None]:
        mentions = [mention("loom", EXPERIENCE, start=start) for start in starts]
        (only,) = profile_skills(extraction(mentions=mentions, jobs=self.TWO_JOBS))
        return only.months, only.last_used

    def test_a_month_in_two_jobs_counts_once(self) -> None:
        assert self.of(10, 110) == (15, Month(2021, 3))

    def test_only_jobs_that_name_the_skill_count(self) -> None:
        assert self.of(10) == (12, Month(2020, 12))

    def test_a_dated_project_counts_as_well(self) -> None:
        projects = (
            Project(months("2019-11", "2020-02"), 200, 220),
            Project(months("2023-01", "2023-02"), 220, 240),
        )
        mentions = [mention("loom", EXPERIENCE, start=10), mention("loom", PROJECTS, start=210)]
        said = extraction(mentions=mentions, jobs=[job(months("2020-01", "2020-06"))])
        (only,) = profile_skills(replace(said, projects=projects))
        assert (only.months, only.last_used) == (8, Month(2020, 6))

    def test_a_mention_outside_every_job_has_no_months(self) -> None:
        assert self.of(200) == (None, None)

    def test_the_end_of_a_job_is_no_part_of_it(self) -> None:
        assert self.of(100) == (9, Month(2021, 3))

    def test_the_longest_stated_time_is_kept(self) -> None:
        stated = [StatedDuration("loom", 36, 0, 4), StatedDuration("loom", 12, 9, 13)]
        (only,) = profile_skills(extraction(mentions=[mention("loom")], stated=stated))
        assert only.stated_months == 36


INTERVALS = st.lists(
    st.tuples(st.integers(2000 * 12, 2010 * 12), st.integers(0, 40)).map(
        lambda pair: months(str(Month.from_index(pair[0])), str(Month.from_index(sum(pair))))
    )
)


@given(INTERVALS)
def test_covered_months_are_those_of_the_union(intervals: list) -> None:  # type: ignore[type-arg]
    union = {index for each in intervals for index in range(each.start.index, each.end.index + 1)}
    assert covered_months(intervals) == len(union)


def test_the_best_credit_comes_first_then_the_id() -> None:
    said = extraction(mentions=[mention("b"), mention("c", EXPERIENCE), mention("a")])
    assert [each.id for each in profile_skills(said)] == ["c", "a", "b"]


CRAFT = taxonomy_of(
    skill("jacquard", implies=["weaving"], related={"dobby": 70}),
    skill("weaving", implies=["textiles"]),
    skill("textiles"),
    skill("dobby", related={"jacquard": 40}),
    skill("tatting", related={"lace": 30}),
    skill("lace"),
)
RELATIONS = Relations(CRAFT)


def through(*held: tuple[str, int]) -> dict[str, tuple[int, Through, str]]:
    skills = [profile_skill(each, credit) for each, credit in held]
    return {
        each.skill: (each.credit, each.through, each.by) for each in all_credits(skills, CRAFT, RELATIONS)
    }


def test_a_skill_gives_what_it_implies_over_steps_and_what_it_is_close_to() -> None:
    assert through(("jacquard", 80)) == {
        "jacquard": (80, Through.HELD, "jacquard"),
        "weaving": (68, Through.IMPLIED, "jacquard"),
        "textiles": (58, Through.IMPLIED, "jacquard"),  # 0.85 x 0.85, rounded to 72 per cent
        "dobby": (56, Through.RELATED, "jacquard"),
    }


def test_a_relation_holds_for_both_sides_at_its_greater_strength() -> None:
    assert through(("dobby", 100))["jacquard"] == (70, Through.RELATED, "dobby")
    assert RELATIONS.relatives("dobby") == {"jacquard": 70}


def test_part_credit_goes_one_step_only() -> None:
    assert "weaving" not in through(("dobby", 100))


@pytest.mark.parametrize(("held", "known"), [(50, False), (81, False), (82, True), (100, True)])
def test_thin_part_credit_is_none(held: int, known: bool) -> None:  # noqa: FBT001
    assert ("lace" in through(("tatting", held))) is known


def test_the_greater_credit_wins_and_what_is_held_among_equals() -> None:
    assert through(("jacquard", 80), ("weaving", 60))["weaving"] == (68, Through.IMPLIED, "jacquard")
    assert through(("jacquard", 80), ("weaving", 68))["weaving"] == (68, Through.HELD, "weaving")


def test_what_is_denied_gets_no_credit_by_any_way_and_gives_none() -> None:
    found = through(("jacquard", 80), ("weaving", 0), ("dobby", 0))
    assert set(found) == {"jacquard", "textiles"}
    assert through(("jacquard", 0)) == {}


def test_months_of_use_go_with_the_credit() -> None:
    held = profile_skill("jacquard", 80, 30)
    assert {each.months for each in all_credits([held], CRAFT, RELATIONS)} == {30}


def test_a_skill_that_the_taxonomy_no_longer_has_counts_by_itself() -> None:
    found = all_credits([profile_skill("gone", 50)], CRAFT, RELATIONS)
    assert found == (Credit("gone", 50, 0, Through.HELD, "gone"),)
