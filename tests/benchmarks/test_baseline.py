from io import BytesIO

import docx
import pytest
from builders import AS_OF
from reportlab.pdfgen.canvas import Canvas

from benchmarks.baseline import (
    KeywordProfiles,
    Keywords,
    docx_text,
    experience,
    pdf_text,
    well_known,
)
from matcher.domain.lexicon import Lexicon
from matcher.domain.month import Month


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Python", "python, SQL", True),
        ("Python", "pythonic", False),
        ("Go", "Go and Rust", True),
        ("Go", "willing to go", False),
        ("C", "C, Java", True),
        ("C", "C++ and C#", False),
        ("C++", "C++, Java", True),
        ("Power BI", "power\nBI", True),
        ("Power BI", "power and BI", False),
    ],
)
def test_names_are_found_as_whole_words(name: str, text: str, *, found: bool) -> None:
    assert bool(Keywords([name]).found(text)) is found


def test_well_known_names_are_about_as_many_as_somebody_writes_down() -> None:
    names = well_known()
    assert 200 < len(names) < 250
    assert len({name.casefold() for name in names}) == len(names)
    assert all(name == name.strip() and name for name in names)


def test_roles_are_ranked_by_their_named_requirements(lexicon: Lexicon) -> None:
    roles, skills = lexicon.catalogue.roles, lexicon.taxonomy.skills
    profiles = KeywordProfiles(roles, skills)
    for role in roles.values():
        text = ", ".join(skills[skill].name for each in role.requirements for skill in each.any_of)
        ranked = profiles.ranked(text)
        assert ranked[0] == role.title
        assert sorted(ranked) == sorted(each.title for each in roles.values())


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Baker, 2015 - 2017", "2015-01", "2017-12"),
        ("Baker, Mar 2015 to June 2017", "2015-03", "2017-06"),
        ("Baker, 2015 – Present", "2015-01", str(AS_OF)),
    ],
)
def test_a_span_is_a_job(text: str, start: str, end: str) -> None:
    assert experience(text, AS_OF, Keywords([]))["jobs"] == [{"start": start, "end": end}]


@pytest.mark.parametrize("text", ["Baker, 2017 - 2015", "Baker in 2015", "Call 2015 - 99", "1815 - 1817"])
def test_what_is_no_span_is_no_job(text: str) -> None:
    assert experience(text, AS_OF, Keywords([]))["jobs"] == []


def test_every_keyword_is_used_all_the_time() -> None:
    read = experience("Python. 2015 - 2016, 2016 - 2017", Month(2020, 1), Keywords(["Python", "SQL"]))
    assert read["total_months"] == 36
    assert read["skills"] == [{"name": "Python", "months": 36}]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("B.Sc. and Master of Arts", "master"),
        ("PhD, MSc", "doctorate"),
        ("BSc", "bachelor"),
        ("Baker", "none"),
    ],
)
def test_the_highest_degree_counts(text: str, level: str) -> None:
    assert experience(text, AS_OF, Keywords([]))["education_level"] == level


def test_pdf_text_comes_in_the_order_of_drawing() -> None:
    file = BytesIO()
    canvas = Canvas(file)
    canvas.drawString(100, 100, "below")
    canvas.drawString(100, 700, "above")
    canvas.save()
    assert pdf_text(file.getvalue()).split() == ["below", "above"]


def test_docx_text_has_paragraphs_only() -> None:
    file = BytesIO()
    document = docx.Document()
    document.add_paragraph("in a paragraph")
    document.add_table(1, 1).cell(0, 0).text = "in a table"
    document.save(file)
    assert docx_text(file.getvalue()) == "in a paragraph"
