"""Sending webhooks in a process of its own, so that no slow receiver holds up the reading of résumés."""

import logging
import multiprocessing
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.context import ForkProcess
from threading import Event, Lock

from matcher.assembly import Process
from matcher.errors import DatabaseAway
from matcher.services.delivering import Delivering
from matcher.settings import Settings

_LOG = logging.getLogger(__name__)
_IDLE_SECONDS = 1.0
_WEBHOOKS_AT_ONCE = 8
_MOST_IN_A_TURN = 200  # then the next webhook has its turn


class Deliverer:
    """Sends to several webhooks at once, to each one message after the other.

    A webhook's turn ends with the first message that is not taken, so one that is down costs the others
    nothing but a thread for as long as an attempt may take.
    """

    def __init__(self, delivering: Delivering) -> None:
        self._delivering = delivering
        self._threads = ThreadPoolExecutor(_WEBHOOKS_AT_ONCE)
        self._at_turn: set[str] = set()
        self._lock = Lock()
        self._stopped = Event()

    def give_turns(self) -> None:
        """A turn for each webhook that something is due for and that has none; does not wait for its end."""
        try:
            due = self._delivering.due_webhooks()
        except DatabaseAway as error:
            _LOG.warning("%s while looking for deliveries", type(error).__name__)
            return
        for webhook in due:
            with self._lock:
                waits = webhook not in self._at_turn
                self._at_turn.add(webhook)
            if waits:
                self._threads.submit(self._turn, webhook)

    def stop(self) -> None:
        """What is being sent is finished."""
        self._stopped.set()
        self._threads.shutdown()

    def _turn(self, webhook: str) -> None:
        try:
            for _ in range(_MOST_IN_A_TURN):
                if self._stopped.is_set() or not self._delivering.deliver_next(webhook):
                    return
        except Exception as error:  # noqa: BLE001  # a fault over one must not end the others
            _LOG.warning("%s while sending to webhook %s", type(error).__name__, webhook)  # not what it says
        finally:
            with self._lock:
                self._at_turn.discard(webhook)


def start_delivering(settings: Settings) -> ForkProcess:
    """A process that sends until it gets SIGTERM or this one is gone; to be joined."""
    started = multiprocessing.get_context("fork").Process(target=_deliver, args=(settings, os.getpid()))
    started.start()
    return started


def _deliver(settings: Settings, parent: int) -> None:
    stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's, meant for the parent
    process = Process(settings)
    deliverer = Deliverer(process.delivering)
    while not stop.is_set() and os.getppid() == parent:
        deliverer.give_turns()
        stop.wait(_IDLE_SECONDS)
    deliverer.stop()
    process.close()
