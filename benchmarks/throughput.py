"""`python -m benchmarks.throughput`: documents a second of `matcher ingest` and of the batch API, and a core.

Over SQLite and, with MATCHER_BENCH_POSTGRESQL_URL, over PostgreSQL; with MATCHER_BENCH_BROKER_URL, batches go
through that broker as well. Each way is gone with few documents and with many, and the difference leaves
out the start. Processor time is that of Rolefit's own processes: what the database's and the broker's servers
take shows in the pace alone.
"""

import io
import json
import os
import resource
import subprocess
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from rich.console import Console
from rich.table import Table

from benchmarks.databases import POSTGRESQL, empty_postgresql, empty_sqlite
from benchmarks.labelled import REPOSITORY
from benchmarks.serving import MATCHER, running, serving
from benchmarks.speed import distinct, uploads
from matcher.domain.document import Upload

FEW, MANY = 30, 330
WORKERS = (1, 2)
BROKER = "MATCHER_BENCH_BROKER_URL"
_LOOK_SECONDS = 0.25
TakeIn = Callable[[str, list[Upload], int], None]  # over the database of a URL, with so many workers


@dataclass(frozen=True, slots=True)
class Pace:
    """Over documents after the start: how many a second, and seconds of a processor for each."""

    a_second: float
    processor: float

    @property
    def a_second_and_core(self) -> float:
        return 1 / self.processor

    @property
    def cores(self) -> float:
        """How many were busy."""
        return self.a_second * self.processor


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds that pass, and seconds of processors."""

    wall: float
    processor: float


def pace(few: Spent, many: Spent, documents: int) -> Pace:
    """`documents` is how many more there are in `many`."""
    return Pace(documents / (many.wall - few.wall), (many.processor - few.processor) / documents)


def spent(work: Callable[[], None]) -> Spent:
    begun, before = time.perf_counter(), _processor_seconds()
    work()
    return Spent(time.perf_counter() - begun, _processor_seconds() - before)


def _processor_seconds() -> float:
    """Of all processes that this one started and that have ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def ingest(url: str, files: list[Upload], workers: int) -> None:
    with TemporaryDirectory() as folder:
        for file in files:
            (Path(folder) / file.filename).write_bytes(file.content)
        call = [*MATCHER, "ingest", folder, "--workers", str(workers)]
        environment = {**os.environ, "MATCHER_DATABASE_URL": url}
        subprocess.run(call, cwd=REPOSITORY, env=environment, check=True, capture_output=True)  # noqa: S603  # our own command


def batch(url: str, files: list[Upload], workers: int) -> None:
    """Worked through by the pool beside the server."""
    _batch({"MATCHER_DATABASE_URL": url}, files, workers)


def batch_by_broker(url: str, files: list[Upload], workers: int) -> None:
    """Worked through by `matcher worker`, which the broker wakes."""
    queue = f"rolefit-{uuid4().hex}"
    broker = {"MATCHER_BROKER_URL": os.environ[BROKER], "MATCHER_BROKER_QUEUE": queue}
    _batch({"MATCHER_DATABASE_URL": url, **broker}, files, workers)


def _batch(settings: dict[str, str], files: list[Upload], workers: int) -> None:
    by_broker = "MATCHER_BROKER_URL" in settings
    worker = running(settings, "worker", "--processes", str(workers)) if by_broker else nullcontext()
    with serving(settings, "--workers", "1", "--jobs", str(workers)) as port, worker:
        found = _asked(port, "POST", "/api/v1/batches", zipped(files))
        while found["state"] != "finished":
            time.sleep(_LOOK_SECONDS)
            found = _asked(port, "GET", f"/api/v1/batches/{found['id']}")
    if found["counts"]["done"] != len(files):
        raise RuntimeError(f"not all were done: {found['counts']}")


def _asked(port: int, method: str, path: str, body: bytes | None = None) -> dict[str, Any]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request(method, path, body, {"Content-Type": "application/zip"} if body else {})
        answer = json.loads(connection.getresponse().read())
    return dict(answer)


def zipped(files: list[Upload]) -> bytes:
    """All of `files` in one ZIP."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for file in files:
            archive.writestr(file.filename, file.content)
    return packed.getvalue()


@contextmanager
def _empty(kind: str) -> Iterator[str]:
    with empty_sqlite() if kind == "SQLite" else empty_postgresql(os.environ[POSTGRESQL]) as url:
        yield url


def measured(take_in: TakeIn, kind: str, files: Sequence[Upload], workers: int) -> Pace:
    runs = []
    for count in (FEW, MANY):
        some = distinct(files, count)
        with _empty(kind) as url:
            runs.append(spent(lambda: take_in(url, some, workers)))  # noqa: B023  # called at once
    few, many = runs
    return pace(few, many, MANY - FEW)


def main() -> None:
    """Measure and print; nothing here has a floor, since machines differ."""
    ways: dict[str, TakeIn] = {"matcher ingest": ingest, "batch": batch}
    if BROKER in os.environ:
        ways["batch, broker"] = batch_by_broker
    kinds = ["SQLite", *(["PostgreSQL"] if POSTGRESQL in os.environ else [])]
    columns = ("workers", "documents a second", "ms of a processor each", "a second and core", "cores busy")
    table = Table("way", "database", *columns, title=f"{MANY} PDFs", title_justify="left")
    files = uploads()
    for way, take_in in ways.items():
        for kind in kinds:
            for workers in WORKERS:
                found = measured(take_in, kind, files, workers)
                figures = (found.a_second, found.processor * 1000, found.a_second_and_core, found.cores)
                table.add_row(way, kind, str(workers), *(f"{figure:.1f}" for figure in figures))
    Console(highlight=False).print(table)


if __name__ == "__main__":
    main()
