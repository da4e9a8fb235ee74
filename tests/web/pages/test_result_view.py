from collections.abc import Callable
from typing import Any

from builders import RESUME

from matcher.domain.analysis import Analysis
from matcher.domain.lexicon import Lexicon
from matcher.services.answers import dump_unstored
from matcher.web.pages.result_view import result_view


def answered(analyse_text: Callable[..., Analysis], lexicon: Lexicon, text: str) -> dict[str, Any]:
    body = dump_unstored(analyse_text(text), lexicon)
    return {**body, "id": "01J00000000000000000000000", "created_at": "2024-06-15T09:30:00Z"}


def test_what_was_studied_is_said_once(analyse_text: Callable[..., Analysis], lexicon: Lexicon) -> None:
    text = f"{RESUME}M.Sc. Statistics\nB.Sc. Physics\nHigh school\n"
    view = result_view(answered(analyse_text, lexicon, text), text, lexicon)
    assert view.studies == ("Statistics (master)", "Physics (bachelor)")


def test_an_answer_of_before_it_told_education_is_still_shown(
    analyse_text: Callable[..., Analysis], lexicon: Lexicon
) -> None:
    body = answered(analyse_text, lexicon, RESUME)
    del body["profile"]["education"]
    assert result_view(body, RESUME, lexicon).studies == ()
