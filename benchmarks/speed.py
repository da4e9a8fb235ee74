"""`make bench-speed`: documents a second by stage, start-up, memory, and what a second worker is worth.

Takes the labelled PDFs that hold text, or copies of the example résumé where there are none. Bare times say
as much about the machine as about Rolefit; the shares and the ratio do not.
"""

import os
import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from rich.console import Console
from rich.table import Table
from ulid import ULID

from benchmarks.labelled import REPOSITORY, evaluation_folder
from matcher.documents import read_here
from matcher.domain.analysis import Analysis
from matcher.domain.document import Document, Upload
from matcher.domain.extraction import Extraction
from matcher.domain.lexicon import Lexicon
from matcher.domain.month import Month
from matcher.extraction.extractor import Extractor
from matcher.fitting import build_profile, rank_roles
from matcher.fitting.relations import Relations
from matcher.services.intake import Intake
from matcher.services.original_files import OriginalFiles
from matcher.settings import Settings
from matcher.storage import Database, upgrade
from matcher.taxonomy import load_lexicon

AS_OF = Month(2026, 11)
EXAMPLES = 40
INGESTED, FIRST_ONES = 200, 20
DATABASE = "rolefit.sqlite3"
_MIB = 1024 * 1024
Result = TypeVar("Result")


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """What `work` gives and the seconds that it takes."""
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


def peak_memory() -> int:
    """The most that this process has held so far, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def uploads() -> list[Upload]:
    """The labelled PDFs but for scans, whose time is tesseract's; or copies of the example."""
    files = [path for path in sorted(evaluation_folder().rglob("*.pdf")) if "scanned" not in str(path)]
    found = [Upload(path.read_bytes(), path.name) for path in files]
    return found or distinct([_example()], EXAMPLES)


def distinct(originals: Sequence[Upload], count: int) -> list[Upload]:
    """`count` files, each once: a comment behind the end of a PDF changes its bytes and nothing else."""
    return [
        Upload(original.content + b"\n%% copy %d\n" % number, f"{number}.pdf")
        for number, original in ((each, originals[each % len(originals)]) for each in range(count))
    ]


def _example() -> Upload:
    path = REPOSITORY / "docs" / "example-resume.pdf"
    return Upload(path.read_bytes(), path.name)


class Stages:
    """The stages of one process, each over all documents before the next."""

    def __init__(self, lexicon: Lexicon, extractor: Extractor) -> None:
        self._lexicon = lexicon
        self._extractor = extractor
        self._relations = Relations(lexicon.taxonomy.skills)

    def timed(self, files: list[Upload]) -> dict[str, float]:
        """Seconds by stage."""
        limits = Settings().limits
        documents, reading = timed(lambda: [read_here(file, limits) for file in files])
        extractions, extracting = timed(lambda: [self._extractor.extract(each, AS_OF) for each in documents])
        pairs = list(zip(documents, extractions, strict=True))
        analyses, ranking = timed(lambda: [self._ranked(*pair) for pair in pairs])
        return {
            "read": reading,
            "extract": extracting,
            "profile and rank": ranking,
            "store": self._stored(analyses, files),
        }

    def _ranked(self, document: Document, extraction: Extraction) -> Analysis:
        profile = build_profile(extraction, self._lexicon, self._relations)
        return Analysis(document, extraction, profile, rank_roles(profile, self._lexicon, self._relations))

    def _stored(self, analyses: list[Analysis], files: list[Upload]) -> float:
        with TemporaryDirectory() as folder, closing(Database(_sqlite_in(folder))) as database:
            upgrade(database)
            intake = Intake(database, self._lexicon, OriginalFiles(database, None, keep=True))
            work = list(zip(analyses, files, strict=True))
            return timed(lambda: [intake.store(analysis, file.content) for analysis, file in work])[1]


def _sqlite_in(folder: str) -> str:
    return f"sqlite:///{folder}/{DATABASE}"


def ingested_a_second(files: list[Upload], workers: int) -> float:
    """Documents a second of `matcher ingest`, without the first ones, which wait for the workers."""
    with TemporaryDirectory() as folder:
        inbox = Path(folder) / "inbox"
        inbox.mkdir()
        for file in files:
            (inbox / file.filename).write_bytes(file.content)
        call = [sys.executable, "-m", "matcher", "ingest", str(inbox), "--workers", str(workers)]
        environment = {**os.environ, "MATCHER_DATABASE_URL": _sqlite_in(folder)}
        subprocess.run(call, cwd=REPOSITORY, env=environment, check=True, capture_output=True)  # noqa: S603  # our own command
        return a_second(_stored_at(Path(folder) / DATABASE)[FIRST_ONES:])


def a_second(moments: Sequence[float]) -> float:
    """How many of `moments`, in seconds and in order, follow the first one in a second."""
    return (len(moments) - 1) / (moments[-1] - moments[0])


def _stored_at(database: Path) -> list[float]:
    """Seconds of the clock at which each résumé was stored, which its id tells to the millisecond."""
    with closing(sqlite3.connect(database)) as connection:
        ids = connection.execute("SELECT id FROM resumes ORDER BY id")
        return [ULID.from_str(each).timestamp for (each,) in ids]


def main() -> int:
    """Measure and print; nothing here has a floor, since machines differ."""
    console = Console(highlight=False)
    bare = peak_memory()
    lexicon, loading = timed(lambda: load_lexicon(Settings.from_env().taxonomy_dir))
    extractor, building = timed(lambda: Extractor(lexicon))
    ready = peak_memory()
    files = uploads()
    stages = Stages(lexicon, extractor)
    stages.timed(files[:1])  # what the first document alone pays for is part of starting up
    seconds = stages.timed(files)
    console.print(_stage_table(seconds, len(files)))
    console.print(f"\nstart-up: taxonomy {loading:.1f} s, extractor {building:.1f} s")
    console.print(
        f"memory: {_mib(bare)} with the code, {_mib(ready)} ready, {_mib(peak_memory())} at the most"
    )
    one, two = (ingested_a_second(distinct(files, INGESTED), workers) for workers in (1, 2))
    console.print(
        f"matcher ingest: {one:.1f} documents a second with one worker, {two:.1f} with two: x {two / one:.2f}"
    )
    return 0


def _stage_table(seconds: dict[str, float], documents: int) -> Table:
    table = Table("stage", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("ms a document", "documents a second", "share"):
        table.add_column(heading, justify="right")
    whole = sum(seconds.values())
    for stage, spent in (*seconds.items(), ("all", whole)):
        each = spent / documents
        table.add_row(stage, f"{each * 1000:.1f}", f"{1 / each:.1f}", f"{spent / whole:.0%}")
    table.title = f"One process, {documents} PDFs"
    table.title_justify = "left"
    return table


def _mib(size: int) -> str:
    return f"{size / _MIB:.0f} MiB"


if __name__ == "__main__":
    sys.exit(main())
