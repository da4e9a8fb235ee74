from typing import ClassVar

import pytest
from builders import Run

from matcher.cli import worker as module
from matcher.errors import Problem, TaxonomyError
from matcher.settings import Settings


class Pool:
    """Remembers what it was made with and that it ran."""

    made: tuple[Settings, int, int | None] | None = None
    done: ClassVar[list[str]] = []

    def __init__(self, settings: Settings, processes: int, parent: int | None) -> None:
        Pool.made = (settings, processes, parent)
        Pool.done = []

    def load(self) -> None:
        Pool.done.append("load")

    def run(self) -> None:
        Pool.done.append("run")


class PoolOfABrokenTaxonomy(Pool):
    def load(self) -> None:
        raise TaxonomyError((Problem("skills/broken.toml", "nmae", "is no key"),))

    def run(self) -> None:
        self.load()


@pytest.fixture
def niceness(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    steps: list[int] = []
    monkeypatch.setattr(module, "Pool", Pool)
    monkeypatch.setattr("os.nice", steps.append)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    return steps


def test_without_a_broker_it_looks_into_the_database(run: Run, niceness: list[int]) -> None:
    assert run("worker", "--processes", 3).exit_code == 0
    assert Pool.made is not None
    assert (Pool.made[1:], niceness) == ((3, None), [])


def test_beside_a_server_it_is_polite_and_ends_with_it(run: Run, niceness: list[int]) -> None:
    assert run("worker", "--processes", 1, "--beside", 77, stdin="\n").exit_code == 0
    assert Pool.made is not None
    assert (Pool.made[1:], niceness, Pool.done) == ((1, 77), [10], ["load", "run"])
    assert "--beside" not in run("worker", "--help").stdout


@pytest.mark.usefixtures("niceness")
def test_beside_a_server_that_never_got_ready_it_does_nothing(run: Run) -> None:
    assert run("worker", "--beside", 77).exit_code == 0
    assert Pool.done == ["load"]


@pytest.mark.usefixtures("niceness")
def test_a_broken_taxonomy_is_told_of_once_by_the_server_beside(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "Pool", PoolOfABrokenTaxonomy)
    beside, alone = run("worker", "--beside", 77), run("worker")
    assert (beside.exit_code, beside.stderr) == (1, "")
    assert alone.exit_code == 1
    assert "nmae" in alone.stderr


def test_with_a_broker_it_takes_what_that_hands_out(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def run_worker(settings: Settings, processes: int) -> int:
        asked.append((settings.broker_url, processes))
        return 3

    monkeypatch.setattr("matcher.jobs.celery_worker.run_worker", run_worker)
    monkeypatch.setenv("MATCHER_BROKER_URL", "amqp://127.0.0.1//")
    assert run("worker", "--processes", 2).exit_code == 3
    assert asked == [("amqp://127.0.0.1//", 2)]


def test_no_processes_are_refused(run: Run) -> None:
    assert run("worker", "--processes", 0).exit_code == 2
