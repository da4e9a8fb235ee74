"""Layouts drawn as text: letters are 6 points wide, rows 14 points apart; two blanks part fragments."""

import re

import pytest

from matcher.documents.layout import Fragment
from matcher.documents.pdf_lines import page_text
from matcher.documents.reading_order import in_reading_order

LETTER_WIDTH = 5.5
ROW_PITCH = 14.0
HEIGHT = 12.0


def drawn(picture: str) -> list[Fragment]:
    return [
        Fragment(
            match.group(),
            match.start() * LETTER_WIDTH,
            match.end() * LETTER_WIDTH,
            number * ROW_PITCH,
            HEIGHT,
        )
        for number, line in enumerate(picture.strip("\n").splitlines(), start=1)
        for match in re.finditer(r"\S+(?: \S+)*", line)
    ]


def read(picture: str) -> list[str]:
    text = page_text(in_reading_order(drawn(picture)))
    return [re.sub(r"\s+", " ", line) for line in text.splitlines() if line]


ONE_COLUMN = """
Mira Kestrel
Experience
Built the payroll service of a shipping line
and kept it running
"""

TWO_COLUMNS_DRAWN_BY_ROW = """
                 Mira Kestrel, marine software engineer of long standing
Experience                            Education
Built the payroll service of a        Studied computing at the college
shipping line and moved it to         of the harbour town and wrote a
another database without a            thesis about tide tables with the
day of standstill for the crews.      help of the port authority there.
Taught apprentices to write           Spent a term in Tromsø and came
tests before they wrote code.         back with a taste for cold water.
"""

LEFT_SIDEBAR_UNDER_HEADER = """
           Mira Kestrel, marine software engineer, Harbour Street 5, Tidewater

Contact            Experience
mira at home       Senior engineer, Northern Lines           2019 - 2023
555 0100           • Moved the booking system to the cloud in half a year
                   • Led four people
Skills             Engineer, Southern Lines                  2015 - 2019
Python             • Wrote the billing engine in Java and kept it correct
Java               • Cut the cost of storage by a third
Kafka
Docker             Education
Postgres           Bachelor of computing, Harbour College    2011 - 2015
Linux              Graduated with distinction in a year of storms
"""

RIGHT_SIDEBAR = """
Mira Kestrel                                             Skills
Experience                                               Python
Senior engineer, Northern Lines                          Java
• Moved the booking system to the cloud in a year        Kafka
• Led four people of two nations                         Docker
Engineer, Southern Lines                                 Languages
• Wrote the billing engine in Java                       Finnish
• Cut the cost of storage by a third                     English
"""

DATES_IN_RIGHT_MARGIN = """
Experience
Northern Lines                                   Tromsø
Senior engineer                             2019 - 2023
• Moved the booking system
• Led four people
Southern Lines                                   Bergen
Engineer                                    2015 - 2019
• Wrote the billing engine
"""

DATES_IN_LEFT_RAIL = """
Experience
2019 - 2023     Senior engineer, Northern Lines
                Moved the booking system to the cloud
                Led four people of two nations
2015 - 2019     Engineer, Southern Lines
                Wrote the billing engine in Java
                Cut the cost of storage by a third
"""

RAIL_UNDER_HEADINGS = """
Mira Kestrel
Experience

2019 - 2023     Senior engineer, Northern Lines
Tromsø          Moved the booking system to the cloud
                Led four people of two nations

2015 - 2019     Engineer, Southern Lines
Bergen          Wrote the billing engine in Java

Education

2011 - 2015     Bachelor of computing
Tromsø          Harbour College of the north
"""

LABELS_IN_LEFT_RAIL = """
Mira Kestrel

Experience      Senior engineer, Northern Lines      2019 - 2023
                Moved the booking system to the cloud in a year
                Led four people of two nations

Education       Bachelor of computing
                Harbour College
                Graduated with distinction
"""

TABLE = """
Degree          School               Year
Bachelor        Harbour College      2015
Master          Fjord University     2017
Doctorate       Fjord University     2021
"""

SKILL_TABLE = """
Skills
Languages:      Python, Java, Kotlin
Databases:      Postgres, Redis
Clouds:         the one with the bucket
"""

BULLETS_IN_COLUMNS = """
Coursework
• Tides              • Currents          • Weather
• Knots              • Sails             • Stars
Skills
• Proficient in the navigation of small boats in big waves
"""

COLUMNS_THEN_FULL_WIDTH = """
Coursework
• Tides and all that               • Currents of the
follows from them                  northern sea
• Knots

Skills
• Proficient in the navigation of small boats in big waves and storms
"""

