from pathlib import Path

from matcher.domain.stored import OwnSkillEntries
from matcher.storage import Database

LOOM, CARD = {"id": "loom", "name": "Loom"}, {"id": "card", "name": "Card"}


def claimed(database: Database, revision: int) -> bool:
    with database.unit_of_work() as unit:
        return unit.own_skills.claim(revision)


def test_they_come_back_by_id_with_the_number_of_the_last_change(database: Database) -> None:
    with database.unit_of_work() as unit:
        assert unit.own_skills.all() == OwnSkillEntries(0, ())
        assert unit.own_skills.claim(0)
        unit.own_skills.add(LOOM)
        unit.own_skills.add(CARD)
    with database.unit_of_work() as unit:
        assert unit.own_skills.all() == OwnSkillEntries(1, (CARD, LOOM))
        assert unit.own_skills.claim(1)
        unit.own_skills.delete("card")
        unit.own_skills.delete("nobody")
    with database.unit_of_work() as unit:
        assert unit.own_skills.all() == OwnSkillEntries(2, (LOOM,))


def test_only_one_change_follows_a_revision(database: Database) -> None:
    assert [claimed(database, revision) for revision in (0, 0, 1, 0, 1)] == [True, False, True, False, False]
    assert database.own_skills_revision() == 2


def test_no_revision_is_told_where_there_are_no_tables(tmp_path: Path) -> None:
    path = tmp_path / "rolefit.sqlite3"
    database = Database(f"sqlite:///{path}")
    assert database.own_skills_revision() is None
    assert not path.exists()
    path.touch()
    assert database.own_skills_revision() is None
    database.close()
    nowhere = Database("postgresql://nobody@127.0.0.1:1/none")
    assert nowhere.own_skills_revision() is None
    nowhere.close()
