from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future
from hashlib import sha256
from pathlib import Path

import pytest

from matcher.documents import document_from_text
from matcher.domain.analysis import Analysis
from matcher.domain.document import ReadingLimits, Upload
from matcher.domain.review import Labelling
from matcher.errors import Damaged, WorkerLost
from matcher.services.ingestion import Ingestion, Outcome, Result, files_below
from matcher.services.intake import Intake
from matcher.services.resumes import Resumes

STORED, BEFORE, FAILED = Result.STORED, Result.STORED_BEFORE, Result.FAILED


class Desk:
    """Analyses at once and in this process; what starts with '!' is damaged."""

    def __init__(self, analyse_text: Callable[..., Analysis]) -> None:
        self._analyse_text = analyse_text
        self.seen: list[str] = []

    def __call__(self, upload: Upload) -> Future[Analysis]:
        self.seen.append(upload.filename)
        ready: Future[Analysis] = Future()
        if upload.content.startswith(b"!"):
            ready.set_exception(Damaged(upload.filename, "it is torn"))
        else:
            ready.set_result(self._analyse_text(upload.content.decode()))
        return ready


class SlowDesk(Desk):
    """Finishes nothing until it is told to hand over; the first out is the last in."""

    def __init__(self, analyse_text: Callable[..., Analysis], room: int) -> None:
        super().__init__(analyse_text)
        self._room = room
        self._open: list[tuple[Future[Analysis], Future[Analysis]]] = []
        self.most_open = 0

    def __call__(self, upload: Upload) -> Future[Analysis]:
        promised: Future[Analysis] = Future()
        self._open.append((promised, super().__call__(upload)))
        self.most_open = max(self.most_open, len(self._open))
        if len(self._open) == self._room:
            promise, ready = self._open.pop()
            promise.set_result(ready.result())
        return promised


