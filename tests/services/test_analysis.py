from collections.abc import Callable

import pytest
from builders import AS_OF, RESUME

from matcher.domain.analysis import Analysis
from matcher.domain.document import Upload
from matcher.domain.month import Month
from matcher.errors import Empty
from matcher.services.analysis import Analyst


def test_a_file_and_the_same_text_give_the_same_fits(
    analyst: Analyst, analyse_text: Callable[..., Analysis]
) -> None:
    of_file = analyst.analyse(Upload(RESUME.encode(), "cv.txt"), AS_OF)
    assert of_file.document.filename == "cv.txt"
    assert of_file.fits == analyse_text(RESUME).fits


def test_the_same_resume_in_the_same_month_gives_the_same_analysis(
    analyse_text: Callable[..., Analysis],
) -> None:
    assert analyse_text(RESUME) == analyse_text(RESUME)


def test_a_later_month_makes_a_running_job_longer(analyse_text: Callable[..., Analysis]) -> None:
    one, other = analyse_text(RESUME, Month(2024, 6)), analyse_text(RESUME, Month(2025, 6))
    assert other.profile.total_months == one.profile.total_months + 12


def test_an_empty_file_is_refused(analyst: Analyst) -> None:
    with pytest.raises(Empty):
        analyst.analyse(Upload(b"", "cv.txt"), AS_OF)
