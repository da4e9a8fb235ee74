from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

import pytest
from builders import RESUME
from sqlalchemy import select

from matcher.domain.analysis import Analysis
from matcher.domain.document import Document
from matcher.domain.lexicon import Lexicon
from matcher.domain.month import Month
from matcher.domain.review import Author, Labelling
from matcher.services.answers import dump_stored, encode
from matcher.services.clock import now, this_month
from matcher.services.intake import Intake
from matcher.services.original_files import OriginalFiles
from matcher.services.resumes import Resumes
from matcher.storage import Database
from matcher.storage.review_tables import LabelRow
from matcher.storage.tables import OriginalRow, ReadingRow

CONTENT = RESUME.encode()
LABELLING = Labelling(("backend", "call back"), Author("desk", "0123456789ab"))


@pytest.fixture(scope="module")
def analysis(analyse_text: Callable[..., Analysis]) -> Analysis:
    return analyse_text(RESUME)


def of_other_bytes(analysis: Analysis) -> Analysis:
    document: Document = replace(analysis.document, sha256="1" * 64)
    return replace(analysis, document=document)


def count(resumes: Resumes) -> int:
    return len(resumes.page(None, 100)["items"])


def test_the_same_bytes_under_the_same_external_id_are_the_same_resume(
    intake: Intake, resumes: Resumes, analysis: Analysis
) -> None:
    first, again = intake.store(analysis, CONTENT, "hr-1"), intake.store(analysis, CONTENT, "hr-1")
    assert (first.new, again.new) == (True, False)
    assert again.resume == first.resume
    assert count(resumes) == 1


def test_what_is_answered_at_once_is_what_is_read_back(
    intake: Intake, any_database: Database, analysis: Analysis
) -> None:
    at_once = intake.store(analysis, CONTENT).resume
    with any_database.unit_of_work() as unit:
        read_back = unit.resumes.get(at_once.id)
    assert at_once == read_back
    assert encode(dump_stored(at_once)) == encode(dump_stored(read_back))


def test_other_bytes_or_another_external_id_are_another_resume(
    intake: Intake, resumes: Resumes, analysis: Analysis
) -> None:
    taken = [
        intake.store(analysis, CONTENT, "hr-1"),
        intake.store(analysis, CONTENT, "hr-2"),
        intake.store(of_other_bytes(analysis), b"other", "hr-1"),
    ]
    assert all(each.new for each in taken)
    assert count(resumes) == 3


def test_without_an_external_id_each_time_is_a_resume(
    intake: Intake, resumes: Resumes, analysis: Analysis
) -> None:
    assert intake.store(analysis, CONTENT).new
    assert intake.store(analysis, CONTENT).new
    assert count(resumes) == 2


def test_an_erased_resume_can_be_taken_in_again(intake: Intake, resumes: Resumes, analysis: Analysis) -> None:
    first = intake.store(analysis, CONTENT, "hr-1")
    resumes.delete(first.resume.id)
    again = intake.store(analysis, CONTENT, "hr-1")
    assert again.new
    assert again.resume.id != first.resume.id


def test_what_has_no_external_id_is_labelled_by_its_bytes(
    intake: Intake, resumes: Resumes, analysis: Analysis
) -> None:
    digest = sha256(CONTENT).hexdigest()
    assert not intake.label_if_stored(digest, LABELLING)
    other = intake.store(analysis, CONTENT, "hr-1").resume
    assert not intake.label_if_stored(digest, LABELLING)
    taken = intake.store(analysis, CONTENT).resume
    assert intake.label_if_stored(digest, LABELLING)
    assert resumes.get(taken.id)["labels"] == ["backend", "call back"]
    assert resumes.get(other.id)["labels"] == []


def test_labels_come_in_with_a_resume(intake: Intake, any_database: Database, analysis: Analysis) -> None:
    at_once = intake.store(analysis, CONTENT, "hr-1", LABELLING).resume
    assert (at_once.labels, at_once.revision) == (("backend", "call back"), 1)
    with any_database.unit_of_work() as unit:
        assert unit.resumes.get(at_once.id) == at_once
    with any_database.engine.connect() as connection:
        rows = connection.execute(select(LabelRow.author, LabelRow.author_key)).all()
    assert {tuple(row) for row in rows} == {("desk", "0123456789ab")}


def test_the_same_resume_again_gets_more_labels_and_loses_none(intake: Intake, analysis: Analysis) -> None:
    revisions = []
    for labels in (("b",), ("a",), (), ("a", "b")):
        taken = intake.store(analysis, CONTENT, "hr-1", Labelling(labels))
        revisions.append((taken.new, taken.resume.labels, taken.resume.revision))
    more = ("a", "b")
    assert revisions == [(True, ("b",), 1), (False, more, 2), (False, more, 2), (False, more, 2)]


def test_nothing_is_labelled_where_the_transaction_comes_to_nothing(
    intake: Intake, resumes: Resumes, analysis: Analysis
) -> None:
    def fail(*_: object) -> None:
        raise InterruptedError

    first = intake.store(analysis, CONTENT, "hr-1").resume
    for external_id in ("hr-1", "hr-2"):
        new = intake.prepared(analysis, CONTENT, external_id, labelling=LABELLING)
        with pytest.raises(InterruptedError):
            intake.keep(new, CONTENT, fail)
    assert count(resumes) == 1
    assert resumes.get(first.id)["labels"] == []


def test_the_original_and_what_was_read_are_kept(
    intake: Intake, any_database: Database, analysis: Analysis
) -> None:
    intake.store(analysis, CONTENT)
    with any_database.engine.connect() as connection:
        assert connection.scalar(select(OriginalRow.content)) == CONTENT
        reading = connection.execute(select(ReadingRow.text, ReadingRow.extraction)).one()
    assert reading.text == RESUME
    assert reading.extraction["as_of"] == "2024-06"
    assert reading.extraction["jobs"][0]["interval"] == {"start": "2020-03", "end": "2024-06"}
    assert len(reading.extraction["mentions"]) == len(analysis.extraction.mentions)


def test_the_original_is_not_kept_where_a_setting_says_so(
    any_database: Database, lexicon: Lexicon, analysis: Analysis
) -> None:
    forgetful = OriginalFiles(any_database, None, keep=False)
    Intake(any_database, lexicon, forgetful).store(analysis, CONTENT)
    with any_database.engine.connect() as connection:
        assert connection.scalar(select(OriginalRow.content)) is None


def test_time_is_taken_to_the_second_in_utc() -> None:
    moment = now()
    assert moment.microsecond == 0
    assert moment.utcoffset() is not None
    assert this_month(lambda: moment) == Month(moment.year, moment.month)