@pytest.fixture
def desk(analyse_text: Callable[..., Analysis]) -> Desk:
    return Desk(analyse_text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    return tmp_path / "in"


def write(folder: Path, **texts: str) -> list[Path]:
    paths = []
    for name, text in texts.items():
        path = folder / f"{name}.txt"
        path.write_text(text)
        paths.append(path)
    return paths


def run(intake: Intake, desk: Desk, paths: list[Path], at_once: int = 1) -> dict[str, Result]:
    outcomes = list(Ingestion(intake, desk, at_once).run(paths))
    assert len(outcomes) == len(paths)
    return {outcome.path.stem: outcome.result for outcome in outcomes}


def test_each_file_is_stored_once_however_often_it_comes(
    intake: Intake, desk: Desk, resumes: Resumes, folder: Path
) -> None:
    paths = write(folder, a="Skills\nPython", b="Skills\nJava")
    assert run(intake, desk, paths) == {"a": STORED, "b": STORED}
    assert run(intake, desk, paths) == {"a": BEFORE, "b": BEFORE}
    assert desk.seen == ["a.txt", "b.txt"]
    assert len(resumes.page(None, 10)["items"]) == 2


@pytest.mark.parametrize("at_once", [1, 4])
def test_the_same_bytes_twice_in_a_run_are_stored_once(
    intake: Intake, desk: Desk, folder: Path, at_once: int
) -> None:
    paths = write(folder, a="Skills\nPython", b="Skills\nPython", c="Skills\nJava")
    assert run(intake, desk, paths, at_once) == {"a": STORED, "b": BEFORE, "c": STORED}


@pytest.mark.parametrize("at_once", [1, 4])
def test_a_broken_file_is_told_and_the_others_are_stored(
    intake: Intake, desk: Desk, folder: Path, at_once: int
) -> None:
    paths = write(folder, a="!torn", b="Skills\nPython")
    outcomes = {each.path.stem: each for each in Ingestion(intake, desk, at_once).run(paths)}
    assert outcomes["b"].result is STORED
    assert outcomes["a"] == Outcome(paths[0], FAILED, str(Damaged("a.txt", "it is torn")))


@pytest.mark.parametrize("at_once", [1, 4])
def test_a_copy_of_a_broken_file_is_broken_too(
    intake: Intake, desk: Desk, folder: Path, at_once: int
) -> None:
    paths = write(folder, a="!torn", b="!torn")
    assert run(intake, desk, paths, at_once) == {"a": FAILED, "b": FAILED}


def test_each_is_labelled_whether_it_was_stored_before_or_not(
    intake: Intake, desk: Desk, resumes: Resumes, folder: Path
) -> None:
    paths = write(folder, a="Skills\nPython", b="Skills\nJava", c="!torn")
    run(intake, desk, paths[:1])
    for labels in (("spring",), ("spring", "backend")):
        list(Ingestion(intake, desk, 1, Labelling(labels)).run(paths))
    found = [item["labels"] for item in resumes.page(None, 10)["items"]]
    assert found == [["backend", "spring"]] * 2


def test_a_file_that_cannot_be_opened_is_told(intake: Intake, desk: Desk, folder: Path) -> None:
    (outcome,) = Ingestion(intake, desk, 1).run([folder / "gone.txt"])
    assert outcome == Outcome(folder / "gone.txt", FAILED, "No such file or directory")
    assert desk.seen == []


def test_no_more_are_handed_out_than_agreed(
    intake: Intake, analyse_text: Callable[..., Analysis], folder: Path
) -> None:
    paths = write(folder, **{name: f"Skills\nPython {name}" for name in "abcdef"})
    slow = SlowDesk(analyse_text, room=3)
    outcomes = Ingestion(intake, slow, 3).run(paths)
    assert [next(outcomes).path.stem for _ in range(4)] == ["c", "d", "e", "f"]
    assert slow.most_open == 3


def test_a_name_that_is_no_text_can_be_stored(
    intake: Intake, analyse_text: Callable[..., Analysis], folder: Path
) -> None:
    path = folder / b"caf\xe9.txt".decode(errors="surrogateescape")
    path.write_text("Skills\nPython")
    names = []

    def submit(upload: Upload) -> Future[Analysis]:
        names.append(upload.filename)
        document = document_from_text(upload.content.decode(), ReadingLimits(), upload.filename)
        assert document.sha256 == sha256(upload.content).hexdigest()
        return Desk(analyse_text)(upload)

    assert [each.result for each in Ingestion(intake, submit, 1).run([path])] == [STORED]
    assert names == ["caf\ufffd.txt"]


def test_files_are_found_once_and_in_order_without_hidden_ones(folder: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt", "deep/c.txt", "deep/.d.txt"):
        (folder / name).write_text(name)
    (folder / ".git").mkdir()
    (folder / ".git" / "e.txt").write_text("e")
    found = files_below([folder, folder / "a.txt", folder / ".hidden.txt"])
    assert [str(path.relative_to(folder)) for path in found] == [
        ".hidden.txt",  # named by hand
        "a.txt",
        "b.txt",
        "deep/c.txt",
    ]


class FragileDesk(Desk):
    """Falls to pieces, with all that is at hand, over what starts with '?'; the next call finds a new one."""

    def __init__(self, analyse_text: Callable[..., Analysis], room: int) -> None:
        super().__init__(analyse_text)
        self._room = room
        self._open: list[tuple[Future[Analysis], Upload]] = []

    def __call__(self, upload: Upload) -> Future[Analysis]:
        promised: Future[Analysis] = Future()
        self._open.append((promised, upload))
        if len(self._open) == self._room:
            self._settle()
        return promised

    def _settle(self) -> None:
        broken = any(upload.content.startswith(b"?") for _, upload in self._open)
        for promised, upload in self._open:
            if broken:
                promised.set_exception(BrokenExecutor())
            else:
                promised.set_result(super().__call__(upload).result())
        self._open.clear()
        self._room = 1 if broken else self._room


def test_what_a_process_is_lost_over_is_set_aside_and_what_was_beside_it_is_stored(
    intake: Intake, analyse_text: Callable[..., Analysis], folder: Path
) -> None:
    paths = write(folder, a="Knows SQL", b="? kills", c="Knows Python", d="? kills")
    outcomes = list(Ingestion(intake, FragileDesk(analyse_text, 3), 3).run(paths))
    found = {outcome.path.stem: (outcome.result, outcome.reason) for outcome in outcomes}
    lost = (FAILED, str(WorkerLost()))
    assert found == {"a": (STORED, None), "b": lost, "c": (STORED, None), "d": lost}
