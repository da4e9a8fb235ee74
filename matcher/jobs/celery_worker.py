"""A worker of the broker: a message wakes it, the database says which job is to be done."""

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import ForkProcess
from multiprocessing.process import AuthenticationString  # type: ignore[attr-defined]
from threading import Thread
from typing import Any

from celery import bootsteps, signals
from celery.apps.worker import Worker
from celery.exceptions import Reject

from matcher.assembly import Rolefit
from matcher.broker.broker import PERFORM, Broker
from matcher.errors import DatabaseAway
from matcher.jobs.delivering import start_delivering
from matcher.jobs.performing import Performer
from matcher.jobs.sweeping import SWEEP_SECONDS, Sweeper
from matcher.settings import Settings

_JOBS_A_PROCESS = 2000  # spaCy keeps every new word; a fresh process forgets them
_SECONDS_AWAY = 1.0
_LOOK_SECONDS = 1.0


def run_worker(settings: Settings, processes: int) -> int:
    """Work until SIGTERM, and finish what is at hand. Gives the exit code."""
    rolefit = Rolefit(settings)
    broker = rolefit.process.broker
    if broker is None:
        raise ValueError("there is no broker in the settings")
    rolefit.process.build_before_forking()
    _prepare_processes(rolefit, broker)
    broker.celery.steps["worker"].add(_sweeping(rolefit))
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
    delivering.terminate()
    delivering.join()
    return int(worker.exitcode or 0)


def _prepare_processes(rolefit: Rolefit, broker: Broker) -> None:
    """Say what a process does at its start and end, and with each message."""
    performers: list[Performer] = []
    main = os.getpid()

    @signals.worker_process_init.connect(weak=False)  # type: ignore[untyped-decorator]  # Celery has no types
    def begin(**_: Any) -> None:
        _allow_children()
        Thread(target=_end_with, args=(main,), daemon=True).start()
        performers.append(Performer(rolefit))

    @signals.worker_process_shutdown.connect(weak=False)  # type: ignore[untyped-decorator]  # Celery has no types
    def end(**_: Any) -> None:
        rolefit.close()

    @broker.celery.task(name=PERFORM, bind=True)  # type: ignore[untyped-decorator]
    def perform(task: Any, _number: int) -> None:
        again = bool((task.request.delivery_info or {}).get("redelivered"))
        try:
            with _finished_first():
                performers[0].perform_woken(task.request.id, redelivered=again)
        except DatabaseAway as error:
            time.sleep(_SECONDS_AWAY)
            raise Reject(type(error).__name__, requeue=True) from None


def _allow_children() -> None:
    """Let this process start the reader's: Celery marks it as one that may have no children.

    Its key is of the kind that Celery's own `multiprocessing` lets through to a child, not Python's.
    """
    config = multiprocessing.current_process()._config  # type: ignore[attr-defined]  # noqa: SLF001
    config["daemon"] = False
    config["authkey"] = AuthenticationString(config["authkey"])


@contextmanager
def _finished_first() -> Iterator[None]:
    """Let what is at hand outlast one SIGTERM, which may have come to every process: the worker waits for it.

    A second one ends the process, as the first does where nothing is at hand.
    """
    usual = signal.getsignal(signal.SIGTERM)
    signal.signal(signal.SIGTERM, lambda *_: signal.signal(signal.SIGTERM, usual))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, usual)


def _end_with(parent: int) -> None:
    """A process that is left over would keep the connection open whose end tells the broker of the loss."""
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os._exit(1)


def _sweeping(rolefit: Rolefit) -> type:
    """A process of its own that sweeps: a thread could leave what is forked off a lock that is held."""

    class Sweeping(bootsteps.StartStopStep):  # type: ignore[misc]  # Celery has no types
        requires = frozenset({"celery.worker.components:Timer"})
        process: ForkProcess | None = None
        stopped = False

        def start(self, parent: Any) -> None:
            self._keep()
            parent.timer.call_repeatedly(SWEEP_SECONDS, self._keep)

        def _keep(self) -> None:
            if not self.stopped and (self.process is None or not self.process.is_alive()):
                fork = multiprocessing.get_context("fork")
                self.process = fork.Process(target=_sweep, args=(rolefit, os.getpid()), daemon=True)
                self.process.start()

        def stop(self, parent: Any) -> None:  # noqa: ARG002  # Celery's signature
            self.stopped = True
            if self.process is not None:
                self.process.kill()
                self.process.join()

    return Sweeping


def _sweep(rolefit: Rolefit, parent: int) -> None:
    """Until the worker is gone; its signals are not for this process."""
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, signal.SIG_DFL)
    sweeper = Sweeper(rolefit)
    while os.getppid() == parent:
        sweeper.sweep()
        time.sleep(SWEEP_SECONDS)
