import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.extraction import Job
from matcher.domain.month import Month, covered_months
from matcher.domain.words import read_job_words
from matcher.extraction.jobs import find_jobs
from matcher.extraction.sections import find_sections

TAXONOMY = Path(__file__).parents[2] / "skill_taxonomy"
HEADINGS = {
    name: tuple(phrases)
    for name, phrases in tomllib.loads((TAXONOMY / "sections.toml").read_text("utf-8"))["headings"].items()
}
WORDS = read_job_words(tomllib.loads((TAXONOMY / "jobs.toml").read_text("utf-8")))
AS_OF = Month(2022, 6)


def jobs(text: str) -> tuple[Job, ...]:
    return find_jobs(text, find_sections(text, HEADINGS), AS_OF, WORDS)


def told(text: str) -> list[tuple[str | None, str | None, str]]:
    return [(job.title, job.employer, f"{job.interval.start} {job.interval.end}") for job in jobs(text)]


TESTER = ("Test Engineer", "Brightly Ltd", "2019-03 2022-06")
ANALYST = ("Data Analyst", "Norwood", "2016-01 2019-02")

TITLE_THEN_EMPLOYER_THEN_DATES = """Work Experience
Test Engineer
Brightly Ltd - Leeds, Yorkshire -
March 2019 to Present
Wrote test plans.
Data Analyst
Norwood - York -
January 2016 to February 2019
Wrote reports.
"""
EMPLOYER_AND_DATES_THEN_TITLE = """Experience
Brightly Ltd Mar 2019 – Present
Test Engineer · Leeds
• Wrote test plans for every release.
Norwood Jan 2016 – Feb 2019
Data Analyst · Remote
• Wrote reports.
"""
ONE_LINE_EACH = """PROFESSIONAL EXPERIENCE
Test Engineer, Brightly Ltd 03/2019 - Present
• Wrote test plans.
Data Analyst, Norwood 01/2016 - 02/2019
"""
DATES_FIRST = """EMPLOYMENT HISTORY
Mar 2019 - Present
• Test Engineer, Brightly Ltd
• Wrote test plans for every release.
Jan 2016 - Feb 2019
• Data Analyst, Norwood
• Wrote reports.
"""
BARS = """Experience
Brightly Ltd | Test Engineer
Mar 2019 - Present | Leeds
• Wrote test plans.
Norwood | Data Analyst
Jan 2016 - Feb 2019 | York
"""
TABLE = """Experience
Mar'19 - Till date\tTest Engineer\tBrightly Ltd
Jan'16 - Feb'19\tData Analyst\tNorwood
"""
EXPORT = """Skill Details
SQL- Exprience - 24 months
Company Details
company - Brightly Ltd
description - Duration: Mar 2019 to Till date
Role: Test Engineer
Project: Shop, tested from end to end
company - Norwood
description - Data Analyst, Jan 2016 to Feb 2019
company - Fairfield
description - without any date
"""
CLIENTS = """Project Details
Client: Brightly Ltd
Duration: Mar 2019 - Present
Role: Test Engineer
Environment: Java
Client: Norwood
Duration: Jan 2016 - Feb 2019
Role: Data Analyst
"""
DATES_OVER_TITLE_OVER_EMPLOYER = """Employment
March 2019 to date
Test Engineer
Brightly Ltd, Leeds
I write test plans for every release of the shop.

January 2016 to February 2019
Data Analyst
Norwood, York
"""
BRACKETS_AND_DOTS = """-- Work --
[2019-03 .. now] Test Engineer @ Brightly Ltd
  * test plans
[2016-01 .. 2019-02] Data Analyst @ Norwood
"""
LABELS_BESIDE_DATES = """Experience
Client: Brightly Ltd, Leeds      Mar 2019 – Till Date
Role: Test Engineer
Responsibilities:
• Wrote test plans.
Client: Norwood, York      Jan 2016 – Feb 2019
Role: Data Analyst
"""
PROSE = """Robin Marsh, tester, Leeds

Since March 2019 I have worked as Test Engineer at Brightly Ltd, where I write test plans. Before that, from
January 2016 to February 2019, I was a Data Analyst at Norwood; I wrote reports.
"""
UNHEADED = """Robin Marsh
Test Engineer, Brightly Ltd (Mar 2019 - Present)
• Wrote test plans
Data Analyst, Norwood (Jan 2016 - Feb 2019)
Education
BSc Physics 2012 - 2015
"""


