from typing import Any

import pytest

from matcher.domain.lexicon import Lexicon
from matcher.errors import InvalidInput, NotFound, TaxonomyError
from matcher.services.own_skills import OwnSkills
from matcher.services.role_versions import RoleVersions
from matcher.storage import Database
from matcher.taxonomy import own_skill, with_own_skills

LOOM: dict[str, Any] = {"name": "Loom Master 3", "kind": "product", "aliases": ["LM3"]}
SHUTTLE: dict[str, Any] = {"id": "shuttle", "name": "Shuttle", "kind": "tool", "implies": ["loom-master-3"]}

LOOM_KEEPER: dict[str, Any] = {
    "title": "Loom Keeper",
    "definition": "Keeps looms.",
    "responsibilities": ["Keep them."],
    "titles": [],
    "requirement": [{"label": "Looms", "any_of": ["loom-master-3"], "importance": "essential"}],
    "weights": {"skills": 75, "experience": 10, "education": 5, "title": 10},
    "experience_months": 24,
    "education": {"level": "bachelor", "note": "Any."},
    "place": {"infrastructure": 20, "statistics": 50, "software": 30},
}


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


@pytest.fixture
def roles(any_database: Database, lexicon: Lexicon, own_skills: OwnSkills) -> RoleVersions:
    return RoleVersions(any_database, lambda: with_every_skill(lexicon, own_skills), lambda: lexicon)


def with_every_skill(lexicon: Lexicon, own_skills: OwnSkills) -> Lexicon:
    return with_own_skills(lexicon, [own_skill(entry) for entry in own_skills.entries().entries])


def test_a_skill_and_a_role_that_names_it_never_pass_each_other(
    any_database: Database, lexicon: Lexicon, own_skills: OwnSkills, roles: RoleVersions
) -> None:
    """The role is kept after the skill was looked for in roles, and before it is erased."""
    own_skills.add(LOOM)
    asked = iter([lambda: None, lambda: roles.add(LOOM_KEEPER, None), *[lambda: None] * 20])

    def carried() -> Lexicon:
        next(asked)()
        return lexicon

    with pytest.raises(TaxonomyError, match="the role 'loom-keeper' names it"):
        OwnSkills(any_database, carried).delete("loom-master-3")
    assert ids(own_skills) == ["loom-master-3"]


def test_nor_does_a_role_name_a_skill_that_is_gone_when_it_is_kept(
    any_database: Database, lexicon: Lexicon, own_skills: OwnSkills
) -> None:
    own_skills.add(LOOM)
    stale = with_every_skill(lexicon, own_skills)
    own_skills.delete("loom-master-3")
    with pytest.raises(InvalidInput, match="send it again"):
        RoleVersions(any_database, lambda: stale, lambda: lexicon).add(LOOM_KEEPER, None)
