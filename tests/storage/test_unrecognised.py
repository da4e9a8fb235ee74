from dataclasses import replace

from builders import new_resume, profile

from matcher.domain.stored import UnrecognisedCount, UnrecognisedPosting
from matcher.storage import Database

IDS = [f"01J000000000000000000000{end}" for end in ("0A", "0B", "0C")]


def add(database: Database, resume_id: str, *postings: tuple[str, str]) -> None:
    unknown = tuple(UnrecognisedPosting(*posting) for posting in postings)
    with database.unit_of_work() as unit:
        unit.resumes.add(replace(new_resume(resume_id, profile()), unrecognised=unknown))


def test_counts_come_by_frequency_and_then_by_key(database: Database) -> None:
    add(database, IDS[0], ("loomdb", "LoomDB"), ("carder", "Carder"))
    add(database, IDS[1], ("loomdb", "Loom DB"), ("dyer", "Dyer"))
    add(database, IDS[2], ("loomdb", "LoomDB"))
    with database.unit_of_work() as unit:
        found = unit.unrecognised.most_frequent(None, 10)
        assert unit.unrecognised.most_frequent((3, "loomdb"), 1) == found[1:2]
        assert unit.unrecognised.most_frequent((1, "carder"), 10) == found[2:]
    assert found == (
        UnrecognisedCount("loomdb", "LoomDB", 3),
        UnrecognisedCount("carder", "Carder", 1),
        UnrecognisedCount("dyer", "Dyer", 1),
    )


def test_what_is_too_long_for_a_name_is_left_out(database: Database) -> None:
    add(database, IDS[0], ("x" * 121, "x"), ("y", "y" * 121), ("z" * 120, "z" * 120))
    with database.unit_of_work() as unit:
        assert [each.key for each in unit.unrecognised.most_frequent(None, 10)] == ["z" * 120]
