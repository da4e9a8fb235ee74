from collections.abc import Callable
from contextvars import copy_context

import pytest
from builders import RESUME

from matcher.domain.analysis import Analysis
from matcher.services.timing import start_stopwatch, timed_stage


def test_stages_are_told_in_order_and_added_up() -> None:
    stopwatch = start_stopwatch()
    for stage in ("read", "extract", "read"):
        with timed_stage(stage):
            pass
    assert list(stopwatch.seconds) == ["read", "extract"]
    assert 0 <= sum(stopwatch.seconds.values()) <= stopwatch.elapsed()


def test_a_stage_that_fails_is_timed_too() -> None:
    stopwatch = start_stopwatch()
    with pytest.raises(ValueError, match="torn"), timed_stage("read"):
        raise ValueError("torn")
    assert list(stopwatch.seconds) == ["read"]


def test_a_new_stopwatch_takes_the_place_of_the_one_before() -> None:
    before, after = start_stopwatch(), start_stopwatch()
    with timed_stage("rank"):
        pass
    assert not before.seconds
    assert list(after.seconds) == ["rank"]


def test_where_nobody_asked_nothing_is_kept() -> None:
    stopwatch = start_stopwatch()
    elsewhere = copy_context()
    elsewhere.run(start_stopwatch)
    elsewhere.run(lambda: timed_stage("rank").__enter__())
    assert not stopwatch.seconds


def test_an_analysis_goes_through_its_stages(analyse_text: Callable[..., Analysis]) -> None:
    stopwatch = start_stopwatch()
    analyse_text(RESUME)
    assert list(stopwatch.seconds) == ["extract", "profile", "rank"]
