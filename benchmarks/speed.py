"""`make bench-speed`: documents a second by stage, start-up and memory.

Takes the labelled PDFs that hold text, or copies of the example résumé where there are none. Bare times say
as much about the machine as about Rolefit; the shares do not.
"""

import resource
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from benchmarks.databases import empty_databases
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
    return found or distinct([example()], EXAMPLES)


def distinct(originals: Sequence[Upload], count: int) -> list[Upload]:
    """`count` files, each once: a comment behind the end of a PDF changes its bytes and nothing else."""
    return [
        Upload(original.content + b"\n%% copy %d\n" % number, f"{number}.pdf")
        for number, original in ((each, originals[each % len(originals)]) for each in range(count))
    ]


def example() -> Upload:
    path = REPOSITORY / "docs" / "example-resume.pdf"
    return Upload(path.read_bytes(), path.name)


class Stages:
    """The stages of one process, each over all documents before the next."""

    def __init__(self, lexicon: Lexicon, extractor: Extractor) -> None:
        self._lexicon = lexicon
        self._extractor = extractor
        self._relations = Relations(lexicon.taxonomy.skills)

    def timed(self, files: list[Upload], url: str) -> dict[str, float]:
        """Seconds by stage; stored in the database at `url`."""
        limits = Settings().limits
        documents, reading = timed(lambda: [read_here(file, limits) for file in files])
        extractions, extracting = timed(lambda: [self._extractor.extract(each, AS_OF) for each in documents])
        pairs = list(zip(documents, extractions, strict=True))
        analyses, scoring = timed(lambda: [self._scored(*pair) for pair in pairs])
        storing = self._stored(url, analyses, files)
        return {"read": reading, "extract": extracting, "score": scoring, "store": storing}

    def _scored(self, document: Document, extraction: Extraction) -> Analysis:
        profile = build_profile(extraction, self._lexicon, self._relations)
        return Analysis(document, extraction, profile, rank_roles(profile, self._lexicon, self._relations))

    def _stored(self, url: str, analyses: list[Analysis], files: list[Upload]) -> float:
        with closing(Database(url)) as database:
            upgrade(database)
            intake = Intake(database, self._lexicon, OriginalFiles(database, None, keep=True))
            work = list(zip(analyses, files, strict=True))
            return timed(lambda: [intake.store(analysis, file.content) for analysis, file in work])[1]


def main() -> int:
    """Measure and print; nothing here has a floor, since machines differ."""
    console = Console(highlight=False)
    bare = peak_memory()
    lexicon, loading = timed(lambda: load_lexicon(Settings.from_env().taxonomy_dir))
    extractor, building = timed(lambda: Extractor(lexicon))
    ready = peak_memory()
    files = uploads()
    stages = Stages(lexicon, extractor)
    with empty_databases() as urls:
        for kind, url in urls.items():
            stages.timed(
                distinct(files, 1), url
            )  # what the first document alone pays for is part of starting up
            console.print(_stage_table(stages.timed(files, url), len(files), kind))
    console.print(f"start-up: taxonomy {loading:.1f} s, extractor {building:.1f} s")
    console.print(
        f"memory: {_mib(bare)} with the code, {_mib(ready)} ready, {_mib(peak_memory())} at the most"
    )
    return 0


def _stage_table(seconds: dict[str, float], documents: int, kind: str) -> Table:
    title = f"One process, {documents} PDFs, {kind}"
    table = Table("stage", title=title, title_justify="left", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("ms a document", "documents a second", "share"):
        table.add_column(heading, justify="right")
    whole = sum(seconds.values())
    for stage, spent in (*seconds.items(), ("all", whole)):
        each = spent / documents
        table.add_row(stage, f"{each * 1000:.1f}", f"{1 / each:.1f}", f"{spent / whole:.0%}")
    return table


def _mib(size: int) -> str:
    return f"{size / _MIB:.0f} MiB"


if __name__ == "__main__":
    sys.exit(main())
