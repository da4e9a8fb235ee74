from dataclasses import replace

import pytest
from builders import new_resume, profile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.domain.document import Document
from matcher.domain.search import EVERYBODY, ResumeFilter
from matcher.services.search_words import alternatives_from
from matcher.storage import Database

TEXTS = {
    "A": "Wrote C++ and C# on Node.js; ETL/ELT with client-server tools. Müller & Söhne <b>Loom</b>",
    "B": "C programming, Java, data engineer at https://example.org/node.js. The weaver's handbook",
    "C": "Data science. Engineer of looms, C++11, F#, 日本語 résumé",
}


@pytest.fixture
def stored(database: Database) -> Database:
    with database.unit_of_work() as unit:
        for name, text in TEXTS.items():
            new = new_resume(name * 26, profile())
            unit.resumes.add(replace(new, document=replace(new.document, text=text)))
    return database


def found(database: Database, typed: str) -> str:
    search = replace(EVERYBODY, wanted=ResumeFilter(text=alternatives_from(typed)))
    with database.unit_of_work() as unit:
        return "".join(sorted(item.id[0] for item in unit.lists.page(search, None, 10)))


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("c++", "AC"),
        ("C#", "A"),
        ("f#", "C"),
        ("c", "B"),
        ("node.js", "AB"),
        ("etl", "A"),
        ("ELT/etl", ""),
        ("server", "A"),
        ("client-server", "A"),
        ("MÜLLER", "A"),
        ("loom", "A"),
        ("engineer data", "BC"),
        ('"data engineer"', "B"),
        ("engineer -data", ""),
        ("engineer -science", "B"),
        ("-java", "AC"),
        ('-"data engineer"', "AC"),
        ("java OR etl", "AB"),
        ("java or etl", ""),
        ("-java OR weaver", "ABC"),
        ("weaver's", "B"),
        ("日本語", "C"),
        ("resume", ""),
        ("", "ABC"),
        ("?!,", "ABC"),
        ('"', "ABC"),
        ("nothing of it", ""),
    ],
)
def test_words_are_found_alike_on_every_database(stored: Database, typed: str, who: str) -> None:
    assert found(stored, typed) == who


@given(st.text(max_size=40) | st.text(alphabet="ab\"-*()+:^{}&|!<>\\' ORNEAT", max_size=40))
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_can_be_typed_is_an_error(stored: Database, typed: str) -> None:
    assert set(found(stored, typed)) <= set(TEXTS)


def test_words_go_with_the_resume(stored: Database) -> None:
    with stored.unit_of_work() as unit:
        unit.resumes.delete("A" * 26)
        new = new_resume("D" * 26, profile())
        unit.resumes.add(replace(new, document=Document("weaver", "cv.txt", "text/plain", "1" * 64, ())))
    assert (found(stored, "c++"), found(stored, "weaver")) == ("C", "BD")


def test_what_other_versions_write_change_and_erase_is_followed(stored: Database) -> None:
    with stored.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE readings SET text = 'spinning' WHERE text LIKE 'Wrote%%'")
        connection.exec_driver_sql("DELETE FROM readings WHERE text LIKE 'C programming%%'")
    assert found(stored, "spinning") == "A"
    assert found(stored, "müller") == ""
    assert found(stored, "weaver") == ""


def test_another_organisation_finds_no_word_of_it(stored: Database) -> None:
    assert found(stored.of(2), "c++") == ""
    assert found(stored.of(2), "-java") == ""


def test_a_text_of_the_greatest_length_is_kept(database: Database) -> None:
    new = new_resume("E" * 26, profile())
    text = " ".join(f"{number:x}語" for number in range(60_000))
    with database.unit_of_work() as unit:
        unit.resumes.add(replace(new, document=replace(new.document, text=text)))
    assert found(database, "9語") == "E"