@pytest.mark.parametrize(
    "layout",
    [
        TITLE_THEN_EMPLOYER_THEN_DATES,
        EMPLOYER_AND_DATES_THEN_TITLE,
        ONE_LINE_EACH,
        DATES_FIRST,
        BARS,
        TABLE,
        EXPORT,
        CLIENTS,
        DATES_OVER_TITLE_OVER_EMPLOYER,
        BRACKETS_AND_DOTS,
        LABELS_BESIDE_DATES,
        PROSE,
        UNHEADED,
    ],
)
def test_the_same_jobs_in_every_layout(layout: str) -> None:
    assert told(layout) == [TESTER, ANALYST]


def test_what_follows_dates_and_title_is_the_employer_only_where_it_reads_like_one() -> None:
    text = "Experience\nMar 2019 - Present\nTest Engineer\nWrote test plans for the shop.\n"
    assert told(text) == [("Test Engineer", None, "2019-03 2022-06")]


def test_employers_whose_roles_follow_one_another() -> None:
    text = (
        "Experience\nBrightly Ltd\nStaff Engineer Aug 2020 - Present\n• Led\n"
        "Engineer Jan 2018 - Aug 2020\n• Built\n"
    )
    assert told(text) == [
        ("Staff Engineer", "Brightly Ltd", "2020-08 2022-06"),
        ("Engineer", None, "2018-01 2020-08"),
    ]


def test_a_sentence_of_work_is_a_job() -> None:
    text = "Experience\nWorked as a Software Engineer in Brightly Ltd, Leeds from Aug 2015 to Sep 2016.\n"
    assert told(text) == [("Software Engineer", "Brightly Ltd", "2015-08 2016-09")]


@pytest.mark.parametrize(
    ("text", "internship"),
    [
        ("Experience\nData Analyst Intern, Norwood, Jun 2017 - Aug 2017", True),
        ("Experience\nIntern\nNorwood\nJun 2017 - Aug 2017", True),
        ("Internships\nData Analyst, Norwood, Jun 2017 - Aug 2017", True),
        ("Experience\nSoftware Engineer Intern, Norwood, Summer 2017", True),
        ("Experience\nInternal Auditor, Norwood, Jun 2017 - Aug 2017", False),
        ("Experience\nGraduate Engineer Trainee, Norwood, Jun 2017 - Aug 2017", False),
        ("Experience\nInternational Buyer, Norwood, Jun 2017 - Aug 2017", False),
    ],
)
def test_internships_are_told_apart(text: str, internship: bool) -> None:  # noqa: FBT001
    [job] = jobs(text)
    assert (str(job.interval.start), str(job.interval.end)) == ("2017-06", "2017-08")
    assert job.internship is internship


@pytest.mark.parametrize(
    "text",
    [
        "Education\nBSc Physics, Leeds University\n2012 - 2015\n",
        "Projects\nShop website, Jan 2015 - Mar 2015\n",
        "Certifications\nCloud Practitioner, Jan 2015 - Jan 2018\n",
        "Volunteer Experience\nReader, Norwood Library, 2015 - 2018\n",
        "Experience\nVolunteer Reader, Norwood Library, Jan 2015 - Mar 2018\n",
        "Experience\nCertified Java Training, Norwood Academy, Jan 2015 - Mar 2015\n",
        "Experience\nBest Employee Award, May 2015\n",
        "Experience\nBrightly Ltd\nWrote plans for SQL Server 2008 - 2012.\n",
        "Experience\nTest Engineer, Brightly Ltd, Jan 2030 - Mar 2031\n",
        "Experience\n• Moved 40 services between 2015 and 2016 to new machines without a stop\n",
        "Skills\nWindows 2008 - 2012, SQL\n",
        "Robin Marsh\nborn 1990 - 2000 words\n",
        "Robin Marsh\nI was a child from 1990 to 2000 at Norwood\n",
        "Robin Marsh\nFrom 2015 to 2016 I was happy at Norwood. I work as a Tester.\n",
    ],
)
def test_other_dates_are_no_job(text: str) -> None:
    assert jobs(text) == ()


