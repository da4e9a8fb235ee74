"""What goes in as a JSON Resume comes out the same, and what is made of a profile is read as that profile."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from builders import AS_OF, CREATED_AT, RESUME, new_resume, profile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from ulid import ULID

from matcher.documents.json_resume import resume_to_text
from matcher.domain.analysis import Analysis
from matcher.domain.document import Upload
from matcher.domain.lexicon import Lexicon
from matcher.fitting.relations import Relations
from matcher.services.analysis import Analyst
from matcher.services.answers import dump_profile
from matcher.services.candidates import Candidates
from matcher.services.current_fits import CurrentFits
from matcher.services.intake import Intake
from matcher.services.json_resume import EXTENSION, JsonResumes, made_of
from matcher.services.original_files import OriginalFiles
from matcher.services.role_body import body_of
from matcher.storage import Database
from matcher.taxonomy import with_own_roles

Json = dict[str, Any]
Analyse = Callable[..., Analysis]
TEXT = {"type": "string"}
DATE = {"type": "string", "pattern": r"^[12]\d{3}(-[01]\d(-[0-3]\d)?)?$"}


def _list_of(**fields: Json) -> Json:
    return {"type": "array", "items": {"type": "object", "properties": fields, "additionalProperties": False}}


MADE = {  # the fields of schema v1.0.0 that are made here; it allows no further sections
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "basics": {"type": "object", "maxProperties": 0},
        "work": _list_of(name=TEXT, position=TEXT, startDate=DATE, endDate=DATE),
        "education": _list_of(studyType=TEXT, area=TEXT),
        "skills": _list_of(name=TEXT),
        "certificates": _list_of(name=TEXT),
        "languages": _list_of(language=TEXT, fluency=TEXT),
        "meta": {
            "type": "object",
            "required": ["version", "lastModified", EXTENSION],
            "properties": {
                "version": {"const": "v1.0.0"},
                "lastModified": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$"},
            },
        },
    },
}
WHOLE = {
    "basics": {
        "name": "Mira Kestrel",
        "label": "Data engineer",
        "summary": "Moves data with Apache Airflow.",
        "location": {"city": "Tromsø", "countryCode": "NO"},
    },
    "work": [
        {
            "name": "Acme, Inc.",
            "position": "Keeper of Records",
            "startDate": "2019",
            "endDate": "2019",
            "highlights": ["Wrote Python"],
        },
        {
            "name": "A.B. Systems (UK)",
            "position": "Sr. Engineer (Contract)",
            "startDate": "2020-02-01",
            "endDate": "2021-12-31",
            "summary": "Ran PostgreSQL.",
        },
        {"name": "harbour co-op", "position": "barista", "startDate": "2022-01"},
    ],
    "volunteer": [
        {
            "organization": "Sea rescue",
            "position": "Web developer",
            "startDate": "2012-01",
            "endDate": "2013-02",
            "highlights": ["Set up Docker"],
        }
    ],
    "education": [
        {
            "institution": "Coast University",
            "studyType": "MSc",
            "area": "Statistics",
            "startDate": "2014",
            "endDate": "2018",
            "courses": ["Databases with SQL"],
        }
    ],
    "certificates": [{"name": "Harbour pilot", "issuer": "The port", "date": "2019-02"}, {"name": "CKA"}],
    "skills": [{"name": "Back end", "level": "Expert", "keywords": ["Apache Kafka"]}],
    "languages": [
        {"language": "Klingon"},
        {"language": "Finnish", "fluency": "Native speaker"},
        {"language": "German", "fluency": "B2"},
    ],
    "projects": [
        {
            "name": "Tide tables",
            "description": "A program",
            "keywords": ["Apache Spark"],
            "startDate": "2021-01",
            "endDate": "2021-06",
        }
    ],
    "x-tracking": {"ref": 7, "weights": [1, 2.5, None, True, "x"]},
    "meta": {"version": "v1.0.0", "theme": "plain"},
}


@pytest.fixture
def json_resumes(any_database: Database, lexicon: Lexicon, analyst: Analyst) -> JsonResumes:
    return of_roles(any_database, lexicon, analyst.relations)


def of_roles(database: Database, lexicon: Lexicon, relations: Relations) -> JsonResumes:
    """By the roles of `lexicon`."""
    fits = CurrentFits(lexicon, relations)
    return JsonResumes(database, fits, OriginalFiles(database, None, keep=True))


@pytest.fixture
def made(lexicon: Lexicon) -> Callable[[Analysis], Json]:
    """The JSON Resume that is made of an analysis."""

    def make(analysis: Analysis) -> Json:
        schooling = [{"level": each.level, "field": each.field} for each in analysis.extraction.schooling]
        return made_of(dump_profile(analysis, lexicon), schooling, CREATED_AT)

    return make


def _facts(analysis: Analysis) -> Json:
    extraction = analysis.extraction
    return {
        "jobs": [(job.title, job.employer, job.interval) for job in extraction.jobs],
        "education": [(each.level, each.field) for each in extraction.schooling],
        "languages": sorted((each.code, each.level or "") for each in extraction.languages),
        "certificates": [each.name for each in extraction.certifications],
        "held": {each.skill for each in extraction.mentions if each.assertion == "held"},
    }


def _without_findings(json_resume: Json) -> Json:
    meta = {name: value for name, value in json_resume["meta"].items() if name != EXTENSION}
    return {**json_resume, "meta": meta}


def test_every_section_is_read_where_it_counts(analyst: Analyst) -> None:
    analysis = analyst.analyse(Upload(json.dumps(WHOLE).encode(), "mira.json"), AS_OF)
    facts = _facts(analysis)
    assert [(title, employer, str(at.start), str(at.end)) for title, employer, at in facts["jobs"]] == [
        ("Keeper of Records", "Acme, Inc.", "2019-01", "2019-12"),
        ("Sr. Engineer (Contract)", "A.B. Systems (UK)", "2020-02", "2021-12"),
        ("barista", "harbour co-op", "2022-01", str(AS_OF)),
    ]
    assert facts["education"] == [("master", "Statistics")]
    assert facts["languages"] == [("de", "B2"), ("fi", "native")]
    assert facts["certificates"] == ["Harbour pilot", "Certified Kubernetes Administrator"]
    assert analysis.extraction.headline == "Data engineer"
    places = {(each.skill, each.section.value) for each in analysis.extraction.mentions}
    assert places >= {
        ("apache-airflow", "summary"),
        ("python", "experience"),
        ("postgresql", "experience"),
        ("docker", "volunteering"),
        ("sql", "coursework"),
        ("apache-kafka", "skills"),
        ("apache-spark", "projects"),
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_came_as_json_resume_goes_out_the_same(
    encoding: str, analyst: Analyst, intake: Intake, json_resumes: JsonResumes
) -> None:
    content = json.dumps(WHOLE, ensure_ascii=False).encode(encoding)
    analysis = analyst.analyse(Upload(content, "mira.json"), AS_OF)
    taken = intake.store(analysis, content)
    out = json_resumes.get(taken.resume.id)
    assert json.dumps(_without_findings(out)) == json.dumps(WHOLE)
    findings = out["meta"][EXTENSION]
    assert findings["id"] == taken.resume.id
    assert {"python", "docker"} <= {skill["id"] for skill in findings["skills"]}
    again = analyst.analyse(Upload(json.dumps(out).encode(), "mira.json"), AS_OF)
    assert again.document.text == analysis.document.text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
SECTIONS = st.sampled_from(["work", "skills", "education", "projects", "x-own", "$schema", "meta"])


@given(st.dictionaries(SECTIONS, JSON), JSON)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_json_resume_goes_out_as_it_came(
    any_database: Database, lexicon: Lexicon, sections: Json, basics: Any
) -> None:
    sent = {"basics": basics, **sections}
    out = _stored_and_given_out(any_database, json.dumps(sent).encode(), lexicon)
    if isinstance(sent.get("meta", {}), dict):
        assert EXTENSION in out["meta"]
        out = _without_findings(out)
        sent.setdefault("meta", {})
        sent["meta"].pop(EXTENSION, None)
    assert json.dumps(out, sort_keys=True) == json.dumps(sent, sort_keys=True)


def test_numbers_that_json_does_not_know_do_no_harm(any_database: Database, lexicon: Lexicon) -> None:
    sent = b'{"basics": {"a": 1e999, "b": NaN, "c": -Infinity}}'
    out = _stored_and_given_out(any_database, sent, lexicon)
    assert out["basics"] == {"a": "1e999", "b": None, "c": None}


def _stored_and_given_out(database: Database, content: bytes, lexicon: Lexicon) -> Json:
    """Of a résumé that was ranked for no role, as there is none."""
    without_roles = replace(lexicon, catalogue=replace(lexicon.catalogue, roles={}))
    with database.unit_of_work() as unit:
        identifier = str(ULID())
        new = new_resume(identifier, profile(), content=content)
        body = {
            "skills": [],
            "jobs": [],
            "total_months": 0,
            "education_level": "none",
            "seniority": None,
        }
        unit.resumes.add(
            replace(
                new,
                document_body={"media_type": "application/json"},
                profile_body=body,
                extraction={"schooling": []},
            )
        )
    return of_roles(database, without_roles, Relations({})).get(identifier)


def test_the_fits_that_are_told_are_those_for_the_roles_of_now(
    any_database: Database, analyse_text: Analyse, intake: Intake, lexicon: Lexicon, analyst: Analyst
) -> None:
    taken = intake.store(analyse_text(RESUME), RESUME.encode())
    body = body_of(lexicon.catalogue.roles["data-engineer"])
    later = {**body, "version": 3, "requirement": body["requirement"][:1]}
    edited = with_own_roles(lexicon, [later], frozenset({"data-scientist"}))
    out = of_roles(any_database, edited, analyst.relations).get(taken.resume.id)
    told = {each["role"]: each["score"] for each in out["meta"][EXTENSION]["fits"]}
    (candidate,) = Candidates(any_database, edited).page("data-engineer", None, 1)["items"]
    assert told.keys() == edited.catalogue.roles.keys()
    assert told["data-engineer"] == candidate["score"]


def test_what_came_otherwise_is_made_without_name_or_address(
    analyse_text: Analyse, intake: Intake, json_resumes: JsonResumes
) -> None:
    analysis = analyse_text(
        "Vera Lindqvist\nvera@example.org\n\nWork Experience\n"
        "Data Engineer, Brightly Ltd\nMarch 2020 - Present\n• Wrote Python. No experience with Kafka.\n"
        "Data Analyst, Norwood\nJanuary 2017 - February 2019\n\nSkills\nSQL\n\n"
        "Education\nMaster of Science in Statistics\n\nLanguages\nGerman: fluent\n\n"
        "Certifications\nCertified Kubernetes Administrator"
    )
    out = json_resumes.get(intake.store(analysis, b"Vera").resume.id)
    Draft202012Validator(MADE, format_checker=FormatChecker()).validate(out)
    assert {name: out[name] for name in out if name != "meta"} == {
        "basics": {},
        "work": [
            {"name": "Brightly Ltd", "position": "Data Engineer", "startDate": "2020-03"},
            {
                "name": "Norwood",
                "position": "Data Analyst",
                "startDate": "2017-01",
                "endDate": "2019-02",
            },
        ],
        "education": [{"studyType": "Master", "area": "Statistics"}],
        "skills": [{"name": "Python"}, {"name": "SQL"}, {"name": "Statistics"}],
        "certificates": [{"name": "Certified Kubernetes Administrator"}],
        "languages": [{"language": "German", "fluency": "fluent"}],
    }


WORDS = st.sampled_from(
    ["Keeper", "of", "Records", "Sr.", "Engineer", "ASP.NET", "(Contract)", "VP,", "barista", "C++", "&"]
)
NAMES = st.sampled_from(
    ["Acme, Inc.", "A.B. Systems (UK)", "harbour co-op", "Oracle", "Stone & Sons Ltd", "7pace", "Ünal"]
)
MONTHS = st.tuples(st.integers(1990, 2023), st.integers(1, 12)).map(lambda at: f"{at[0]}-{at[1]:02d}")


@st.composite
def jobs(draw: st.DrawFn) -> Json:
    start, end = sorted((draw(MONTHS), draw(MONTHS)))
    title = " ".join(draw(st.lists(WORDS, min_size=1, max_size=4)))
    job = {"name": draw(NAMES), "position": title, "startDate": start}
    return job if draw(st.booleans()) else {**job, "endDate": end}


RESUMES = st.fixed_dictionaries(
    {
        "basics": st.just({}),
        "work": st.lists(jobs(), max_size=4),
        "education": st.lists(
            st.fixed_dictionaries(
                {"studyType": st.sampled_from(["BSc", "Master of Arts", "PhD", "Diploma", "High school"])},
                optional={"area": st.sampled_from(["Physics", "Marine Biology", "History of Art"])},
            ),
            max_size=3,
        ),
        "skills": st.lists(
            st.sampled_from(["Python", "SQL", "Docker", "Apache Kafka"]).map(lambda name: {"name": name}),
            max_size=4,
        ),
        "certificates": st.lists(
            st.sampled_from(["CKA", "Harbour pilot", "AWS Certified Developer - Associate"]).map(
                lambda name: {"name": name}
            ),
            max_size=3,
        ),
        "languages": st.lists(
            st.fixed_dictionaries(
                {"language": st.sampled_from(["German", "Finnish", "Klingon"])},
                optional={"fluency": st.sampled_from(["Native speaker", "B2", "Elementary"])},
            ),
            max_size=3,
        ),
    }
)


@given(RESUMES)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_made_of_a_profile_is_read_as_that_profile(
    analyse_text: Analyse, made: Callable[[Analysis], Json], resume: Json
) -> None:
    if not resume_to_text(resume):
        return
    first = analyse_text(resume_to_text(resume))
    out = made(first)
    if text := resume_to_text(out):
        assert _facts(analyse_text(text)) == _facts(first)
    assert len(first.extraction.jobs) == len(resume["work"])


def test_a_list_of_all_skills_by_name_holds_them_all(analyse_text: Analyse, lexicon: Lexicon) -> None:
    skills = lexicon.taxonomy.skills
    text = resume_to_text({"skills": [{"name": skill.name} for skill in skills.values()]})
    assert _facts(analyse_text(text))["held"] == set(skills)
