from collections.abc import Callable
from dataclasses import replace

import pytest
from builders import AS_OF, RESUME

from matcher.documents import Reader, document_from_text
from matcher.domain.analysis import Analysis
from matcher.domain.document import Document, DocumentWarning, Page, ReadingLimits
from matcher.domain.lexicon import Lexicon
from matcher.domain.month import Month
from matcher.services.analysis import Analyst
from matcher.services.answers import dump_unstored
from matcher.services.candidates import Candidates
from matcher.services.current_fits import CurrentFits
from matcher.services.intake import Intake
from matcher.services.original_files import OriginalFiles
from matcher.services.rereading import Rereading
from matcher.services.resumes import Resumes
from matcher.services.unrecognised import UnrecognisedSkills
from matcher.storage import Database
from matcher.taxonomy import own_skill, with_own_skills

FOOBASE = {"id": "foobase", "name": "FooBase", "kind": "database", "implies": ["sql"]}
KEPT = ("id", "external_id", "status", "as_of", "created_at", "document")


@pytest.fixture(scope="module")
def grown(lexicon: Lexicon) -> Analyst:
    """An analyst who knows one skill more."""
    return Analyst(with_own_skills(lexicon, [own_skill(FOOBASE)]), Reader(ReadingLimits()))


@pytest.fixture
def rereading(any_database: Database, grown: Analyst) -> Rereading:
    return Rereading(any_database, lambda: grown.lexicon, lambda: grown)


@pytest.fixture
def taken(intake: Intake, analyse_text: Callable[..., Analysis]) -> list[str]:
    """Three résumés that were read with the small taxonomy as it is carried."""
    texts = ["Nothing to say", RESUME, "Skills\nPython, SQL, FooBase"]
    return [
        intake.store(analyse_text(text), text.encode(), f"hr-{number}").resume.id
        for number, text in enumerate(texts)
    ]


def test_all_are_read_again_as_if_they_came_in_now(
    rereading: Rereading, resumes: Resumes, taken: list[str], grown: Analyst
) -> None:
    before = [resumes.get(resume_id) for resume_id in taken]
    assert rereading.progress() == {"done": 0, "waiting": 3}
    assert list(rereading.run()) == taken
    assert rereading.progress() == {"done": 3, "waiting": 0}
    after = [resumes.get(resume_id) for resume_id in taken]
    assert [[each[key] for key in KEPT] for each in after] == [[each[key] for key in KEPT] for each in before]
    document = document_from_text(RESUME, ReadingLimits())
    fresh = dump_unstored(grown.analyse_document(document, Month(2024, 6)), grown.lexicon)
    assert (after[1]["profile"], after[1]["fits"]) == (fresh["profile"], fresh["fits"])
    assert "foobase" in {skill["id"] for skill in after[1]["profile"]["skills"]}
    assert resumes.text(taken[1]) == RESUME


def test_what_is_said_of_the_text_is_of_the_last_reading(
    intake: Intake, any_database: Database, resumes: Resumes, analyst: Analyst, grown: Analyst
) -> None:
    """Beside what was said of the file, which is read once."""
    text = f"Skills\n{'FooBase ' * 6}"
    of_file = DocumentWarning("hidden-text", "Some is hidden.")
    document = replace(document_from_text(text, ReadingLimits()), warnings=(of_file,))
    stored = intake.store(analyst.analyse_document(document, AS_OF), text.encode()).resume
    assert codes_of(resumes, stored.id) == ["hidden-text"]
    assert list(Rereading(any_database, lambda: grown.lexicon, lambda: grown).run()) == [stored.id]
    assert codes_of(resumes, stored.id) == ["hidden-text", "keyword-stuffing"]
    assert list(Rereading(any_database, lambda: analyst.lexicon, lambda: analyst).run()) == [stored.id]
    assert codes_of(resumes, stored.id) == ["hidden-text"]