CONTACT_LINE_IN_CELLS = """
                   Mira Kestrel
mira at home         555 0100         Tidewater
Experience
Northern Lines
Senior engineer                     2019 - 2023
• Moved the booking system to the cloud in half a year
"""


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        pytest.param(
            ONE_COLUMN,
            [
                "Mira Kestrel",
                "Experience",
                "Built the payroll service of a shipping line",
                "and kept it running",
            ],
            id="one column",
        ),
        pytest.param(
            TWO_COLUMNS_DRAWN_BY_ROW,
            [
                "Mira Kestrel, marine software engineer of long standing",
                "Experience",
                "Built the payroll service of a",
                "shipping line and moved it to",
                "another database without a",
                "day of standstill for the crews.",
                "Taught apprentices to write",
                "tests before they wrote code.",
                "Education",
                "Studied computing at the college",
                "of the harbour town and wrote a",
                "thesis about tide tables with the",
                "help of the port authority there.",
                "Spent a term in Tromsø and came",
                "back with a taste for cold water.",
            ],
            id="two columns on one grid",
        ),
        pytest.param(
            LEFT_SIDEBAR_UNDER_HEADER,
            [
                "Mira Kestrel, marine software engineer, Harbour Street 5, Tidewater",
                "Contact",
                "mira at home",
                "555 0100",
                "Skills",
                "Python",
                "Java",
                "Kafka",
                "Docker",
                "Postgres",
                "Linux",
                "Experience",
                "Senior engineer, Northern Lines 2019 - 2023",
                "• Moved the booking system to the cloud in half a year",
                "• Led four people",
                "Engineer, Southern Lines 2015 - 2019",
                "• Wrote the billing engine in Java and kept it correct",
                "• Cut the cost of storage by a third",
                "Education",
                "Bachelor of computing, Harbour College 2011 - 2015",
                "Graduated with distinction in a year of storms",
            ],
            id="left sidebar under a header",
        ),
        pytest.param(
            RIGHT_SIDEBAR,
            [
                "Mira Kestrel",
                "Experience",
                "Senior engineer, Northern Lines",
                "• Moved the booking system to the cloud in a year",
                "• Led four people of two nations",
                "Engineer, Southern Lines",
                "• Wrote the billing engine in Java",
                "• Cut the cost of storage by a third",
                "Skills",
                "Python",
                "Java",
                "Kafka",
                "Docker",
                "Languages",
                "Finnish",
                "English",
            ],
            id="right sidebar on the same grid",
        ),
        pytest.param(
            DATES_IN_RIGHT_MARGIN,
            [
                "Experience",
                "Northern Lines Tromsø",
                "Senior engineer 2019 - 2023",
                "• Moved the booking system",
                "• Led four people",
                "Southern Lines Bergen",
                "Engineer 2015 - 2019",
                "• Wrote the billing engine",
            ],
            id="dates and places pushed to the right margin",
        ),
        pytest.param(
            DATES_IN_LEFT_RAIL,
            [
                "Experience",
                "2019 - 2023",
                "Senior engineer, Northern Lines",
                "Moved the booking system to the cloud",
                "Led four people of two nations",
                "2015 - 2019",
                "Engineer, Southern Lines",
                "Wrote the billing engine in Java",
                "Cut the cost of storage by a third",
            ],
            id="dates in a rail at the left",
        ),
        pytest.param(
            RAIL_UNDER_HEADINGS,
            [
                "Mira Kestrel",
                "Experience",
                "2019 - 2023",
                "Tromsø",
                "Senior engineer, Northern Lines",
                "Moved the booking system to the cloud",
                "Led four people of two nations",
                "2015 - 2019",
                "Bergen",
                "Engineer, Southern Lines",
                "Wrote the billing engine in Java",
                "Education",
                "2011 - 2015",
                "Tromsø",
                "Bachelor of computing",
                "Harbour College of the north",
            ],
            id="dates and places in a rail under headings",
        ),
        pytest.param(
            LABELS_IN_LEFT_RAIL,
            [
                "Mira Kestrel",
                "Experience",
                "Senior engineer, Northern Lines 2019 - 2023",
                "Moved the booking system to the cloud in a year",
                "Led four people of two nations",
                "Education",
                "Bachelor of computing",
                "Harbour College",
                "Graduated with distinction",
            ],
            id="section labels in a rail at the left",
        ),
        pytest.param(
            TABLE,
            [
                "Degree School Year",
                "Bachelor Harbour College 2015",
                "Master Fjord University 2017",
                "Doctorate Fjord University 2021",
            ],
            id="table",
        ),
        pytest.param(
            SKILL_TABLE,
            [
                "Skills",
                "Languages: Python, Java, Kotlin",
                "Databases: Postgres, Redis",
                "Clouds: the one with the bucket",
            ],
            id="skill table",
        ),
        pytest.param(
            BULLETS_IN_COLUMNS,
            [
                "Coursework",
                "• Tides",
                "• Knots",
                "• Currents",
                "• Sails",
                "• Weather",
                "• Stars",
                "Skills",
                "• Proficient in the navigation of small boats in big waves",
            ],
            id="bullets in columns",
        ),
        pytest.param(
            COLUMNS_THEN_FULL_WIDTH,
            [
                "Coursework",
                "• Tides and all that",
                "follows from them",
                "• Knots",
                "• Currents of the",
                "northern sea",
                "Skills",
                "• Proficient in the navigation of small boats in big waves and storms",
            ],
            id="heading under columns belongs to what is below",
        ),
        pytest.param(
            CONTACT_LINE_IN_CELLS,
            [
                "Mira Kestrel",
                "mira at home 555 0100 Tidewater",
                "Experience",
                "Northern Lines",
                "Senior engineer 2019 - 2023",
                "• Moved the booking system to the cloud in half a year",
            ],
            id="contact line in cells",
        ),
    ],
)
def test_order(picture: str, expected: list[str]) -> None:
    assert read(picture) == expected


def test_an_empty_page_has_no_blocks() -> None:
    assert in_reading_order([]) == []


def test_text_set_tightly_over_the_same_stretch_is_two_lines() -> None:
    above = Fragment("The heading over it", 0, 120, 100, HEIGHT)
    below = Fragment("the line under it all", 0, 130, 103, HEIGHT)
    assert page_text(in_reading_order([above, below])).splitlines() == [above.text, below.text]
