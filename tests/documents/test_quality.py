"""Phrases in reading order over labelled files; the labels stand beside the checkout."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from matcher.documents import read_here
from matcher.domain.document import ReadingLimits, Upload


def squeezed(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKC", text).lower())


def in_order(text: str, stream: Iterable[str]) -> int:
    """How many phrases are found, each after the one before."""
    position = found = 0
    for phrase in stream:
        place = text.find(squeezed(phrase), position)
        if place >= 0:
            found, position = found + 1, place
    return found


def share_in_order(gold: Path, files: Path) -> float:
    found = total = 0
    for line in gold.read_text("utf-8").splitlines():
        entry = json.loads(line)
        document = read_here(Upload((files / entry["file"]).read_bytes(), entry["file"]), ReadingLimits())
        found += sum(in_order(squeezed(document.text), stream) for stream in entry["streams"])
        total += sum(map(len, entry["streams"]))
    return found / total


def test_pdf_text(shared: Path) -> None:
    assert share_in_order(shared / "eval/pdf_text_gold.jsonl", shared / "eval/files") >= 0.98


def test_scans(shared: Path, require_program: Callable[[str], str]) -> None:
    require_program("tesseract")
    assert share_in_order(shared / "eval/pdf_scanned_gold.jsonl", shared / "eval/files") >= 0.92


def test_every_labelled_file_reads(shared: Path) -> None:
    files = [path for path in sorted((shared / "eval/files").rglob("*")) if path.suffix in {".pdf", ".docx"}]
    files = [path for path in files if "scanned" not in str(path)]
    assert len(files) > 60
    for path in files:
        document = read_here(Upload(path.read_bytes(), path.name), ReadingLimits())
        assert document.language == "en", path
        assert document.warnings == (), path


@pytest.mark.parametrize("stream", [["one", "two"], []])
def test_order_is_counted(stream: list[str]) -> None:
    assert in_order("onetwo", stream) == len(stream)
    assert in_order("twoone", ["one", "two"]) == 1
