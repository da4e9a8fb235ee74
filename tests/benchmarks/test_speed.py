from pathlib import Path

import pypdfium2

from benchmarks.speed import distinct, peak_memory, timed
from matcher.domain.document import Upload
from matcher.domain.month import Month

EXAMPLE = Path(__file__).parents[2] / "docs" / "example-resume.pdf"


def test_copies_differ_and_still_read() -> None:
    example_pdf = EXAMPLE.read_bytes()
    copies = distinct([Upload(example_pdf, "a.pdf")], 3)
    assert len({copy.content for copy in copies}) == len({copy.filename for copy in copies}) == 3
    for copy in copies:
        assert len(pypdfium2.PdfDocument(copy.content)) == len(pypdfium2.PdfDocument(example_pdf))


def test_work_is_timed() -> None:
    result, seconds = timed(lambda: Month(2020, 1))
    assert result == Month(2020, 1)
    assert 0 <= seconds < 60


def test_memory_is_in_bytes() -> None:
    assert peak_memory() > 10_000_000
