import json
from collections.abc import Callable

import pytest
from builders import AS_OF, RESUME
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.analysis import Analysis
from matcher.domain.extraction import Extraction
from matcher.domain.month import Month
from matcher.errors import NotFound
from matcher.fitting import build_profile
from matcher.services.analysis import Analyst
from matcher.services.intake import Intake, _plain
from matcher.services.kept_extraction import restored_extraction
from matcher.services.resumes import Resumes
from matcher.storage import Database

MONTHS = st.builds(Month, st.integers(1, 9999), st.integers(1, 12))
st.register_type_strategy(Month, MONTHS)


def kept(database: Database, resume_id: str) -> dict[str, object]:
    with database.unit_of_work() as unit:
        return dict(unit.resumes.extraction(resume_id))


def test_what_was_stored_comes_back(
    intake: Intake, any_database: Database, analyse_text: Callable[..., Analysis], analyst: Analyst
) -> None:
    analysis = analyse_text(RESUME)
    resume_id = intake.store(analysis, RESUME.encode()).resume.id
    restored = restored_extraction(kept(any_database, resume_id))
    assert restored == analysis.extraction
    assert build_profile(restored, analyst.lexicon, analyst.relations) == analysis.profile


@given(st.from_type(Extraction))
def test_any_extraction_comes_back(extraction: Extraction) -> None:
    assert restored_extraction(json.loads(json.dumps(_plain(extraction)))) == extraction


def test_fields_that_came_up_later_have_their_defaults() -> None:
    lists = ("sections", "mentions", "declined", "unrecognised", "stated", "jobs", "schooling")
    restored = restored_extraction({"as_of": str(AS_OF), "gone": 1, **{name: [] for name in lists}})
    assert restored == Extraction(AS_OF, (), (), (), (), (), (), ())


def test_erasing_takes_what_was_read_along(
    intake: Intake, resumes: Resumes, any_database: Database, analyse_text: Callable[..., Analysis]
) -> None:
    resume_id = intake.store(analyse_text(RESUME), RESUME.encode()).resume.id
    assert kept(any_database, resume_id)["as_of"] == "2024-06"
    resumes.delete(resume_id)
    with pytest.raises(NotFound):
        kept(any_database, resume_id)
