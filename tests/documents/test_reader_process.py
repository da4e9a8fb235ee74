import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from held_reading import Readings
from waiting import until

TESTS = Path(__file__).parents[1]
SERVER = """
import signal, sys
import held_reading
from matcher.documents import Reader
from matcher.domain.document import ReadingLimits, Upload
from matcher.errors import ReaderStopped

if __name__ == "__main__":
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: None)  # it stops when what is at hand is finished
    print("serves", flush=True)
    with Reader(ReadingLimits(seconds=int(sys.argv[2])), read=held_reading.read) as reader:
        try:
            print(reader.read(Upload(b"Mira Kestrel", sys.argv[1])).text)
        except ReaderStopped as error:
            print(error)
"""
Server = subprocess.Popen[str]
StartServer = Callable[..., Server]


@pytest.fixture
def readings() -> Iterator[Readings]:
    with Readings() as found:
        yield found


@pytest.fixture
def start_server(readings: Readings, tmp_path: Path) -> Iterator[StartServer]:
    """Starts a process group that reads one file and tells what came of it."""
    (tmp_path / "server.py").write_text(SERVER)
    started: list[Server] = []

    def start(seconds: int = 30) -> Server:
        command = [sys.executable, str(tmp_path / "server.py"), readings.name, str(seconds)]
        server = subprocess.Popen(
            command,
            env={**os.environ, "PYTHONPATH": str(TESTS)},
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(server)
        assert server.stdout is not None
        assert server.stdout.readline() == "serves\n"
        return server

    yield start
    for each in started:
        with suppress(ProcessLookupError):
            os.killpg(each.pid, signal.SIGKILL)
        with each:
            each.kill()


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_of_the_whole_group_leaves_the_reading_to_its_end(
    start_server: StartServer, readings: Readings, stop: signal.Signals
) -> None:
    server = start_server()
    reading = readings.next()
    os.killpg(server.pid, stop)
    reading.let_go()
    assert server.communicate()[0] == "Mira Kestrel\n"


def test_so_it_is_from_the_start_of_the_process(start_server: StartServer, readings: Readings) -> None:
    server = start_server()

    def signalled_until_it_begins() -> bool:
        os.killpg(server.pid, signal.SIGTERM)
        return readings.has_begun()

    until(signalled_until_it_begins)
    readings.next().let_go()
    assert server.communicate()[0] == "Mira Kestrel\n"


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGSEGV])
def test_one_that_is_ended_otherwise_has_stopped(
    start_server: StartServer, readings: Readings, end: signal.Signals
) -> None:
    server = start_server()
    os.kill(readings.next().process, end)
    assert "it broke the process that reads it" in server.communicate()[0]


def test_one_that_is_too_slow_is_ended(start_server: StartServer, readings: Readings) -> None:
    server = start_server(seconds=1)
    assert readings.next().ends()
    assert "it took over 1 s" in server.communicate()[0]


def test_it_ends_with_a_server_that_is_killed(start_server: StartServer, readings: Readings) -> None:
    server = start_server()
    reading = readings.next()
    server.kill()
    assert reading.ends()


def test_the_kernel_ends_one_that_hangs_when_its_server_is_gone(
    start_server: StartServer, readings: Readings
) -> None:
    server = start_server(seconds=2)
    reading = readings.next()
    reading.hang()
    server.kill()
    assert reading.ends()
