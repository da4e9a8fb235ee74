"""Storing every résumé below some folders: in parallel, safe to repeat, with an account of what failed."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from matcher.domain.analysis import Analysis
from matcher.domain.document import Upload
from matcher.domain.review import UNLABELLED, Labelling
from matcher.errors import DocumentError, WorkerLost
from matcher.services.intake import Intake

Submit = Callable[[Upload], Future[Analysis]]


class Result(StrEnum):
    STORED = "stored"
    STORED_BEFORE = "stored before"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the file at `path`; `reason` says why it failed."""

    path: Path
    result: Result
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class _Started:
    """A file that is being analysed, with the paths of the same bytes that came up since."""

    path: Path
    upload: Upload
    twins: list[Path]


def upload_from(path: Path) -> Upload:
    """The file at `path`, under a name that can be shown and stored whatever its bytes. Raises OSError."""
    return Upload(path.read_bytes(), os.fsencode(path.name).decode(errors="replace"))


def files_below(paths: Iterable[Path]) -> list[Path]:
    """Every file at or below `paths`, each once, in order; hidden ones are left out."""
    found: set[Path] = set()
    for path in paths:
        inside = path.rglob("*") if path.is_dir() else [path]
        found.update(file for file in inside if file.is_file() and not _hidden(file, path))
    return sorted(found)


def _hidden(file: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(root).parts)


class Ingestion:
    """Hands files out to be analysed, a bounded number at a time, and stores what comes back.

    Where a process is lost, nobody knows over which file: those at hand are tried again one by one, and what
    loses its process then is set aside. Every résumé gets the labels of `labelling`, those stored before too.
    """

    def __init__(
        self, intake: Intake, submit: Submit, at_once: int, labelling: Labelling = UNLABELLED
    ) -> None:
        self._intake = intake
        self._labelling = labelling
        self._submit = submit
        self._at_once = at_once
        self._started: dict[str, _Started] = {}
        self._suspects: list[str] = []

    def run(self, files: Iterable[Path]) -> Iterator[Outcome]:
        """An outcome for each file, as they come."""
        waiting: dict[Future[Analysis], str] = {}
        for path in files:
            known = self._start(path, waiting)
            if known is not None:
                yield known
            while len(waiting) >= self._at_once:
                yield from self._finish(waiting)
        while waiting:
            yield from self._finish(waiting)

    def _start(self, path: Path, waiting: dict[Future[Analysis], str]) -> Outcome | None:
        try:
            upload = upload_from(path)
        except OSError as error:
            return Outcome(path, Result.FAILED, error.strerror or "cannot be opened")
        sha256 = hashlib.sha256(upload.content).hexdigest()
        if sha256 in self._started:
            self._started[sha256].twins.append(path)
            return None
        if self._intake.label_if_stored(sha256, self._labelling):
            return Outcome(path, Result.STORED_BEFORE)
        self._started[sha256] = _Started(path, upload, [])
        waiting[self._submit(upload)] = sha256
        return None

    def _finish(self, waiting: dict[Future[Analysis], str]) -> Iterator[Outcome]:
        done, _ = wait(waiting, return_when=FIRST_COMPLETED)
        yield from self._ended(done, waiting)
        if self._suspects:
            yield from self._ended(set(waiting), waiting)
            yield from self._try_alone()

    def _ended(
        self, futures: Iterable[Future[Analysis]], waiting: dict[Future[Analysis], str]
    ) -> Iterator[Outcome]:
        for future in futures:
            sha256 = waiting.pop(future)
            if isinstance(future.exception(), BrokenExecutor):
                self._suspects.append(sha256)
            else:
                yield from self._outcomes(sha256, future)

    def _try_alone(self) -> Iterator[Outcome]:
        for sha256 in self._suspects:
            yield from self._outcomes(sha256, self._submit(self._started[sha256].upload))
        self._suspects.clear()

    def _outcomes(self, sha256: str, future: Future[Analysis]) -> Iterator[Outcome]:
        """That of the file, and those of its twins."""
        started = self._started.pop(sha256)
        outcome = self._outcome(started, future)
        yield outcome
        again = Result.STORED_BEFORE if outcome.result is Result.STORED else outcome.result
        yield from (Outcome(twin, again, outcome.reason) for twin in started.twins)

    def _outcome(self, started: _Started, future: Future[Analysis]) -> Outcome:
        try:
            self._intake.store(future.result(), started.upload.content, labelling=self._labelling)
        except DocumentError as error:
            return Outcome(started.path, Result.FAILED, str(error))
        except BrokenExecutor:
            return Outcome(started.path, Result.FAILED, str(WorkerLost()))
        return Outcome(started.path, Result.STORED)
