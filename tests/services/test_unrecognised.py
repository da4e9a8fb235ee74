from collections.abc import Callable

import pytest

from matcher.domain.analysis import Analysis
from matcher.errors import InvalidInput
from matcher.services.cursors import encode
from matcher.services.intake import Intake
from matcher.services.resumes import Resumes
from matcher.services.unrecognised import UnrecognisedSkills
from matcher.storage import Database

Take = Callable[[str], str]
LISTS = ("FooDB, Bár Tool, QuuxML", "FOODB, Bár-Tool, FooDB", "FooDB, Zyx++")


@pytest.fixture
def unrecognised(any_database: Database) -> UnrecognisedSkills:
    return UnrecognisedSkills(any_database)


@pytest.fixture
def take(intake: Intake, analyse_text: Callable[..., Analysis]) -> Take:
    def taken(items: str) -> str:
        text = f"Vera Lindqvist\n\nSkills\nPython, SQL, {items}\n"
        return intake.store(analyse_text(text), text.encode()).resume.id

    return taken


def counted(unrecognised: UnrecognisedSkills, limit: int = 50) -> list[tuple[str, int]]:
    return [(item["surface"], item["resumes"]) for item in unrecognised.page(None, limit)["items"]]


def test_each_resume_counts_once_however_it_writes_it(take: Take, unrecognised: UnrecognisedSkills) -> None:
    for items in LISTS:
        take(items)
    assert counted(unrecognised) == [("FooDB", 3), ("Bár-Tool", 2), ("QuuxML", 1), ("Zyx++", 1)]


def test_known_skills_and_sentences_are_not_counted(take: Take, unrecognised: UnrecognisedSkills) -> None:
    take("Docker, Kafka, and many more of the tools that we used every day")
    assert counted(unrecognised) == []


@pytest.mark.parametrize("limit", [1, 2, 3, 4])
def test_pages_cover_all_once(take: Take, unrecognised: UnrecognisedSkills, limit: int) -> None:
    for items in LISTS:
        take(items)
    seen, cursor = [], None
    while True:
        page = unrecognised.page(cursor, limit)
        seen += [item["surface"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == ["FooDB", "Bár-Tool", "QuuxML", "Zyx++"]


def test_an_erased_resume_counts_no_more(
    take: Take, unrecognised: UnrecognisedSkills, resumes: Resumes
) -> None:
    gone, *_ = [take(items) for items in LISTS]
    resumes.delete(gone)
    assert counted(unrecognised) == [("FooDB", 2), ("Bár-Tool", 1), ("Zyx++", 1)]


@pytest.mark.parametrize(
    "cursor",
    [
        "nonsense",
        encode("1"),
        encode("x", "61"),
        encode("1", "6"),
        encode("1", "zz"),
        encode("1", "ff"),
        encode("1", "00"),
        encode("9" * 30, "61"),
    ],
)
def test_a_cursor_that_no_page_gave_out_is_refused(unrecognised: UnrecognisedSkills, cursor: str) -> None:
    with pytest.raises(InvalidInput, match="cursor"):
        unrecognised.page(cursor, 5)
