"""Reads floors.toml: the least that each figure may be."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.figures import LABELS

FLOORS = Path(__file__).parent / "floors.toml"
Floors = Mapping[str, Mapping[str, float]]


class FloorsRefused(Exception):
    """Everything wrong with a file of floors, in one go."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        return "; ".join(self.problems)


def read_floors(path: Path = FLOORS) -> Floors:
    """A floor from 0 to 1 for every figure, by group and name. Raises FloorsRefused."""
    tables = tomllib.loads(path.read_text("utf-8"))
    problems = tuple(_problems(tables))
    if problems:
        raise FloorsRefused(problems)
    return tables


def _problems(tables: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"unknown table {group!r}" for group in tables if group not in LABELS)
    for group, (_, names) in LABELS.items():
        table = tables.get(group)
        if not isinstance(table, dict):
            yield f"table {group!r} is missing"
            continue
        yield from (f"{group}: unknown key {name!r}" for name in table if name not in names)
        yield from (f"{group}: {name!r} is missing" for name in names if name not in table)
        yield from (
            f"{group}.{name}: a number from 0 to 1 is expected, not {value!r}"
            for name, value in table.items()
            if name in names and not _is_share(value)
        )


def _is_share(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
