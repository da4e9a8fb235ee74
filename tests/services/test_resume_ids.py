from itertools import pairwise

from builders import RESUME
from ulid import ULID

from matcher.domain.month import Month
from matcher.services.batches import BatchEntry, Batches
from matcher.services.resume_ids import new_resume_id
from matcher.storage import Database

NEIGHBOURS = 2**32  # of 2**80 in a millisecond


def distances(ids: list[str]) -> list[int]:
    """Between one and the next, in what is not of the time."""
    chance = [int.from_bytes(ULID.from_str(each).bytes[6:]) for each in ids]
    return [abs(one - other) for one, other in pairwise(chance)]


def test_no_id_tells_the_next() -> None:
    ids = [new_resume_id() for _ in range(200)]
    assert len(set(ids)) == 200
    assert min(distances(ids)) > NEIGHBOURS


def test_nor_do_those_of_a_batch(sqlite_database: Database) -> None:
    batches = Batches(sqlite_database, lambda: None)
    entries = [BatchEntry(RESUME.encode(), "a.txt", True, Month(2026, 11), str(each)) for each in range(20)]
    batch = batches.create(entries)["id"]
    with sqlite_database.unit_of_work() as unit:
        ids = [item.resume for item in unit.batches.items(batch, ["waiting"], None, 20)]
    assert min(distances(ids)) > NEIGHBOURS
