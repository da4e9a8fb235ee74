import subprocess
import sys

import pytest
from waiting import until

from matcher.cli import beside
from matcher.cli.beside import PoolBeside, PoolProcess
from matcher.cli.server import KeepingArbiter, Server


class Process:
    """Runs until it is told otherwise, and may be deaf to being asked."""

    def __init__(self, *, deaf: bool = False) -> None:
        self.code: int | None = None
        self.deaf = deaf
        self.asked = 0
        self.waited: float | None = None
        self.begun = 0

    def begin(self) -> None:
        self.begun += 1

    def poll(self) -> int | None:
        return self.code

    def terminate(self) -> None:
        self.asked += 1
        self.code = None if self.deaf else 0

    def kill(self) -> None:
        self.code = -9

    def wait(self, timeout: float | None = None) -> int:
        self.waited = timeout
        if self.code is None:
            raise subprocess.TimeoutExpired("pool", timeout or 0)
        return self.code


class Starter:
    """Starts processes and keeps them; `now` is the time on its clock."""

    def __init__(self, *, deaf: bool = False) -> None:
        self.started: list[Process] = []
        self.sizes: list[int] = []
        self.now = 0.0
        self._deaf = deaf

    def __call__(self, processes: int) -> Process:
        self.sizes.append(processes)
        self.started.append(Process(deaf=self._deaf))
        return self.started[-1]

    def pool(self) -> PoolBeside:
        return PoolBeside(3, self, lambda: self.now)


def test_one_pool_is_kept_running() -> None:
    starter = Starter()
    pool = starter.pool()
    for _ in range(3):
        pool.keep_running()
    assert starter.sizes == [3]


def test_one_that_ends_at_once_is_not_started_over_and_over() -> None:
    starter = Starter()
    pool = starter.pool()
    for second in range(12):  # it ends at once each time
        starter.now = second
        pool.keep_running()
        starter.started[-1].code = 1
    assert len(starter.started) == 3


def test_it_is_asked_to_stop_and_waited_for() -> None:
    starter = Starter()
    pool = starter.pool()
    pool.stop(60)
    pool.keep_running()
    pool.ask_to_stop()
    pool.stop(60)
    assert (starter.started[0].asked, starter.started[0].code) == (1, 0)


def test_one_that_does_not_end_is_killed() -> None:
    starter = Starter(deaf=True)
    pool = starter.pool()
    pool.keep_running()
    pool.stop(60)
    assert starter.started[0].code == -9


@pytest.mark.parametrize(("late", "left"), [(0, 80), (50, 30), (80, 0), (95, 0)])
def test_its_time_runs_from_when_it_was_first_asked(late: float, left: float) -> None:
    starter = Starter()
    pool = starter.pool()
    pool.keep_running()
    starter.now = 1000
    pool.ask_to_stop()
    starter.now += late
    pool.stop(80)
    assert starter.started[0].waited == left


def test_the_server_looks_after_its_pool() -> None:
    starter = Starter()
    pool = starter.pool()
    arbiter = KeepingArbiter(Server({"workers": 0, "control_socket_disable": True}, pool), pool)
    arbiter.manage_workers()
    arbiter.manage_workers()
    assert starter.sizes == [3]
    arbiter.stop()
    assert (starter.started[0].asked, starter.started[0].code) == (1, 0)


def test_a_server_may_go_without_a_pool() -> None:
    arbiter = KeepingArbiter(Server({"workers": 0, "control_socket_disable": True}, None), None)
    arbiter.manage_workers()
    arbiter.stop()


def test_it_loads_at_once_and_begins_when_told_to() -> None:
    starter = Starter()
    pool = starter.pool()
    pool.keep_running()
    assert starter.started[0].begun == 0
    pool.begin()
    pool.keep_running()
    assert [process.begun for process in starter.started] == [1]


def test_one_that_is_started_later_begins_at_once() -> None:
    starter = Starter()
    pool = starter.pool()
    pool.keep_running()
    starter.started[0].code = 1
    pool.begin()
    starter.now = 60
    pool.keep_running()
    assert [process.begun for process in starter.started] == [1, 1]


@pytest.mark.parametrize("told", [True, False])
def test_a_process_hears_a_line_when_it_is_to_begin_and_the_end_of_its_input_else(
    monkeypatch: pytest.MonkeyPatch, *, told: bool
) -> None:
    listening = "import sys; sys.exit(7 if sys.stdin.readline() else 3)"
    monkeypatch.setattr(beside, "_COMMAND", (sys.executable, "-c", listening))
    process = PoolProcess(1)
    if told:
        process.begin()
    assert process.wait() == (7 if told else 3)


def test_one_that_is_gone_is_told_without_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "_COMMAND", (sys.executable, "-c", ""))
    process = PoolProcess(1)
    until(lambda: process.poll() is not None)
    process.begin()
