"""Values of the domain with everything filled in that a test does not speak of, and laws' raw material."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from click.testing import Result
from hypothesis import strategies as st
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from matcher.domain.document import Document, Page
from matcher.domain.extraction import (
    EducationLevel,
    Extraction,
    Job,
    Match,
    Mention,
    Schooling,
    SectionName,
    StatedDuration,
)
from matcher.domain.fit import Fit
from matcher.domain.month import Interval, Month
from matcher.domain.profile import Credit, Profile, ProfileSkill, Through, TitleCredit
from matcher.domain.role import ComponentWeights, EducationWish, Importance, Requirement, Role, Seniority
from matcher.domain.skill import Assertion, Kind, Place, Related, Skill
from matcher.domain.stored import Answered, NewResume

Run = Callable[..., Result]  # a command of `matcher` with its arguments
AS_OF = Month(2024, 6)
CREATED_AT = datetime(2024, 6, 15, 9, 30, tzinfo=UTC)
RESUME = """Vera Lindqvist
Senior Data Engineer
vera@example.org

Summary
Builds pipelines. No experience with Kafka. Keen to learn Golang.

Work Experience
Data Engineer, Brightly Ltd
March 2020 - Present
• Wrote Python and Apache Airflow jobs over PostgreSQL.
• Moved reports to PySpark.
Data Analyst, Norwood
January 2017 - February 2019
• Wrote SQL reports and statistical analysis.

Skills
Python, SQL, Docker, FooBase

Education
Master of Science in Statistics
"""


def multipart(content: bytes, filename: str, **fields: str | list[str]) -> dict[str, Any]:
    """The options of a request that sends a form with a file; encoded here, so no file is left open.

    A list is a field that is given again for each.
    """
    parts: dict[str, Any] = {"file": FileStorage(BytesIO(content), filename), **fields}
    boundary, data = encode_multipart(parts)
    return {"data": data, "content_type": f"multipart/form-data; boundary={boundary}"}


def mention(
    skill: str,
    section: SectionName = SectionName.SKILLS,
    *,
    start: int = 0,
    assertion: Assertion = Assertion.HELD,
) -> Mention:
    return Mention(skill, skill, start, start + len(skill), 1, section, Match.EXACT, assertion, "named")


def months(first: str, last: str) -> Interval:
    return Interval(Month.parse(first), Month.parse(last))


def job(
    interval: Interval,
    *,
    title: str | None = None,
    current: bool = False,
    internship: bool = False,
    offsets: tuple[int, int] = (0, 100),
) -> Job:
    return Job(title, "Brightly Ltd", interval, current, internship, *offsets)


def extraction(
    *,
    mentions: Sequence[Mention] = (),
    jobs: Sequence[Job] = (),
    stated: Sequence[StatedDuration] = (),
    schooling: Sequence[Schooling] = (),
    headline: str | None = None,
) -> Extraction:
    return Extraction(
        as_of=AS_OF,
        sections=(),
        mentions=tuple(mentions),
        declined=(),
        unrecognised=(),
        stated=tuple(stated),
        jobs=tuple(jobs),
        schooling=tuple(schooling),
        headline=headline,
    )


def skill(identifier: str, *, implies: Iterable[str] = (), related: dict[str, int] | None = None) -> Skill:
    strengths = tuple(Related(other, strength) for other, strength in (related or {}).items())
    return Skill(identifier, identifier, Kind.TOOL, "trade", implies=tuple(implies), related=strengths)


def taxonomy_of(*skills: Skill) -> dict[str, Skill]:
    return {each.id: each for each in skills}


def profile_skill(identifier: str, credit: int = 80, months_used: int | None = None) -> ProfileSkill:
    return ProfileSkill(identifier, credit, months_used, None, None, (mention(identifier),))


def credit(skill_id: str, per_cent: int, months_used: int = 0, through: Through = Through.HELD) -> Credit:
    return Credit(skill_id, per_cent, months_used, through, skill_id)


def profile(
    *,
    skills: Sequence[ProfileSkill] = (),
    credits_: Sequence[Credit] = (),
    titles: Sequence[TitleCredit] = (),
    total_months: int = 0,
    education_level: EducationLevel = EducationLevel.NONE,
) -> Profile:
    return Profile(
        as_of=AS_OF,
        skills=tuple(skills),
        credits=tuple(credits_),
        titles=tuple(titles),
        total_months=total_months,
        education_level=education_level,
        seniority=None,
        place=None,
    )


def requirement(
    *any_of: str, importance: Importance = Importance.ESSENTIAL, months_asked: int | None = None
) -> Requirement:
    return Requirement(" or ".join(any_of), any_of, importance, months_asked)


def role(
    *requirements: Requirement,
    identifier: str = "weaver",
    weights: ComponentWeights | None = None,
    experience_months: int = 36,
    level: EducationLevel = EducationLevel.BACHELOR,
    titles: Sequence[str] = ("weaver",),
) -> Role:
    return Role(
        id=identifier,
        title=identifier.title(),
        version=1,
        definition="Weaves.",
        responsibilities=(),
        requirements=requirements,
        weights=weights or ComponentWeights(70, 15, 5, 10),
        experience_months=experience_months,
        education=EducationWish(level, (), "as usual"),
        place=Place(40, 30, 30),
        titles=tuple(titles),
    )


def document(text: str = "Loom", filename: str = "cv.txt") -> Document:
    return Document(text, filename, "text/plain", "0" * 64, (Page(1, 0, len(text)),))


def new_resume(  # noqa: PLR0913  # a résumé has this many faces
    resume_id: str,
    of: Profile,
    *,
    fits: Sequence[Fit] = (),
    external_id: str | None = None,
    sha256: str = "0" * 64,
    content: bytes | None = b"Loom",
) -> NewResume:
    """A résumé to store; a fit's body is only its role, as storage never looks inside."""
    return NewResume(
        id=resume_id,
        external_id=external_id,
        created_at=CREATED_AT,
        document=Document("Loom", "cv.txt", "text/plain", sha256, (Page(1, 0, 4),)),
        content=content,
        extraction={"mentions": []},
        profile=of,
        document_body={"filename": "cv.txt", "warnings": []},
        profile_body={"skills": []},
        fits=tuple(Answered(fit, {"role": fit.role}) for fit in fits),
    )


