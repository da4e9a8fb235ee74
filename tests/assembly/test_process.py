import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from matcher.assembly import Process
from matcher.settings import Settings


@pytest.fixture
def process(taxonomy_folder: Path) -> Iterator[Process]:
    made = Process(Settings(database_url="sqlite://", taxonomy_dir=taxonomy_folder))
    yield made
    made.close()
    gc.unfreeze()


def is_looked_at_for_garbage(thing: object) -> bool:
    return any(each is thing for each in gc.get_objects())


def test_what_is_built_before_forking_is_left_alone_from_then_on(process: Process) -> None:
    assert is_looked_at_for_garbage(process.analyst)
    process.build_before_forking()
    assert not is_looked_at_for_garbage(process.analyst)
    assert is_looked_at_for_garbage(process.access)
