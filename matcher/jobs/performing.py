"""Doing one job: claimed under a lease, and put down as done in the transaction that keeps its effect."""

import logging
import secrets
from collections.abc import Mapping
from itertools import cycle
from typing import Any

from matcher.assembly import Rolefit
from matcher.documents import document_from_text
from matcher.domain.access import Organisation
from matcher.domain.document import Document, Upload
from matcher.domain.jobs import LOOKED_FOR_FIRST, Claimed, JobKind, JobState
from matcher.domain.month import Month
from matcher.domain.stored import NewResume
from matcher.errors import DatabaseAway, NotFound, ReaderStopped, RolefitError
from matcher.jobs.finishing import finish_batch
from matcher.jobs.lease import LEASE, Lease
from matcher.jobs.losses import MOST_LOSSES, SET_ASIDE
from matcher.services.batches import labelling_of
from matcher.services.clock import instant
from matcher.storage import UnitOfWork

_LOG = logging.getLogger(__name__)
_READER_MAY_STOP = 2  # a file that has stopped its reader so often is set aside


class LeaseLost(Exception):  # says what happened; never leaves this module
    """Somebody else holds the job by now; what was done here must not be kept."""


def worker_name() -> str:
    return secrets.token_hex(12)


class Performer:
    """Does jobs of every organisation, one at a time, under a name that no other worker has."""

    def __init__(self, rolefit: Rolefit, worker: str | None = None) -> None:
        self._rolefit = rolefit
        self._database = rolefit.process.database
        self._worker = worker or worker_name()
        self._looked_for_first = cycle(LOOKED_FOR_FIRST)

    def perform_next(self) -> bool:
        """Do the job whose turn it is; False where none is to be had.

        Raises DatabaseAway: what was at hand is done again, by whoever finds it left.
        """
        return self._perform(self._worker)

    def perform_woken(self, message: str, *, redelivered: bool) -> bool:
        """The same, woken by the message of that id, which is part of the name that the job is held under.

        Which job it is nobody knows before. So where the message comes again, because its worker is gone,
        it tells what that worker held, which is freed first.
        """
        held = f"{message}/"
        return self._perform(held + self._worker, lost=held if redelivered else None)

    def _perform(self, worker: str, lost: str | None = None) -> bool:
        at = instant()  # seconds would not tell which of two organisations had its turn before
        with self._database.unit_of_everybody() as jobs:
            if lost is not None:
                jobs.free_held_by(lost, MOST_LOSSES, SET_ASIDE)
            job = jobs.claim_next(worker, at, at + LEASE, next(self._looked_for_first))
        if job is not None:
            self._do(job)
        return job is not None

    def _do(self, job: Claimed) -> None:
        rolefit = self._rolefit.of(Organisation(job.organisation, ""))
        with Lease(self._database, job):
            try:
                _DOING[job.kind](job, rolefit)
            except LeaseLost:
                _LOG.warning("job %d was taken over by another worker", job.number)
                return
            except DatabaseAway:
                raise
            except ReaderStopped as error:
                self._stopped(job, error)
            except RolefitError as error:
                self._failed(job, _problem(error))
            except Exception as error:  # noqa: BLE001  # a fault over one must not end the others
                _LOG.error("%s in job %d", type(error).__name__, job.number)  # not what it says
                self._failed(job, {"error": "RolefitError", "detail": "Something went wrong here."})
        finish_batch(self._rolefit, job.organisation, job.batch)

    def _stopped(self, job: Claimed, error: ReaderStopped) -> None:
        if job.attempts - job.losses < _READER_MAY_STOP:
            with self._database.unit_of_everybody() as jobs:
                jobs.put_back(job.number, job.worker)
        else:
            self._failed(job, _problem(error))

    def _failed(self, job: Claimed, problem: Mapping[str, Any]) -> None:
        with self._database.unit_of_everybody() as jobs:
            jobs.finish(job, JobState.FAILED, problem, job.resume)


def _take_in(job: Claimed, rolefit: Rolefit) -> None:
    """Raises DocumentError, AddressRefused, FetchFailed, LeaseLost."""
    payload, upload = job.payload, _upload(job, rolefit)
    analysis = rolefit.analyst_of_now().analyse_document(
        _document(job, upload, rolefit), Month.parse(payload["as_of"])
    )
    new = rolefit.intake.prepared(
        analysis, upload.content, payload["external_id"], job.resume, labelling=labelling_of(payload)
    )
    rolefit.intake.keep(new, upload.content, lambda unit, kept: _ended(unit, job, JobState.DONE, kept))


def _upload(job: Claimed, rolefit: Rolefit) -> Upload:
    """What came in, or what is at the URL that came in."""
    content, filename = job.content or b"", job.payload["filename"]
    if job.payload.get("is_url"):  # jobs of an earlier version do not say
        file = rolefit.process.fetcher.fetch(content.decode())
        return Upload(file.content, filename or file.filename)
    return Upload(content, filename)


def _document(job: Claimed, upload: Upload, rolefit: Rolefit) -> Document:
    if job.payload["is_text"]:
        return document_from_text(upload.content.decode(), rolefit.settings.limits, upload.filename)
    return rolefit.analyst.read(upload)


def _read_again(job: Claimed, rolefit: Rolefit) -> None:
    """One that was erased meanwhile is none to read. Raises LeaseLost."""
    try:
        new: NewResume = rolefit.rereading.reread(job.resume)
    except NotFound:
        with rolefit.database.unit_of_work() as unit:
            _ended(unit, job, JobState.CANCELLED, job.resume)
        return
    with rolefit.database.unit_of_work() as unit:
        is_there = unit.resumes.read_again(new)
        _ended(unit, job, JobState.DONE if is_there else JobState.CANCELLED, job.resume)


def _ended(unit: UnitOfWork, job: Claimed, state: JobState, resume: str) -> None:
    if not unit.jobs.finish(job, state, None, resume):
        raise LeaseLost


_DOING = {JobKind.INTAKE: _take_in, JobKind.REREADING: _read_again}


def _problem(error: RolefitError) -> dict[str, Any]:
    """By the name of its class: the doors know what they call it."""
    return {"error": type(error).__name__, "detail": str(error)}
