import pytest

from matcher.web.pages import wording


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (0, "less than a month"),
        (1, "1 month"),
        (11, "11 months"),
        (12, "1 year"),
        (14, "1 year 2 months"),
        (120, "10 years"),
    ],
)
def test_durations(months: int, words: str) -> None:
    assert wording.duration(months) == words


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (("n-1", "cv.pdf"), "n-1"),
        ((None, "cv.pdf"), "cv.pdf"),
        (("  ", " cv.pdf"), " cv.pdf"),
        (("\u2003", "   "), "resume"),
        (("", ""), "resume"),
        ((None,), "resume"),
        (("-",), "-"),
    ],
)
def test_names_can_be_seen(names: tuple[str | None, ...], shown: str) -> None:
    assert wording.shown_name(*names) == shown


def test_moments() -> None:
    assert wording.calendar_minute("2026-11-01T09:30:00Z") == "1 Nov 2026, 09:30 UTC"


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (1, "1 byte"),
        (999, "999 bytes"),
        (1_000, "1 kB"),
        (1_250_000, "1.2 MB"),
        (10_000_000, "10 MB"),
        (2_000_000_000, "2 GB"),
    ],
)
def test_file_sizes(size: int, words: str) -> None:
    assert wording.file_size(size) == words


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        (0, "in the same place"),
        (1, "next-door neighbours"),
        (15, "next-door neighbours"),
        (16, "some way apart"),
        (60, "far apart"),
        (61, "at opposite ends"),
        (100, "at opposite ends"),
    ],
)
def test_distances(distance: int, words: str) -> None:
    assert wording.apart(distance) == words


def test_scores_always_show_two_decimals() -> None:
    assert [wording.points(value) for value in (0.0, 7.1, 78.45, 100.0)] == [
        "0.00",
        "7.10",
        "78.45",
        "100.00",
    ]


def test_months_of_the_calendar() -> None:
    assert wording.calendar_month("2021-03") == "Mar 2021"


def test_leanings_name_the_nearest_axis_and_ties_both() -> None:
    assert wording.leaning({"infrastructure": 20, "statistics": 30, "software": 50}) == "software engineering"
    level = {"infrastructure": 40, "statistics": 40, "software": 20}
    assert wording.leaning(level) == "infrastructure and statistics"
    assert wording.place_in_words(level) == "40 % infrastructure, 40 % statistics, 20 % software engineering"
