from typing import Any

import pytest

from matcher.domain.lexicon import Lexicon
from matcher.errors import InvalidInput, NotFound, TaxonomyError
from matcher.services.own_skills import OwnSkills
from matcher.storage import Database

LOOM: dict[str, Any] = {"name": "Loom Master 3", "kind": "product", "aliases": ["LM3"]}
SHUTTLE: dict[str, Any] = {"id": "shuttle", "name": "Shuttle", "kind": "tool", "implies": ["loom-master-3"]}


@pytest.fixture
def own_skills(any_database: Database, lexicon: Lexicon) -> OwnSkills:
    return OwnSkills(any_database, lambda: lexicon)


def ids(own_skills: OwnSkills) -> list[str]:
    return [skill["id"] for skill in own_skills.all()]


def test_a_skill_is_kept_with_an_id_from_its_name(own_skills: OwnSkills) -> None:
    added = own_skills.add(LOOM)
    assert added == {
        "id": "loom-master-3",
        "name": "Loom Master 3",
        "kind": "product",
        "aliases": ["LM3"],
        "implies": [],
        "related": {},
        "ambiguous": [],
        "case_sensitive": [],
    }
    assert own_skills.all() == [added]


@pytest.mark.parametrize("name", [None, 7, "", "--", "Ω"])
def test_a_name_that_gives_no_id_is_refused(own_skills: OwnSkills, name: object) -> None:
    with pytest.raises(TaxonomyError, match="id"):
        own_skills.add({"name": name, "kind": "tool"})


def test_what_does_not_fit_is_not_kept(own_skills: OwnSkills) -> None:
    own_skills.add(LOOM)
    with pytest.raises(TaxonomyError) as told:
        own_skills.add({**LOOM, "aliases": ["Python", "lm 3"], "id": "other"})
    said = [problem.message for problem in told.value.problems]
    assert [message.split("'")[1] for message in said] == ["Loom Master 3", "Python", "lm 3"]
    assert ids(own_skills) == ["loom-master-3"]


def test_an_erased_one_is_gone_and_can_come_again(own_skills: OwnSkills) -> None:
    own_skills.add(LOOM)
    own_skills.delete("loom-master-3")
    assert ids(own_skills) == []
    own_skills.add(LOOM)
    assert own_skills.entries().revision == 3


def test_one_that_another_names_stays(own_skills: OwnSkills) -> None:
    own_skills.add(LOOM)
    own_skills.add(SHUTTLE)
    with pytest.raises(TaxonomyError, match="no such skill: 'loom-master-3'"):
        own_skills.delete("loom-master-3")
    assert ids(own_skills) == ["loom-master-3", "shuttle"]


def test_only_own_ones_are_erased(own_skills: OwnSkills) -> None:
    with pytest.raises(InvalidInput, match="python"):
        own_skills.delete("python")
    with pytest.raises(NotFound, match="loom"):
        own_skills.delete("loom")


def test_two_that_come_at_once_are_held_against_each_other(any_database: Database, lexicon: Lexicon) -> None:
    """Between its check and its change, another process keeps a skill with the same surface."""
    rival = OwnSkills(any_database, lambda: lexicon)
    asked = iter([lambda: rival.add({**LOOM, "id": "first"}), *[lambda: None] * 20])

    def carried() -> Lexicon:
        next(asked)()
        return lexicon

    with pytest.raises(TaxonomyError, match="surface of 'first'"):
        OwnSkills(any_database, carried).add(LOOM)
    assert ids(rival) == ["first"]


def test_without_tables_there_are_none(lexicon: Lexicon, tmp_path: Any) -> None:
    database = Database(f"sqlite:///{tmp_path}/none.sqlite3")
    assert OwnSkills(database, lambda: lexicon).all() == []
    database.close()
