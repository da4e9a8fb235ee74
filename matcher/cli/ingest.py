"""`matcher ingest`: stores every résumé below some paths."""

import multiprocessing
import os
from collections import Counter
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import closing
from multiprocessing.util import Finalize
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from matcher.assembly import Rolefit
from matcher.cli.options import as_of_option, opened
from matcher.domain.analysis import Analysis
from matcher.domain.document import Upload
from matcher.domain.month import Month
from matcher.domain.review import Labelling
from matcher.services.ingestion import Ingestion, Outcome, Result, files_below
from matcher.services.labels import typed_labels
from matcher.settings import Settings
from matcher.storage import upgrade

_AHEAD = 2


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--workers", type=click.IntRange(min=1), default=os.cpu_count() or 1, show_default="one a core")
@click.option("--label", "labels", multiple=True, help="Put it on each; may be given again.")
@as_of_option
def ingest(paths: tuple[Path, ...], workers: int, labels: tuple[str, ...], as_of: Month) -> None:
    """Store every résumé at or below PATHS. Safe to repeat: the same bytes are stored once.

    What was stored before gets the labels that it lacks.
    """
    files, labelling = files_below(paths), Labelling(typed_labels(labels))
    with opened() as rolefit, closing(Analysing(Settings.from_env(), workers, as_of)) as analysing:
        upgrade(rolefit.database)
        ingestion = Ingestion(rolefit.intake, analysing.submit, workers * _AHEAD, labelling)
        outcomes = _with_progress(ingestion, files)
    _report(outcomes)


class Analysing:
    """A pool of processes that analyse files; one that is broken, since a process was lost, is replaced."""

    def __init__(self, settings: Settings, workers: int, as_of: Month) -> None:
        self._settings = settings
        self._workers = workers
        self._as_of = as_of
        self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._workers, context, initializer=_start, initargs=(self._settings,))

    def submit(self, upload: Upload) -> Future[Analysis]:
        try:
            return self._pool.submit(_analyse, upload, self._as_of)
        except BrokenExecutor:
            self.close()
            self._pool = self._new_pool()
            return self._pool.submit(_analyse, upload, self._as_of)

    def close(self) -> None:
        self._pool.shutdown()


_worker: Rolefit


def _start(settings: Settings) -> None:
    """Once in each worker process: what every analysis in it shares."""
    global _worker  # noqa: PLW0603  # a pool's initializer has no other place to leave it
    _worker = Rolefit(settings)
    # The reader's own child process has to end first: a process that ends waits for its children.
    Finalize(_worker, _worker.close, exitpriority=1)


def _analyse(upload: Upload, as_of: Month) -> Analysis:
    return _worker.analyst.analyse(upload, as_of)


def _with_progress(ingestion: Ingestion, files: list[Path]) -> list[Outcome]:
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        return list(progress.track(ingestion.run(files), total=len(files)))


def _report(outcomes: list[Outcome]) -> None:
    counts = Counter(outcome.result for outcome in outcomes)
    click.echo(", ".join(f"{counts[result]} {result}" for result in Result) + ".")
    failed = [outcome for outcome in outcomes if outcome.result is Result.FAILED]
    for outcome in failed:
        click.echo(f"  {click.format_filename(outcome.path)}: {outcome.reason}")
    if failed:
        raise SystemExit(1)