def codes_of(resumes: Resumes, resume_id: str) -> list[str]:
    return [each["code"] for each in resumes.get(resume_id)["document"]["warnings"]]


def test_rankings_and_counts_follow(
    rereading: Rereading, any_database: Database, taken: list[str], grown: Analyst
) -> None:
    unrecognised = UnrecognisedSkills(any_database)
    assert unrecognised.page(None, 5)["items"] == [{"surface": "FooBase", "resumes": 2}]
    assert len(list(rereading.run())) == len(taken)
    assert unrecognised.page(None, 5)["items"] == []
    ranked = Candidates(any_database, grown.lexicon).page("data-engineer", None, 5)["items"]
    originals = OriginalFiles(any_database, None, keep=True)
    resumes = Resumes(any_database, grown.lexicon, CurrentFits(grown.lexicon, grown.relations), originals)
    for item in ranked:
        assert item["score"] == resumes.fit(item["id"], "data-engineer")["score"]


def test_a_second_run_finds_nothing_to_do(rereading: Rereading, taken: list[str]) -> None:
    assert list(rereading.run()) == taken
    assert list(rereading.run()) == []


def test_a_run_that_was_stopped_is_taken_up_where_it_was(rereading: Rereading, taken: list[str]) -> None:
    assert next(rereading.run()) == taken[0]
    assert rereading.progress() == {"done": 1, "waiting": 2}
    assert list(rereading.run()) == taken[1:]


def test_one_that_was_erased_meanwhile_stays_erased(
    rereading: Rereading, resumes: Resumes, taken: list[str]
) -> None:
    run = rereading.run()
    assert next(run) == taken[0]
    resumes.delete(taken[1])
    assert list(run) == [taken[2]]
    assert len(resumes.page(None, 5)["items"]) == 2


class Stumbling(Analyst):
    def __init__(self, analyst: Analyst, on: str) -> None:
        self.lexicon = analyst.lexicon
        self._analyst = analyst
        self._on = on

    def analyse_document(self, document: Document, as_of: Month) -> Analysis:
        if document.text.startswith(self._on):
            raise RecursionError(document.text)
        return self._analyst.analyse_document(document, as_of)


def test_one_that_cannot_be_read_holds_up_no_other_and_is_not_quoted(
    any_database: Database, taken: list[str], grown: Analyst, caplog: pytest.LogCaptureFixture
) -> None:
    rereading = Rereading(any_database, lambda: grown.lexicon, lambda: Stumbling(grown, "Nothing"))
    assert list(rereading.run()) == taken[1:]
    assert rereading.progress() == {"done": 2, "waiting": 1}
    assert caplog.messages == [f"RecursionError on reading résumé {taken[0]} again"]


def test_a_change_on_the_way_is_followed(
    any_database: Database, taken: list[str], grown: Analyst, analyst: Analyst
) -> None:
    """The first pass is made with one taxonomy, and then there is another."""
    lexicons = iter([grown.lexicon, *[replace(analyst.lexicon)] * 10])
    analysts = iter([grown, *[analyst] * 10])
    rereading = Rereading(any_database, lambda: next(lexicons), lambda: next(analysts))
    assert list(rereading.run()) == [*taken, *taken]


def test_pages_stay_what_they_were(
    intake: Intake, resumes: Resumes, rereading: Rereading, analyst: Analyst
) -> None:
    text = "Skills\nPython, SQL\nSkills\nDocker, FooBase, Go"
    pages = (Page(1, 0, 19), Page(2, 19, len(text)))
    document = replace(document_from_text(text, ReadingLimits()), pages=pages)
    taken = intake.store(analyst.analyse_document(document, Month(2024, 6)), text.encode())
    assert list(rereading.run()) == [taken.resume.id]
    skills = {skill["id"]: skill for skill in resumes.get(taken.resume.id)["profile"]["skills"]}
    assert [skills[each]["mentions"][0]["page"] for each in ("python", "docker", "foobase")] == [1, 2, 2]
