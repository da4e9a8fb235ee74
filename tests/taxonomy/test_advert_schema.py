"""The keys of `adverts.toml`: each has to be there, and no other."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from marshmallow import ValidationError

from matcher.domain.advert import AdvertPart, WorkMode
from matcher.domain.extraction import EducationLevel
from matcher.domain.role import Importance, Seniority
from matcher.taxonomy.advert_schema import AdvertsSchema

SOURCE = (Path(__file__).parents[2] / "skill_taxonomy" / "adverts.toml").read_text("utf-8")


@pytest.fixture
def tables() -> dict[str, Any]:
    return tomllib.loads(SOURCE)


def test_the_carried_words_load(tables: dict[str, Any]) -> None:
    words = AdvertsSchema().load(tables)
    assert "requirements" in words.headings[AdvertPart.REQUIRED]
    assert "a plus" in words.importance[Importance.USEFUL].backward
    assert "phd" in words.degrees.levels[EducationLevel.DOCTORATE]
    assert "sr" in words.titles.levels[Seniority.SENIOR]
    assert "fully remote" in words.location.modes[WorkMode.REMOTE]
    assert "and/or" in words.choices.either


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda tables: tables.pop("pay"), ["pay"]),
        (lambda tables: tables.update(surprise=1), ["surprise"]),
        (lambda tables: tables["headings"].pop("duties"), ["headings"]),
        (lambda tables: tables["headings"].update(opening=["hello"]), ["headings"]),
        (lambda tables: tables["importance"]["useful"].pop("forward"), ["importance", "useful", "forward"]),
        (lambda tables: tables["importance"].update(vital={}), ["importance", "vital"]),
        (lambda tables: tables["years"]["numbers"].update(none=0), ["years", "numbers", "none"]),
        (lambda tables: tables["years"]["numbers"].update(two="2"), ["years", "numbers", "two"]),
        (lambda tables: tables["pay"]["currencies"].update({"¥": "yen"}), ["pay", "currencies", "¥"]),
        (lambda tables: tables["pay"]["periods"].pop("hour"), ["pay", "periods"]),
        (lambda tables: tables["location"]["remote"].append(""), ["location", "remote"]),
        (lambda tables: tables["levels"].update(wizard=["wizard"]), ["levels", "wizard"]),
    ],
)
def test_a_word_in_the_wrong_place_is_named(
    tables: dict[str, Any], change: Callable[[dict[str, Any]], object], path: list[str]
) -> None:
    change(tables)
    with pytest.raises(ValidationError) as raised:
        AdvertsSchema().load(tables)
    found: Any = raised.value.messages
    for step in path:
        assert list(found) == [step]
        found = found[step]
