"""`make bench-quality`: the figures of quality beside a baseline and their floors.

Ends with exit code 1 where a figure is below the floor written in floors.toml.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from benchmarks.comparisons import Comparisons
from benchmarks.figures import LABELS, Comparison, Figure, figures_of
from benchmarks.floors import Floors, FloorsRefused, read_floors
from benchmarks.labelled import evaluation_folder, is_all_required
from benchmarks.scorers import Scorers
from matcher.assembly import Rolefit
from matcher.settings import Settings

_HEADINGS = ("figure", "Rolefit", "baseline", "floor", "")


def main() -> int:
    """Measure, print, judge; the exit code."""
    console = Console(highlight=False)
    folder, all_required = evaluation_folder(), is_all_required()
    if not folder.is_dir():
        console.print(f"Quality was not measured: no labelled documents at {folder}", soft_wrap=True)
        return int(all_required)
    try:
        floors = read_floors()
    except FloorsRefused as refused:
        console.print("\n".join(refused.problems), soft_wrap=True, markup=False)
        return 1
    return report(measured(folder), floors, console, all_required=all_required)


def measured(folder: Path) -> list[Comparison]:
    """Everything that is labelled in `folder`, with the taxonomy of the environment."""
    with TemporaryDirectory() as scratch:
        rolefit = Rolefit(Settings.from_env())
        try:
            return list(Comparisons(rolefit, folder, Scorers(folder, Path(scratch))).all())
        finally:
            rolefit.close()


def report(comparisons: Iterable[Comparison], floors: Floors, console: Console, *, all_required: bool) -> int:
    """Print the table; 1 where a figure is below its floor, or is wanting although `all_required`."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in _HEADINGS:
        table.add_column(heading, justify="left" if heading in {"figure", ""} else "right")
    failed = False
    for comparison in comparisons:
        table.add_row(f"[bold]{LABELS[comparison.group][0]}[/bold] ({comparison.baseline.documents})")
        for figure in figures_of(comparison):
            floor = floors[figure.group][figure.name]
            table.add_row(*_row(figure, floor, comparison.wants))
            failed |= figure.is_under(floor) or (figure.rolefit is None and all_required)
    console.print(table)
    return int(failed)


def _row(figure: Figure, floor: float, wants: str) -> tuple[str, ...]:
    label = f"  {LABELS[figure.group][1][figure.name]}"
    if figure.rolefit is None:
        return label, "-", f"{figure.baseline:.3f}", f"{floor:.3f}", f"[yellow]no {wants} here[/yellow]"
    verdict = "[red]below its floor[/red]" if figure.is_under(floor) else ""
    return label, f"{figure.rolefit:.3f}", f"{figure.baseline:.3f}", f"{floor:.3f}", verdict


if __name__ == "__main__":
    sys.exit(main())
