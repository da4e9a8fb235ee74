"""Word 97-2003 and older, by antiword or catdoc."""

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from matcher.documents.source import Contents, Source
from matcher.documents.subprocess_limits import processor_time_limit
from matcher.errors import Damaged, Encrypted, ReaderMissing, ReaderStopped

SECONDS_FOR_A_DOC = 10


@dataclass(frozen=True, slots=True)
class Program:
    name: str
    arguments: tuple[str, ...]


PROGRAMS = (
    Program("antiword", ("-w", "0", "-m", "UTF-8.txt")),
    Program("catdoc", ("-w", "-d", "utf-8")),
)


def read_doc(source: Source) -> Contents:
    """Raises ReaderMissing, Encrypted, Damaged or ReaderStopped."""
    installed = [program for program in PROGRAMS if shutil.which(program.name)]
    if not installed:
        raise ReaderMissing(source.filename, "antiword or catdoc")
    for program in installed:
        text = _text_by(program, source)
        if text.strip():
            return Contents("application/msword", (_without_table_bars(text),))
    raise Damaged(source.filename, "no text could be read from this Word document")


def _text_by(program: Program, source: Source) -> str:
    done = _run(program, source)
    if "ncrypted" in done.stderr:
        raise Encrypted(source.filename)
    return done.stdout if done.returncode == 0 else ""


def _run(program: Program, source: Source) -> subprocess.CompletedProcess[str]:
    seconds = max(1, min(SECONDS_FOR_A_DOC, int(source.seconds_left())))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "document.doc")
        path.write_bytes(source.content)
        try:
            return subprocess.run(  # noqa: S603 - fixed program and arguments
                [program.name, *program.arguments, str(path)],
                capture_output=True,
                check=False,
                encoding="utf-8",
                errors="replace",
                env={"PATH": os.environ.get("PATH", ""), "HOME": folder, "LC_ALL": "C.UTF-8"},
                timeout=seconds,
                preexec_fn=processor_time_limit(seconds + 1),
            )
        except subprocess.TimeoutExpired as error:
            raise ReaderStopped(source.filename, f"{program.name} took over {seconds} s") from error


def _without_table_bars(text: str) -> str:
    """Antiword draws tables with bars; cells become parts of a line divided by tabs."""
    lines = []
    for line in text.splitlines():
        stripped = line.strip()
        if stripped.count("|") > 1 and (stripped.startswith("|") or stripped.endswith("|")):
            cells = [cell.strip() for cell in stripped.strip("|").split("|")]
            lines.append("\t".join(cell for cell in cells if cell))
        else:
            lines.append(line)
    return "\n".join(lines)
