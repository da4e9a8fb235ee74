from contextlib import suppress

from builders import CREATED_AT, credit, new_resume, profile, profiles, requirement, role, roles, taxonomy_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.domain.extraction import EducationLevel
from matcher.domain.profile import Profile, TitleCredit
from matcher.domain.role import Role
from matcher.domain.search import Position
from matcher.domain.stored import Candidate
from matcher.fitting.closeness import Closeness
from matcher.fitting.relations import Relations
from matcher.fitting.scoring import score_role
from matcher.services.candidates import role_query
from matcher.storage import Database
from matcher.storage.database import UnitOfWork

NO_RELATIONS = Relations(taxonomy_of())
PEOPLE = st.lists(profiles(), max_size=8)
ON_ANY_DATABASE = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Undo(Exception):
    """Raised to leave a unit of work without a trace."""


def number_of(resume_id: str) -> int:
    return int(resume_id)


def add_all(unit: UnitOfWork, people: list[Profile]) -> None:
    for number, person in enumerate(people):
        unit.resumes.add(new_resume(f"{number:026d}", person))


def points(asked: Role, person: Profile) -> tuple[int, ...]:
    """The score and the points of each component, as scored for one."""
    scored = score_role(asked, person, Closeness(person, NO_RELATIONS))
    return scored.score, *(component.points for component in scored.components)


def told(candidate: Candidate) -> tuple[int, ...]:
    return (
        candidate.score,
        candidate.skill_points,
        candidate.experience_points,
        candidate.education_points,
        candidate.title_points,
    )


@given(roles(), PEOPLE)
@ON_ANY_DATABASE
def test_ranking_in_bulk_equals_scoring_one_to_the_digit(
    database: Database, asked: Role, people: list[Profile]
) -> None:
    with suppress(Undo), database.unit_of_work() as unit:
        add_all(unit, people)
        found = unit.candidates.ranked(role_query(asked), None, 100)
        raise Undo
    assert len(found) == len(people)
    assert [(-each.score, each.id) for each in found] == sorted((-each.score, each.id) for each in found)
    for each in found:
        assert told(each) == points(asked, people[number_of(each.id)])


@given(roles(), PEOPLE, st.integers(1, 4))
@ON_ANY_DATABASE
def test_pages_cover_everybody_once_in_order(
    database: Database, asked: Role, people: list[Profile], limit: int
) -> None:
    query, paged, after = role_query(asked), [], None
    with suppress(Undo), database.unit_of_work() as unit:
        add_all(unit, people)
        whole = unit.candidates.ranked(query, None, 100)
        while page := unit.candidates.ranked(query, after, limit):
            paged += page
            after = Position(page[-1].score, page[-1].id)
        raise Undo
    assert tuple(paged) == whole


def test_a_candidate_tells_who_it_is(database: Database) -> None:
    person = profile(
        credits_=[credit("weaving", 90, 12), credit("smithing", 100)],
        titles=[TitleCredit("master weaver", 80), TitleCredit("smith", 100)],
        total_months=18,
        education_level=EducationLevel.MASTER,
    )
    asked = role(requirement("weaving", "felting", months_asked=24), requirement("dyeing"))
    with database.unit_of_work() as unit:
        unit.resumes.add(new_resume("0" * 26, person, external_id="hr-1"))
        (found,) = unit.candidates.ranked(role_query(asked), None, 10)
    assert found == Candidate(
        id="0" * 26,
        external_id="hr-1",
        filename="cv.txt",
        score=2380 + 750 + 500,
        skill_points=2380,  # 68 per cent of 3500: half of the months are known
        experience_points=750,
        education_points=500,
        title_points=0,
        total_months=18,
        education_level="master",
        created_at=CREATED_AT,
        stage="new",
        labels=(),
    )


def test_a_role_without_titles_or_asked_months_is_ranked_too(database: Database) -> None:
    asked = role(requirement("weaving"), titles=(), experience_months=0)
    with database.unit_of_work() as unit:
        unit.resumes.add(new_resume("0" * 26, profile(credits_=[credit("weaving", 100)])))
        (found,) = unit.candidates.ranked(role_query(asked), None, 10)
    assert told(found) == (8600, 7000, 1500, 100, 0)


def test_nobody_is_ranked_where_nobody_is_stored(database: Database) -> None:
    with database.unit_of_work() as unit:
        assert unit.candidates.ranked(role_query(role(requirement("weaving"))), None, 10) == ()
