"""`python -m benchmarks.killing`: a batch is worked through while what works on it is killed again and again.

    workers   two `matcher worker` of the broker that MATCHER_BROKER_URL names; every few seconds one of them
              is killed with SIGKILL, in turns, and started again
    master    `matcher serve` without a broker: its first process alone is killed, and it is started again
    group     the same, with every process of it killed at once

MATCHER_DATABASE_URL names an empty database. It fails unless every résumé is stored exactly once, the batch
ends, its counts are right, and nothing that was started is left over.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from random import Random

from sqlalchemy import func, select

from benchmarks.serving import MATCHER
from benchmarks.speed import distinct, example
from matcher.assembly import Rolefit
from matcher.domain.month import Month
from matcher.services.batches import BatchEntry
from matcher.settings import Settings
from matcher.storage import upgrade
from matcher.storage.job_tables import JobInputRow, JobRow
from matcher.storage.tables import ResumeRow

AS_OF = Month(2026, 11)
SKILLS = ("Python", "SQL", "Apache Airflow", "PostgreSQL", "PySpark", "Docker", "Java", "React", "Git")
MODES = ("workers", "master", "group")
_LIST = ("ps", "-eo", "pgid=,pid=,ppid=,stat=")
_LOOK_SECONDS = 0.2
_MOST_SECONDS_TO_END = 90
Command = Sequence[str]


@dataclass(frozen=True, slots=True)
class Killed:
    """What came of a batch; `again` counts the jobs that took more than one attempt."""

    resumes: int
    stored: int
    distinct: int
    done: int
    failed: int
    inputs: int
    again: int
    losses: int
    kills: int
    seconds: float
    left_over: int

    def faults(self) -> list[str]:
        """What is not as it must be, in words."""
        each = {
            "stored": (self.stored, self.resumes),
            "different people": (self.distinct, self.resumes),
            "done": (self.done, self.resumes),
            "failed": (self.failed, 0),
            "kept of what came in": (self.inputs, 0),
            "processes left over": (self.left_over, 0),
        }
        return [
            f"{name}: {found} instead of {wanted}"
            for name, (found, wanted) in each.items()
            if found != wanted
        ]


def entries(count: int) -> list[BatchEntry]:
    """Short résumés of invented people, no two the same."""
    dice = Random(7)  # noqa: S311  # no secret
    return [
        BatchEntry(_text(number, dice).encode(), "resume.txt", True, AS_OF, f"person-{number}")
        for number in range(count)
    ]


def file_entries(count: int) -> list[BatchEntry]:
    """Copies of the example résumé as a PDF, no two the same."""
    return [
        BatchEntry(file.content, file.filename, False, AS_OF, f"person-{number}")
        for number, file in enumerate(distinct([example()], count))
    ]


def _text(number: int, dice: Random) -> str:
    skills = dice.sample(SKILLS, 5)
    return (
        f"Person Number {number}\nData Engineer\n\n"
        f"Experience\nData Engineer, Firm {number}, March 2019 - Present\n"
        f"• Built pipelines with {skills[0]} and {skills[1]}\n\nSkills\n{', '.join(skills)}\n"
    )


class Started:
    """Commands in process groups of their own; with `group`, one is killed with every process of it."""

    def __init__(
        self,
        commands: Sequence[Command],
        settings: dict[str, str],
        *,
        group: bool,
        most_kills: int = sys.maxsize,
    ) -> None:
        self._commands: list[Command] = []
        self._environment = {**os.environ, **settings}
        self._group = group
        self.most_kills = most_kills
        self.kills = 0
        self.running: list[subprocess.Popen[bytes]] = []
        self._groups: set[int] = set()
        for each in commands:
            self.add(each)

    def add(self, command: Command) -> None:
        self._commands.append(command)
        self.running.append(self._start(command))

    def _start(self, command: Command) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(command, env=self._environment, start_new_session=True)  # noqa: S603  # our own command
        self._groups.add(process.pid)
        return process

    def kill_next(self) -> None:
        """Kill the one whose turn it is, and start it again."""
        turn = self.kills % len(self._commands)
        process = self.running[turn]
        if process.poll() is not None:
            raise RuntimeError(f"it had ended by itself, with {process.returncode}")
        if self._group:
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
        self.kills += 1
        self.running[turn] = self._start(self._commands[turn])

    def processes(self) -> dict[int, int]:
        """The id of each living process that was started or came from one that was, and its parent's id."""
        listed = subprocess.run(_LIST, capture_output=True, text=True, check=True)  # noqa: S603  # a list of processes
        found = [line.split() for line in listed.stdout.splitlines()]
        return {
            int(process): int(parent)
            for group, process, parent, state in found
            if int(group) in self._groups and not state.startswith("Z")
        }

    def stop(self) -> int:
        """Ask all to end, wait for it, and give the number of processes that are left over."""
        for each in self.running:
            each.terminate()
        for each in self.running:
            each.wait(_MOST_SECONDS_TO_END)
        end = time.monotonic() + _MOST_SECONDS_TO_END
        while (left := len(self.processes())) and time.monotonic() < end:
            time.sleep(_LOOK_SECONDS)
        for group in self._groups if left else ():
            _kill(group)
        return left


