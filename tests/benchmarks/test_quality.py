from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks import quality
from benchmarks.figures import LABELS, Comparison, Scores

NAMES = LABELS["scans"][1]
FLOORS = {"scans": dict.fromkeys(NAMES, 0.5)}


def scores(**changed: float) -> Scores:
    return Scores({**dict.fromkeys(NAMES, 0.5), **changed}, documents=2)


def report(comparison: Comparison, *, all_required: bool = False) -> tuple[int, str]:
    out = StringIO()
    code = quality.report(
        [comparison], FLOORS, Console(file=out, width=100, highlight=False), all_required=all_required
    )
    return code, out.getvalue()


def test_figures_at_their_floors_pass() -> None:
    code, printed = report(Comparison("scans", scores(), scores(files_passing=0.25)))
    assert code == 0
    assert "below its floor" not in printed
    assert "0.250" in printed


def test_a_figure_below_its_floor_fails() -> None:
    code, printed = report(Comparison("scans", scores(files_passing=0.499), scores()))
    assert code == 1
    assert [line.split("  ")[1] for line in printed.splitlines() if "below its floor" in line] == [
        "files passing"
    ]


def test_a_baseline_has_no_floor() -> None:
    assert report(Comparison("scans", scores(), scores(files_passing=0.0)))[0] == 0


@pytest.mark.parametrize("all_required", [False, True])
def test_what_cannot_be_measured_fails_where_all_is_required(*, all_required: bool) -> None:
    code, printed = report(Comparison("scans", None, scores(), wants="tesseract"), all_required=all_required)
    assert code == int(all_required)
    assert "no tesseract here" in printed


@pytest.mark.parametrize(("required", "code"), [("", 0), ("1", 1)])
def test_without_labelled_documents_nothing_is_measured(
    required: str,
    code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("MATCHER_SHARED", str(tmp_path))
    monkeypatch.setenv("MATCHER_REQUIRE_ALL", required)
    assert quality.main() == code
    assert "no labelled documents" in capsys.readouterr().out
