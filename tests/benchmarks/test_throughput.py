import io
import subprocess
import sys
import zipfile

from benchmarks.throughput import Pace, Spent, pace, spent, zipped
from matcher.domain.document import Upload


def test_the_pace_leaves_out_what_few_documents_take_as_well() -> None:
    found = pace(Spent(wall=4.0, processor=6.0), Spent(wall=14.0, processor=21.0), 300)
    assert found == Pace(a_second=30.0, processor=0.05)
    assert (found.a_second_and_core, found.cores) == (20.0, 1.5)


def test_what_children_of_this_process_do_is_counted() -> None:
    busy = [sys.executable, "-c", "sum(range(20_000_000))"]
    found = spent(lambda: subprocess.run(busy, check=True))
    assert found.wall > 0
    assert found.processor > 0.05


def test_all_files_are_in_the_zip() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped([Upload(b"one", "1.pdf"), Upload(b"two", "2.pdf")]))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {"1.pdf": b"one", "2.pdf": b"two"}