def _kill(group: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def kill_until_done(
    rolefit: Rolefit, started: Started, batch: str, every: float, most_seconds: float
) -> Killed:
    """Kill in turns until the batch is finished; then look at what there is."""
    start = killed_at = time.monotonic()
    while rolefit.batches.get(batch)["finished_at"] is None and time.monotonic() - start < most_seconds:
        if time.monotonic() - killed_at >= every and started.kills < started.most_kills:
            started.kill_next()
            killed_at = time.monotonic()
        time.sleep(_LOOK_SECONDS)
    seconds = time.monotonic() - start
    return _found(rolefit, batch, started.kills, seconds, started.stop())


def _found(rolefit: Rolefit, batch: str, kills: int, seconds: float, left_over: int) -> Killed:
    told = rolefit.batches.get(batch)
    queries = {
        "stored": select(func.count()).select_from(ResumeRow),
        "distinct": select(func.count(func.distinct(ResumeRow.external_id))),
        "inputs": select(func.count()).select_from(JobInputRow),
        "again": select(func.count()).select_from(JobRow).where(JobRow.attempts > 1),
        "losses": select(func.coalesce(func.sum(JobRow.losses), 0)),
    }
    with rolefit.database.engine.connect() as connection:
        figures = {name: int(connection.scalar(query) or 0) for name, query in queries.items()}
    return Killed(
        resumes=told["total"],
        done=told["counts"]["done"] if told["state"] == "finished" else -1,
        failed=told["counts"]["failed"],
        kills=kills,
        seconds=seconds,
        left_over=left_over,
        **figures,
    )


def commands(mode: str, port: int) -> list[Command]:
    if mode == "workers":
        return [(*MATCHER, "worker", "--processes", "1")] * 2
    return [(*MATCHER, "serve", "--port", str(port), "--workers", "1", "--jobs", "2")]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.killing")
    parser.add_argument("mode", choices=MODES)
    parser.add_argument("--resumes", type=int, default=2000)
    parser.add_argument("--files", action="store_true", help="PDFs instead of short texts")
    parser.add_argument("--every", type=float, default=5.0, help="seconds between two kills")
    parser.add_argument("--most-seconds", type=float, default=3600.0)
    parser.add_argument("--port", type=int, default=8790)
    given = parser.parse_args()
    rolefit = Rolefit(Settings.from_env())
    upgrade(rolefit.database)
    made = file_entries if given.files else entries
    batch = rolefit.batches.create(made(given.resumes))["id"]
    started = Started(commands(given.mode, given.port), {}, group=given.mode == "group")
    outcome = kill_until_done(rolefit, started, batch, given.every, given.most_seconds)
    rolefit.close()
    print(outcome)
    for fault in outcome.faults():
        print(fault, file=sys.stderr)
    return 1 if outcome.faults() else 0


if __name__ == "__main__":
    sys.exit(main())