def test_projects_within_a_job_are_part_of_it() -> None:
    text = (
        "Experience\nTest Engineer\nBrightly Ltd\nJan 2015 - Dec 2018\n"
        "Project Name: Shop\nDuration: Mar 2016 - Oct 2016\nProject 2: Bank (Nov 2016 to Feb 2017)\n"
    )
    assert told(text) == [("Test Engineer", "Brightly Ltd", "2015-01 2018-12")]


def test_a_project_manager_is_no_project() -> None:
    text = "Experience\nProject Manager, Brightly Ltd, Jan 2015 - Dec 2018\n"
    assert told(text) == [("Project Manager", "Brightly Ltd", "2015-01 2018-12")]


def test_a_job_reaches_to_the_next_one() -> None:
    text = TITLE_THEN_EMPLOYER_THEN_DATES
    first, second = jobs(text)
    assert text[first.start_offset : first.end_offset].startswith("Test Engineer\nBrightly")
    assert text[first.start_offset : first.end_offset].endswith("Wrote test plans.\n")
    assert text[second.start_offset : second.end_offset].startswith("Data Analyst\nNorwood")


def test_a_block_without_dates_ends_the_job_before_it() -> None:
    *_, last = jobs(EXPORT)
    assert "Fairfield" not in EXPORT[last.start_offset : last.end_offset]


def test_overlapping_jobs_count_once_and_years_whole() -> None:
    text = "Experience\nTester, Brightly Ltd, 2015 - 2016\nTester, Norwood, Jul 2016 - Mar 2017\n"
    assert covered_months(job.interval for job in jobs(text)) == 27


def test_the_header_of_an_export_names_the_present_title() -> None:
    text = (
        "Education Details \nBSc\nTester \n\nTester - Norwood\n"
        "Skill Details \nSQL- 6 months\nCompany Details\n"
        "company - Norwood\ndescription - Leeds Sept 2017 to Present\n"
    )
    assert told(text) == [("Tester", "Norwood", "2017-09 2022-06")]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Jr. ASP.NET Developer", "Jr. ASP.NET Developer"),
        ("Engineer (Contract)", "Engineer (Contract)"),
        ("(Lead) Engineer", "Lead) Engineer"),
        ("Keeper of Records", "Keeper of Records"),
        ("Developer. Wrote reports", "Developer"),
        ("Developer; wrote reports", "Developer"),
    ],
)
def test_a_label_gives_the_whole_title(title: str, expected: str) -> None:
    text = f"Experience\nCompany - A.B. Mills (UK)\nTitle - {title}\nJan 2015 - Mar 2016\n"
    assert told(text) == [(expected, "A.B. Mills (UK)", "2015-01 2016-03")]


PIECES = [
    "Experience\n",
    "Tester, Brightly Ltd",
    " Jan 2015 - Mar 2016",
    "\n",
    "• built 2015",
    "company - A\n",
    "Duration: 2016 - now",
    "Projects\n",
    "Role: Lead\n",
    " - ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_jobs_lie_in_the_text_and_in_the_past(text: str) -> None:
    for job in jobs(text):
        assert 0 <= job.start_offset < job.end_offset <= len(text)
        assert job.interval.start <= job.interval.end <= AS_OF


@pytest.mark.parametrize(
    "unit", [" ", "2015 ", "Jan 2015 - ", "Jan 2015 - Mar 2016 as A ", "- ", ", a", "(", "\n"]
)
def test_long_runs_are_read_in_linear_time(unit: str) -> None:
    text = "Experience\n" + unit * (40_000 // len(unit))
    assert len(jobs(text)) <= 1_700