SKILL_IDS = ("carding", "dyeing", "felting", "lacework", "spinning", "weaving")
TITLES = ("weaver", "master weaver", "dyer")


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    """Any profile over SKILL_IDS and TITLES."""
    skills = draw(st.lists(st.sampled_from(SKILL_IDS), unique=True))
    titles = draw(st.lists(st.sampled_from(TITLES), unique=True))
    return profile(
        skills=[profile_skill(each) for each in skills],
        credits_=[
            credit(each, draw(st.integers(1, 100)), draw(st.integers(0, 200))) for each in sorted(skills)
        ],
        titles=[TitleCredit(each, draw(st.integers(1, 100))) for each in sorted(titles)],
        total_months=draw(st.integers(0, 600)),
        education_level=draw(st.sampled_from(EducationLevel)),
    )


@st.composite
def roles(draw: st.DrawFn) -> Role:
    """Any role over SKILL_IDS and TITLES; no skill is asked for twice."""
    wanted = draw(st.permutations(SKILL_IDS))
    cuts = sorted(draw(st.sets(st.integers(1, len(wanted) - 1), max_size=4)))
    groups = [wanted[first:last] for first, last in zip([0, *cuts], [*cuts, len(wanted)], strict=True)]
    first, second, third = sorted(draw(st.tuples(*[st.integers(0, 100)] * 3)))
    return role(
        *(
            requirement(
                *group,
                importance=draw(st.sampled_from(Importance)),
                months_asked=draw(st.none() | st.integers(1, 120)),
            )
            for group in groups
        ),
        weights=ComponentWeights(first, second - first, third - second, 100 - third),
        experience_months=draw(st.integers(0, 120)),
        level=draw(st.sampled_from(EducationLevel)),
        titles=draw(st.lists(st.sampled_from(TITLES), unique=True)),
    )


SENIORITY_WORDS = {"senior": Seniority.SENIOR, "junior": Seniority.JUNIOR, "lead": Seniority.LEAD}
