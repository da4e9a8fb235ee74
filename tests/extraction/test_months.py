import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.month import Month
from matcher.domain.words import DateWords, read_job_words
from matcher.extraction.months import find_periods

AS_OF = Month(2024, 5)
TABLES = tomllib.loads((Path(__file__).parents[2] / "skill_taxonomy" / "jobs.toml").read_text("utf-8"))
WORDS: DateWords = read_job_words(TABLES).dates


def read(text: str) -> list[str]:
    return [f"{period.interval.start} {period.interval.end}" for period in find_periods(text, AS_OF, WORDS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aug 2016 - Aug 2017", "2016-08 2017-08"),
        ("August 2016 to August 2017", "2016-08 2017-08"),
        ("Jan'15 – Mar'17", "2015-01 2017-03"),
        ("April’16 - July ’17", "2016-04 2017-07"),
        ("Jun-15 to Dec-16", "2015-06 2016-12"),
        ("Sep 15 - Jan 16", "2015-09 2016-01"),
        ("Feb. 2021 — Mar. 2022", "2021-02 2022-03"),
        ("Sept 2017 until Oct 2018", "2017-09 2018-10"),
        ("03/2014-05/2016", "2014-03 2016-05"),
        ("01/15 - 03/16", "2015-01 2016-03"),
        ("2016/09 - 2017/02", "2016-09 2017-02"),
        ("03.2015 – 07.2016", "2015-03 2016-07"),
        ("2015-01 – 2016-05", "2015-01 2016-05"),
        ("2011-12 - 2013-05", "2011-12 2013-05"),
        ("2014-03-12 to 2015-01-01", "2014-03 2015-01"),
        ("12/03/2014 - 15/08/2015", "2014-03 2015-08"),
        ("03/25/2014 - 08/15/2015", "2014-03 2015-08"),
        ("1 July 2017 to 3rd of March 2018", "2017-07 2018-03"),
        ("March 3, 2017 - April 12, 2018", "2017-03 2018-04"),
        ("May 2015 - June\n2016", "2015-05 2016-06"),
        ("May 2015\n-\nJune 2016", "2015-05 2016-06"),
        ("June - August 2017", "2017-06 2017-08"),
        ("Nov – Feb 2018", "2017-11 2018-02"),
        ("2012 - 2015", "2012-01 2015-12"),
        ("2012-2015", "2012-01 2015-12"),
        ("2010 to 2012", "2010-01 2012-12"),
        ("2014-15", "2014-01 2015-12"),
        ("2011-12", "2011-01 2012-12"),
        ("Jan 2015 through Expected May 2016", "2015-01 2016-05"),
        ("JUN 2016 TO DEC 2017", "2016-06 2017-12"),
        ("Mar. 2016 \u00ad Jun. 2017", "2016-03 2017-06"),
    ],
)
def test_two_dates_make_a_period(text: str, expected: str) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Aug 2016 - Till date", "2016-08"),
        ("May 2018 to Present", "2018-05"),
        ("2016/09 - now", "2016-09"),
        ("Sep 15 - NOW", "2015-09"),
        ("01.2015 - heute", "2015-01"),
        ("Since 2019", "2019-01"),
        ("since March 2019", "2019-03"),
        ("2015 till date", "2015-01"),
        ("(Feb 2018 till date)", "2018-02"),
        ("1 July 2017 To Till Date", "2017-07"),
        ("Oct 2017- Till Date", "2017-10"),
        ("2015 to date", "2015-01"),
        ("2015 onwards", "2015-01"),
        ("09/2015 – Present", "2015-09"),
        ("From 1st jan 2018", "2018-01"),
        ("06th May 2013 to till the date", "2013-05"),
        ("May 2016 - Dec 2030", "2016-05"),
    ],
)
def test_an_open_end_is_the_month_of_reading(text: str, start: str) -> None:
    [period] = find_periods(text, AS_OF, WORDS)
    assert (str(period.interval.start), period.interval.end, period.current) == (start, AS_OF, True)


@pytest.mark.parametrize(
    "text",
    [
        "SQL Server 2008 - 2012",
        "Windows Server 2008 R2",
        "Windows Server 2012 R2, 2016",
        "Visual Studio 2010/2012/2015",
        "MS Office 2013, 2016",
        "Tel. 512-555-2014",
        "+1 312 555 2019",
        "0044 2012 2015",
        "98% in 2014",
        "version 2015.1",
        "$2000 - 3000",
        "up from 2000 units",
        "we may present the results",
        "2030 - 2031",
        "2016 - 2012",
        "in 2014",
        "Java 8 to 11",
        "graduated 2012",
        "10/12 points",
        "24/7 support",
    ],
)
def test_other_figures_are_no_period(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Summer 2018", "2018-06 2018-08"), ("Q1 2016", "2016-01 2016-03"), ("Mar 2017", "2017-03 2017-03")],
)
def test_a_season_or_month_alone_is_not_ranged(text: str, expected: str) -> None:
    [period] = find_periods(text, AS_OF, WORDS)
    assert (f"{period.interval.start} {period.interval.end}", period.ranged) == (expected, False)


def test_bare_years_are_marked() -> None:
    assert [period.by_years for period in find_periods("2012 - 2015, Mar 2016 - 2017", AS_OF, WORDS)] == [
        True,
        False,
    ]


def test_offsets_bound_the_words_of_the_date() -> None:
    text = "Analyst, Acme (Mar 2017 - Present), remote"
    [period] = find_periods(text, AS_OF, WORDS)
    assert text[period.start : period.end] == "Mar 2017 - Present"


@given(st.text(alphabet="0123456789/-–. ,()'JanMayto present\n", max_size=80))
def test_periods_lie_in_the_text_and_in_the_past(text: str) -> None:
    last = 0
    for period in find_periods(text, AS_OF, WORDS):
        assert last <= period.start < period.end <= len(text)
        assert period.interval.start <= period.interval.end <= AS_OF
        last = period.end
