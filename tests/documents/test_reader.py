import importlib
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from matcher.documents import Reader
from matcher.domain.document import Document, ReadingLimits, Upload
from matcher.errors import Damaged, DocumentError, Empty, ReaderStopped, TooLarge, UnknownType

LIMITS = ReadingLimits(seconds=20)
NOTE = Upload(b"Mira Kestrel\nPython, Java", "note.txt")
MISBEHAVING = """
import os
from matcher.documents import read_here

def read(upload, limits):
    if upload.filename == "endless":
        while True:
            pass
    if upload.filename == "crash":
        os.abort()
    if upload.filename == "greedy":
        return bytearray(4 * limits.memory_bytes)
    if upload.filename == "surprise":
        raise LookupError("Mira Kestrel")
    return read_here(upload, limits)
"""


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(LIMITS) as reader:
        yield reader


@pytest.fixture
def misbehaving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A reading function that the child can import and that goes wrong by the name of the file."""
    (tmp_path / "misbehaving_reading.py").write_text(MISBEHAVING)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "misbehaving_reading", raising=False)
    return importlib.import_module("misbehaving_reading")


def test_reads_in_a_child(reader: Reader) -> None:
    document = reader.read(NOTE)
    assert (document.text, document.media_type) == ("Mira Kestrel\nPython, Java", "text/plain")


def test_errors_of_the_child_arrive_with_their_fields(reader: Reader) -> None:
    with pytest.raises(UnknownType) as caught:
        reader.read(Upload(b"PK\x05\x06" + bytes(18), "stuff.docx"))
    assert (caught.value.filename, caught.value.detected) == ("stuff.docx", "a ZIP archive")


@pytest.mark.parametrize(
    ("content", "error"),
    [(b"", Empty), (b"x" * (LIMITS.file_bytes + 1), TooLarge)],
    ids=["empty", "too large"],
)
def test_size_is_checked_before_a_child_starts(content: bytes, error: type[DocumentError]) -> None:
    reader = Reader(LIMITS)
    with pytest.raises(error):
        reader.read(Upload(content, "cv.pdf"))
    assert reader._pool is None  # noqa: SLF001 - that no child was started shows nowhere else


@pytest.mark.parametrize("name", ["endless", "crash", "greedy"])
def test_a_poisonous_file_costs_one_child(name: str, misbehaving: ModuleType) -> None:
    with Reader(replace(LIMITS, seconds=1), read=misbehaving.read) as reader:
        with pytest.raises(ReaderStopped):
            reader.read(Upload(b"poison", name))
        assert reader.read(NOTE).text.startswith("Mira")


def test_an_unforeseen_error_is_damage_and_quotes_nothing(
    misbehaving: ModuleType, caplog: pytest.LogCaptureFixture
) -> None:
    with Reader(LIMITS, read=misbehaving.read) as reader, pytest.raises(Damaged) as caught:
        reader.read(Upload(b"poison", "surprise"))
    assert "Kestrel" not in str(caught.value) + caplog.text
    assert "LookupError" in caplog.text


def test_threads_may_share_a_reader(reader: Reader) -> None:
    uploads = [Upload(f"Person number {number}".encode(), str(number)) for number in range(12)]
    with ThreadPoolExecutor(4) as threads:
        documents = list(threads.map(reader.read, uploads))
    assert [document.text for document in documents] == [f"Person number {number}" for number in range(12)]


def test_reads_again_after_close() -> None:
    reader = Reader(LIMITS)
    reader.read(NOTE)
    reader.close()
    assert reader.read(NOTE).text.startswith("Mira")
    reader.close()


def test_a_forked_process_starts_a_child_of_its_own(reader: Reader) -> None:
    reader.read(NOTE)
    pid = os.fork()
    if pid == 0:
        read_well = False
        try:
            read_well = reader.read(NOTE).text.startswith("Mira")
            reader.close()
        finally:
            os._exit(0 if read_well else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert reader.read(NOTE).text.startswith("Mira")


def test_every_hostile_file_ends_in_a_document_or_a_named_error(reader: Reader, shared: Path) -> None:
    files = [path for path in sorted((shared / "hostile").rglob("*")) if path.is_file()]
    assert len(files) > 100
    for path in files:
        document = document_or_error(reader, Upload(path.read_bytes(), path.name))
        if isinstance(document, Document):
            assert document.text.strip()
            assert document.pages[-1].end == len(document.text)
    assert reader.read(NOTE).text.startswith("Mira")


def document_or_error(reader: Reader, upload: Upload) -> Document | DocumentError:
    try:
        return reader.read(upload)
    except DocumentError as error:
        return error
