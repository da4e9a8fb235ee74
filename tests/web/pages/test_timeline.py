from typing import Any

from matcher.web.pages.timeline import job_bars


def job(start: str, end: str, **other: Any) -> dict[str, Any]:
    return {
        "title": "Baker",
        "employer": None,
        "start": start,
        "end": end,
        "current": False,
        "internship": False,
        **other,
    }


def test_no_jobs_no_bars() -> None:
    assert job_bars([]) == []


def test_one_job_fills_the_axis() -> None:
    (bar,) = job_bars([job("2020-01", "2020-01")])
    assert (bar.months, bar.left, bar.width) == (1, 0.0, 100.0)


def test_jobs_share_the_axis_by_their_months_the_latest_first() -> None:
    late, early = job_bars([job("2019-01", "2019-06"), job("2019-07", "2020-12", title="Chef")])
    assert (late.title, late.months, late.left, late.width) == ("Chef", 18, 25.0, 75.0)
    assert (early.title, early.months, early.left, early.width) == ("Baker", 6, 0.0, 25.0)
