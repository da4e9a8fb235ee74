"""Invented adverts, read with the small taxonomy of the tests."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.documents import document_from_text
from matcher.domain.advert import Advert, Evidence, PayPeriod, WorkMode
from matcher.domain.document import ReadingLimits
from matcher.domain.extraction import Extraction
from matcher.domain.lexicon import Lexicon
from matcher.domain.month import Month
from matcher.extraction.adverts import AdvertReader
from matcher.services.analysis import Analyst

Read = Callable[[str], Advert]


@pytest.fixture(scope="module")
def read(analyst: Analyst) -> Read:
    return lambda text: analyst.read_advert(document_from_text(text, ReadingLimits()))


def asked(advert: Advert) -> list[tuple[str, str, int | None]]:
    """What is asked for, each as (skills, importance, months)."""
    return [("|".join(each.any_of), each.importance.value, each.months) for each in advert.asked]


def skills(advert: Advert) -> list[str]:
    return ["|".join(each.any_of) for each in advert.asked]


LISTED = """Data Engineer (m/f/d)
Place: the moon

About us
We build Java tools for bakers since 1999.

What you'll do
- Build pipelines with Apache Airflow
- Keep the orders of bakers in PostgreSQL

Your profile
- Strong Python
- Docker required

Nice to have
- Kafka

