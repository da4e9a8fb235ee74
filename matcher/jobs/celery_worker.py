"""A worker of the broker: Celery hands it the numbers of jobs, the database says what they are."""

import multiprocessing
import os
from threading import Event
from typing import Any

from celery import signals
from celery.apps.worker import Worker

from matcher.assembly import Rolefit
from matcher.broker.broker import PERFORM
from matcher.jobs.delivering import start_delivering
from matcher.jobs.performing import Performer
from matcher.jobs.sweeping import Sweeper
from matcher.settings import Settings

_SWEEP_SECONDS = 5.0
_JOBS_A_PROCESS = 2000  # spaCy keeps every new word; a fresh process forgets them


def run_worker(settings: Settings, processes: int) -> int:
    """Work until SIGTERM, and finish what is at hand. Gives the exit code."""
    rolefit = Rolefit(settings)
    broker = rolefit.process.broker
    if broker is None:
        raise ValueError("there is no broker in the settings")
    rolefit.process.analyst  # noqa: B018  # built before the processes are forked off, so that they share it
    rolefit.read_again_for_all()
    performers: list[Performer] = []

    @signals.worker_process_init.connect(weak=False)  # type: ignore[untyped-decorator]  # Celery has no types
    def begin(**_: Any) -> None:
        """In each process: Celery marks it as one that may have no children, and the reader is one."""
        multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]  # noqa: SLF001
        rolefit.process.database.close()
        performers.append(Performer(rolefit))

    @signals.worker_process_shutdown.connect(weak=False)  # type: ignore[untyped-decorator]  # Celery has no types
    def end(**_: Any) -> None:
        rolefit.close()

    @broker.celery.task(name=PERFORM, bind=True)  # type: ignore[untyped-decorator]
    def perform(task: Any, number: int) -> None:
        again = bool((task.request.delivery_info or {}).get("redelivered"))
        performers[0].perform(number, from_lost=again)

    sweeping = multiprocessing.get_context("fork").Process(
        target=_sweep, args=(settings, os.getpid()), daemon=True
    )
    sweeping.start()
    delivering = start_delivering(settings)
    worker = Worker(
        app=broker.celery,
        concurrency=processes,
        pool="prefork",
        loglevel="WARNING",
        max_tasks_per_child=_JOBS_A_PROCESS,
        without_gossip=True,
        without_mingle=True,
        optimization="fair",
        quiet=True,
    )
    worker.start()
    for each in (sweeping, delivering):
        each.terminate()
    delivering.join()
    return int(worker.exitcode or 0)


def _sweep(settings: Settings, parent: int) -> None:
    """A process of its own: a thread beside what is forked off could leave it a lock that is held."""
    sweeper, never = Sweeper(Rolefit(settings).process), Event()
    while os.getppid() == parent:
        sweeper.sweep()
        never.wait(_SWEEP_SECONDS)
