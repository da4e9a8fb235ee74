import pytest
from builders import AS_OF

from matcher.domain.lexicon import Lexicon
from matcher.extraction.job_cautions import find_job_cautions
from matcher.extraction.jobs import find_jobs
from matcher.extraction.sections import find_sections

DUTIES = "• Wrote reports for the board, led a team of four and looked after the machines of the mill.\n"


def cautions(text: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    text = f"Vera Lindqvist\n\nWork Experience\n{text}\nEducation\nBSc Physics, expected June 2027\n"
    sections = find_sections(text, lexicon.headings)
    jobs = find_jobs(text, sections, AS_OF, lexicon.job_words)
    found = find_job_cautions(text, sections, jobs, AS_OF, lexicon.job_words)
    return [(warning.code, warning.detail) for warning in found]


@pytest.mark.parametrize(
    ("one", "other", "months"),
    [
        ("March 2018 - May 2021", "January 2021 - Present", "5 months (2021-01 to 2021-05)"),
        ("03/2018 - 12/2021", "01/2019 - 06/2020", "18 months (2019-01 to 2020-06)"),
        ("2015 - 2020", "2017 - 2019", "14 months (2017-12 to 2019-01)"),  # surely, whatever the months
        ("2010 - Present", "May 2012 - May 2014", "25 months (2012-05 to 2014-05)"),
    ],
)
def test_overlapping_jobs_are_said_in_months(one: str, other: str, months: str, lexicon: Lexicon) -> None:
    text = f"Software Engineer, Brightly Ltd\n{one}\n{DUTIES}Data Analyst, Norwood Inc\n{other}\n{DUTIES}"
    ((code, detail),) = cautions(text, lexicon)
    assert code == "overlapping-jobs"
    assert months in detail
    assert "Brightly" not in detail


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Engineer, Brightly Ltd\nMarch 2018 - May 2021", "Analyst, Norwood Inc\nApril 2021 - Present"),
        ("Engineer, Brightly Ltd\n2015 - 2018", "Analyst, Norwood Inc\n2018 - Present"),
        ("Engineer, Brightly Ltd\n2015 - 2018", "Analyst, Norwood Inc\n2017 - 2018"),
        ("Engineer, Brightly Ltd\n2015 - 2019", "Intern, Norwood Inc\nMay 2016 - August 2016"),
        ("Engineer, Brightly Ltd\n2015 - 2019", "Analyst (part-time), Norwood Inc\nMay 2016 - May 2018"),
        ("Freelance Engineer, Brightly Ltd\n2015 - 2019", "Analyst, Norwood Inc\nMay 2016 - May 2018"),
    ],
)
def test_handovers_and_work_beside_a_job_pass(one: str, other: str, lexicon: Lexicon) -> None:
    assert cautions(f"{one}\n{DUTIES}{other}\n{DUTIES}", lexicon) == []


@pytest.mark.parametrize(
    ("dates", "last"),
    [
        ("March 2020 - March 2026", "2026-03"),
        ("2020 - 2026", "2026-12"),
        ("09/2024 – Present", "2024-09"),
        ("01.01.2020 bis 31.12.2025", "2025-12"),
    ],
)
def test_dates_to_come_are_said(dates: str, last: str, lexicon: Lexicon) -> None:
    found = dict(cautions(f"Software Engineer, Brightly Ltd\n{dates}\n{DUTIES}", lexicon))
    assert f"reach to {last}, beyond 2024-06" in found["dates-in-the-future"]


@pytest.mark.parametrize(
    "dates",
    [
        "March 2020 - Present",
        "2020 - 2024",  # the year is not over
        "March 2020 - June 2024",
        "March 2020 - Present\nPlanned the move to the new mill in May 2026.",
    ],
)
def test_dates_gone_by_pass(dates: str, lexicon: Lexicon) -> None:
    assert cautions(f"Software Engineer, Brightly Ltd\n{dates}\n{DUTIES}", lexicon) == []


def test_a_history_without_dates_is_said(lexicon: Lexicon) -> None:
    ((code, detail),) = cautions(f"Software Engineer, Brightly Ltd\n{DUTIES * 2}", lexicon)
    assert code == "no-dates"
    assert "no months are counted" in detail


def test_a_history_of_a_line_passes(lexicon: Lexicon) -> None:
    assert cautions("Various, details on request", lexicon) == []