Benefits
- Free Keras lessons and 30 days of vacation
"""
FLATTENED = (
    "Data EngineerWe are a bakery since 1999.ResponsibilitiesBuild pipelines with Apache AirflowKeep the "
    "orders in PostgreSQL.RequirementsExperience with PythonDocker is a mustPreferred QualificationsKafka. "
    "Equal OpportunityWe welcome friends of Keras."
)
MARKED = """**Job title:** Data Engineer
## Responsibilities
* Build pipelines with Apache Airflow
* Keep the orders in PostgreSQL
## Must have:
* Python
* Docker
## Bonus points:
* Kafka
## How to apply
Send your Keras notebook to us.
"""
SPACED = (
    "Data Engineer  Responsibilities Build pipelines with Apache Airflow Maintain the orders in PostgreSQL "
    "Required Skills Experience with Python Knowledge of Docker required Nice To Have Experience with Kafka "
    "Benefits Free Keras lessons"
)


@pytest.mark.parametrize("text", [LISTED, FLATTENED, MARKED, SPACED])
def test_an_advert_reads_the_same_in_every_layout(read: Read, text: str) -> None:
    advert = read(text)
    assert advert.title is not None
    assert advert.title.surface == "Data Engineer"
    assert [each.surface.split()[0] for each in advert.duties] == [
        "Build",
        "Maintain" if text is SPACED else "Keep",
    ]
    found = {name: importance for name, importance, _ in asked(advert)}
    assert set(found) == {"apache-airflow", "postgresql", "python", "docker", "apache-kafka"}
    assert found["apache-kafka"] == found["apache-airflow"] == "useful"
    assert found["docker"] == "essential"
    assert found["python"] in {"essential", "important"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("QualificationsKafkaEqual OpportunityWe bake.", "apache-kafka"),
        ("RequirementsExperience with PostgreSQLBenefitsBread", "postgresql"),
        ("RequirementsPythonBenefitsBread", "python"),
    ],
)
def test_a_skill_glued_to_a_heading_is_read(read: Read, text: str, expected: str) -> None:
    assert skills(read(text)) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "About us\nOur engineers live on Python and Kafka.",
        "Benefits\nPython courses",
        "Who we are\nA team of Java people.",
        "Requirements\nWe offer a learning budget for Python.",
        "Requirements\nWe are an equal opportunity employer.\nEven of Java people.",
        "Our platform, founded in 2010, runs on Java.",
        "About Brightly\nBrightly is built on Java.",
        "Requirements\nNo experience with Kafka needed",
        "",
        "Requirements",
    ],
)
def test_what_is_said_of_the_employer_asks_for_nothing(read: Read, text: str) -> None:
    assert skills(read(text or " . ")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Requirements\nPython", "essential"),
        ("Minimum qualifications\nPython", "essential"),
        ("Qualifications\nPython", "important"),
        ("Qualifications\nMust have Python", "essential"),
        ("Qualifications\nPython is required", "essential"),
        ("Qualifications\nPython (required)", "essential"),
        ("Requirements\nPython is a plus", "useful"),
        ("Requirements\nPython would be a plus", "useful"),
        ("Requirements\nIdeally some Python", "useful"),
        ("Requirements\nPython (preferred)", "useful"),
        ("Requirements\nFamiliarity with Python", "important"),
        ("Qualifications\nExposure to Python", "useful"),
        ("Nice to have\nStrong Python", "useful"),
        ("Nice to have: Python", "useful"),
        ("Bonus points if you know Python", "useful"),
        ("We are looking for strong Python skills.", "important"),
        ("What you'll do\nWrite Python", "useful"),
        ("What you'll do\nExperience with Python", "important"),
        ("Surplus experience with Python", "important"),  # no plus
        ("Requirements\nSurplus Python", "essential"),
    ],
)
def test_importance_is_read_from_wording_and_part(read: Read, text: str, expected: str) -> None:
    assert [importance for _, importance, _ in asked(read(text))] == [expected]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Python required, Java a plus", {"python": "essential", "java": "useful"}),
        ("Must know Python; Kafka preferred", {"python": "essential", "apache-kafka": "useful"}),
        ("Strong Python, ideally Kafka", {"python": "important", "apache-kafka": "useful"}),
        ("Experience with Python, Java experience is a plus", {"python": "important", "java": "useful"}),
        ("Python, Java and Kafka are a plus", {"python": "useful", "java": "useful"}),
        ("Python and Kafka a plus", {"python": "useful", "apache-kafka": "useful"}),
    ],
)
def test_a_cue_speaks_of_its_own_clause(read: Read, line: str, expected: dict[str, str]) -> None:
    found = {name: importance for name, importance, _ in asked(read(f"Qualifications\n{line}"))}
    assert expected.items() <= found.items()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Python, Go or Java", ["python|go|java"]),
        ("Python/Java/C++", ["python|java|cplusplus"]),
        ("Python and/or Java", ["python|java"]),
        ("Python, Java and SQL", ["python", "java", "sql"]),
        ("Python, Java, and SQL or PostgreSQL", ["python", "java", "sql|postgresql"]),
        ("Python or Java, SQL", ["python|java", "sql"]),
        ("Python or Java and SQL", ["python|java", "sql"]),
        ("one or more of Python, Java, SQL", ["python|java|sql"]),
        ("At least one of: Python, Java and SQL", ["python|java|sql"]),
        ("languages such as Python, Java and C++", ["python|java|cplusplus"]),
        ("a scheduler (e.g. Airflow, Kafka)", ["apache-airflow|apache-kafka"]),
        ("streaming (Kafka, Flink, etc.)", ["apache-kafka|apache-flink"]),
        ("our tools (Kafka, Flink)", ["apache-kafka", "apache-flink"]),
        ("streaming (Breadcast, Kafka, Flink, etc.)", ["apache-kafka|apache-flink"]),
        ("streaming (Kafka, Flink, Breadcast, etc.)", ["apache-kafka|apache-flink"]),
        ("streaming (Breadcast, Kafka, Flink)", ["apache-kafka", "apache-flink"]),
        ("streaming (Breadcast), Kafka, Flink, etc.", ["apache-kafka", "apache-flink"]),
        ("Python. Or not. Java", ["python", "java"]),
        ("Python for work or for pleasure with Java", ["python", "java"]),
        ("deep learning such as PyTorch or Keras", ["deep-learning|pytorch|keras"]),
        ("Python (pandas)", ["python", "pandas"]),
    ],
)
def test_alternatives_are_one_requirement(read: Read, line: str, expected: list[str]) -> None:
    assert skills(read(f"Requirements\n- {line}")) == expected


@pytest.mark.parametrize(
    ("line", "general", "of_skills"),
    [
        ("5+ years of experience", 60, {}),
        ("Minimum of 3 years experience as an engineer", 36, {}),
        ("at least two years of professional experience", 24, {}),
        ("4-6 years in a similar role", 48, {}),
        ("18 months of experience", 18, {}),
        ("1.5 years of experience", 18, {}),
        ("3+ years of Python", None, {"python": 36}),
        ("3 yrs. hands-on experience with Python and SQL", None, {"python": 36, "sql": 36}),
        ("Python (3+ years)", None, {"python": 36}),
        ("Python: 3 years, SQL: 2 years", None, {"python": 36, "sql": 24}),
        ("5+ years of experience with at least 2 years of Spark", 60, {"apache-spark": 24}),
        ("5 years as an engineer; Python", 60, {}),
        ("a 4 years vesting plan; Python", None, {}),
        ("at least 18 years old", None, {}),
        ("a 12 months contract", None, {}),
        ("a 2 year project in Python", None, {}),
        ("over the past 5 years Python won", None, {}),
        ("growing year over year", None, {}),
        ("99 years of experience", None, {}),
        ("40 hours of Python", None, {}),
    ],
)
def test_years_become_months(read: Read, line: str, general: int | None, of_skills: dict[str, int]) -> None:
    advert = read(f"Requirements\n- {line}")
    assert (advert.experience.months if advert.experience else None) == general
    assert {name: months for name, _, months in asked(advert) if months} == of_skills


def test_years_that_are_only_wished_for_are_no_experience(read: Read) -> None:
    assert read("Nice to have\n- 9 years of experience").experience is None


@pytest.mark.parametrize(
    ("line", "level", "fields"),
    [
        ("Bachelor's or Master's in Computer Science", "bachelor", ("computer science",)),
        (
            "Bachelor’s degree in Statistics, Maths or Physics",
            "bachelor",
            ("statistics", "mathematics", "physics"),
        ),
        ("BS/MS in Computer Science", "bachelor", ("computer science",)),
        ("MSc or PhD in Physics", "master", ("physics",)),
        ("Ph.D. in Statistics", "doctorate", ("statistics",)),
        ("Advanced degree (MS or PhD)", "master", ()),
        ("Computer Science degree (Bachelor)", "bachelor", ("computer science",)),
        ("MS Office and MS SQL", None, ()),
        ("Scrum master", None, ()),
        ("BA of the team", None, ()),
        ("a degree of patience", None, ()),
    ],
)
def test_degrees_have_a_level_and_fields(
    read: Read, line: str, level: str | None, fields: tuple[str, ...]
) -> None:
    education = read(f"Requirements\n- {line}").education
    assert (education.level.value if education else None) == level
    assert (education.fields if education else ()) == fields


def test_what_is_studied_is_no_skill_that_is_asked_for(read: Read) -> None:
    assert skills(read("Requirements\n- Bachelor's degree in Statistics\n- Statistics")) == ["statistics"]


def test_a_preferred_degree_gives_way_to_a_required_one(read: Read) -> None:
    education = read("Requirements\n- Master's required or equivalent experience\n- Diploma").education
    assert education is not None
    assert (education.preferred, education.or_equivalent) == (False, True)
    both = read("Requirements\n- Bachelor's degree is a plus\n- Master's degree required").education
    assert both is not None
    assert (both.level.value, both.preferred) == ("master", False)
    wished = read("Nice to have\n- Bachelor's degree").education
    assert wished is not None
    assert wished.preferred


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Salary: €65,000 - €80,000 per year", (6_500_000, 8_000_000, "EUR", PayPeriod.YEAR)),
        ("Salary: 65.000 - 80.000 EUR annually", (6_500_000, 8_000_000, "EUR", PayPeriod.YEAR)),
        ("We pay £55k-£70k", (5_500_000, 7_000_000, "GBP", None)),
        ("Base salary of $120,000-150,000", (12_000_000, 15_000_000, "USD", None)),
        ("$55 - $75/hr", (5_500, 7_500, "USD", PayPeriod.HOUR)),
        ("Rate: 17.50 GBP per hour", (1_750, 1_750, "GBP", PayPeriod.HOUR)),
        ("The pay rate is 55 to 75/hr", (5_500, 7_500, None, PayPeriod.HOUR)),
        ("Salary 80-100k USD", (8_000_000, 10_000_000, "USD", None)),
        ("CHF 9,500 per month", (950_000, 950_000, "CHF", PayPeriod.MONTH)),
        ("Compensation: 12 - 18 LPA", (120_000_000, 180_000_000, "INR", PayPeriod.YEAR)),
        ("We raised $60 million and pay well", None),
        ("A $500 referral bonus; good pay", None),
        ("$10M in revenue a year", None),
        ("Our 401k pays", None),
        ("Salary paid in 2024", None),
        ("5 years of experience; good pay", None),
        ("We saved $90,000 for bakers", None),
    ],
)
def test_pay_is_a_range_with_currency_and_period(
    read: Read, text: str, expected: tuple[int, int, str | None, PayPeriod | None] | None
) -> None:
    pay = read(f"Data Engineer\n{text}").pay
    assert (pay and (pay.minimum, pay.maximum, pay.currency, pay.period)) == expected


@pytest.mark.parametrize(
    ("text", "name", "mode"),
    [
        ("Location: Hamburg, Germany (hybrid)", "Hamburg, Germany", WorkMode.HYBRID),
        ("Location: Remote", None, WorkMode.REMOTE),
        ("Location: Porto", "Porto", None),
        ("You are based in Leeds.", "Leeds", None),
        ("Join us in our Santa Clara, CA office.", "Santa Clara, CA", None),
        ("A bakery in Portland, OR", "Portland, OR", None),
        ("This is a fully remote position.", None, WorkMode.REMOTE),
        ("Data Analyst - Remote", None, WorkMode.REMOTE),
        ("Three days a week in the office.", None, WorkMode.HYBRID),
        ("On-site only", None, WorkMode.ONSITE),
        ("Experience with hybrid cloud", None, None),
        ("You know remote sensing.", None, None),
        ("You work with remote teams.", None, None),
        ("Models based in Python", None, None),
        ("A solution in our Data team", None, None),
    ],
)
def test_places_and_modes_of_work(read: Read, text: str, name: str | None, mode: WorkMode | None) -> None:
    location = read(f"Data Engineer\n{text}").location
    assert (location.name if location else None, location.mode if location else None) == (name, mode)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Job title: Data Analyst\nRequirements\nSQL", "Data Analyst"),
        ("Senior Data Engineer (m/f/d)", "Senior Data Engineer"),
        ("Data Engineer - Remote", "Data Engineer"),
        ("Data Engineer, Portland, OR", "Data Engineer"),
        ("Data EngineerThe client bakes.", "Data Engineer"),
        ("We are looking for an experienced Data Engineer to join us.", "Data Engineer"),
        ("Brightly is seeking a talented and driven data scientist who bakes.", "data scientist"),
        ("As a Data Analyst, you will bake.", "Data Analyst"),
        ("Brightly is looking for talented pastry engineers who bake.", "pastry engineer"),
        ("You work with pastry engineers. We bake.", None),
        ("Sometimes you act as a Baker and sing.", None),
        ("We bake bread.", None),
    ],
)
def test_titles(read: Read, text: str, title: str | None) -> None:
    found = read(text).title
    assert (found.surface if found else None) == title


@pytest.mark.parametrize(
    ("text", "duties"),
    [
        ("We bake.\n- Develops new kinds of bread\n- Identifies what sells", 2),
        ("We bake.\n- Bread for every taste\n- Designers of our own", 0),
        ("Daily Duties Include\nBread of three kinds is baked", 1),
        ("ESSENTIAL DUTIES AND RESPONSIBILITIES include the following.\n- Bread of three kinds", 1),
    ],
)
def test_duties_may_be_told_in_the_third_person(read: Read, text: str, duties: int) -> None:
    assert len(read(text).duties) == duties


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Junior Data Analyst", "junior"),
        ("Sr. Data Engineer", "senior"),
        ("Lead Data Scientist", "lead"),
        ("Data Engineer\nThis is a mid-level role.", "mid"),
        ("Data Engineer\nEntry level position", "junior"),
        ("Data Engineer\nYou report to senior managers.", None),
        ("Data Engineer\nA high-level view of bread", None),
    ],
)
def test_levels(read: Read, text: str, level: str | None) -> None:
    found = read(text).level
    assert (found.seniority.value if found else None) == level


def test_a_degree_is_not_torn_before_its_subject(read: Read) -> None:
    education = read("Requirements\n- You hold a Bachelor's Degree in Physics").education
    assert education is not None
    assert (education.level.value, education.fields) == ("bachelor", ("physics",))


@pytest.mark.parametrize(
    ("text", "duties"),
    [
        ("We bake. Performance Objectives -Bake bread in bulk", ["Bake bread in bulk"]),
        ("We bake. Performance Objectives - Bake bread in bulk", ["Bake bread in bulk"]),
        ("We bake. Performance Objectives-based bread is baked in bulk", []),
    ],
)
def test_a_dash_may_close_a_heading(read: Read, text: str, duties: list[str]) -> None:
    assert [each.surface for each in read(text).duties] == duties


def test_names_in_camel_case_are_not_torn(read: Read) -> None:
    duties = read("Duties\n- Grow BreadWorks with bakers\n- Help BreadWorks bake bread").duties
    assert [each.surface for each in duties] == ["Grow BreadWorks with bakers", "Help BreadWorks bake bread"]


def evidence(advert: Advert) -> Iterator[Evidence]:
    yield from advert.duties
    for each in advert.asked:
        yield from each.evidence
    yield from (each.evidence for each in (advert.experience, advert.level, advert.pay) if each)
    for both in (advert.education, advert.location):
        yield from both.evidence if both else ()
    yield from [advert.title] if advert.title else []


PIECES = st.sampled_from(
    [
        *(line for text in (LISTED, FLATTENED, MARKED, SPACED) for line in text.splitlines(keepends=True)),
        "Requirements",
        "Bachelor’s degree in Physics\xa0",
        "5+ years",
        " of Python (pandas), ",
        "€60k – €70k per year ",
        "Location: Bern (remote)\n",
        "Senior Data Engineer",
        " or ",
        "(",
        "; ",
        "\u2028",
        "İ",
    ]
)


@given(st.lists(PIECES | st.text(max_size=8), max_size=14).map("".join))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_evidence_quotes_the_advert_at_its_offsets(analyst: Analyst, text: str) -> None:
    document = document_from_text(f"{text}.", ReadingLimits())
    for each in evidence(analyst.read_advert(document)):
        assert document.text[each.start : each.end] == each.surface != ""


def test_a_heading_opens_one_part_only(lexicon: Lexicon) -> None:
    phrases = [each.removeprefix("~ ") for part in lexicon.advert_words.headings.values() for each in part]
    assert len(phrases) == len(set(phrases))


def test_without_a_heading_the_duties_are_told_by_their_first_words(read: Read) -> None:
    told = read("Data Engineer\nBuild pipelines in Python\nWe bake bread with Kafka.\nYou know SQL")
    assert [each.surface for each in told.duties] == ["Build pipelines in Python"]
    headed = read("Data Engineer\nBuild pipelines in Python\nDuties\n- Bake bread with joy")
    assert [each.surface for each in headed.duties] == ["Bake bread with joy"]


def test_how_to_apply_ends_nothing_but_its_own_sentence(read: Read) -> None:
    assert skills(read("Please send your Java to us.\nRequirements\n- Python")) == ["python"]


@pytest.mark.parametrize(
    ("heading", "importance"),
    [("Skills (required)", "essential"), ("Skills (preferred):", "useful"), ("Skills", "important")],
)
def test_a_bracket_may_qualify_a_heading(read: Read, heading: str, importance: str) -> None:
    assert asked(read(f"{heading}\n- Python")) == [("python", importance, None)]


@pytest.mark.parametrize("piece", ["Aa", " ", "- A ", "\n", "• ", ".", "\t", "(", "Skills "])
def test_no_run_of_one_thing_costs_more_than_its_length(lexicon: Lexicon, piece: str) -> None:
    nothing = Extraction(Month(2024, 6), (), (), (), (), (), (), ())
    text = f"Location: x{piece * (100_000 // len(piece))}x"
    assert AdvertReader(lexicon).read(text, nothing).asked == ()
