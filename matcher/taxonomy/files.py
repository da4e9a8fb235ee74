"""TOML files of a taxonomy, parsed and held against the keys they may have."""

import hashlib
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from marshmallow import Schema, ValidationError

from matcher.errors import Problem


class Folder:
    """Reads the files below one folder and gathers what is wrong with them in `problems`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.problems: list[Problem] = []

    def tables(self, name: str) -> dict[str, Any] | None:
        """The parsed file; None, with the reason noted, where it cannot be read."""
        try:
            return tomllib.loads((self._path / name).read_text("utf-8"))
        except FileNotFoundError:
            self._note(name, "file", "is missing")
        except OSError as error:
            self._note(name, "file", error.strerror or "cannot be opened")
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            self._note(name, "TOML", str(error))
        return None

    def load(self, name: str, schema: Schema) -> Any:
        """The file as `schema` builds it; None, with every problem noted, where it does not fit."""
        tables = self.tables(name)
        if tables is None:
            return None
        try:
            return schema.load(tables)
        except ValidationError as error:
            self._note_all(name, tables, error)
            return None

    def build(self, name: str, builder: Callable[[dict[str, Any]], Any]) -> Any:
        """The file as `builder` makes it; None, with its ValueError noted, where it does not fit."""
        tables = self.tables(name)
        try:
            return None if tables is None else builder(tables)
        except ValueError as error:
            self._note(name, "keys", str(error))
            return None

    def names(self, below: str) -> list[str]:
        """The TOML files in the folder `below`, in order."""
        return sorted(f"{below}/{path.name}" for path in (self._path / below).glob("*.toml"))

    def digest(self) -> str:
        """SHA-256 over the names and bytes of all TOML files, so that any change shows."""
        total = hashlib.sha256()
        for path in sorted(self._path.rglob("*.toml")):
            content = path.read_bytes()
            total.update(f"{path.relative_to(self._path).as_posix()}\0{len(content)}\0".encode())
            total.update(content)
        return total.hexdigest()

    def _note_all(self, name: str, tables: dict[str, Any], error: ValidationError) -> None:
        for path, message in messages(error.messages):
            self._note(name, _named(path, tables), message)

    def _note(self, name: str, place: str, message: str) -> None:
        self.problems.append(Problem(name, place, message))


def messages(tree: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What a ValidationError says, each message with the path of keys to what it is about."""
    if isinstance(tree, dict):
        for key, below in tree.items():
            yield from messages(below, (*path, key))
    else:
        yield from ((path, str(message)) for message in tree)


def _named(path: tuple[str | int, ...], tables: dict[str, Any]) -> str:
    """The path with the ids of entries for their numbers: 'skill go: kind', not 'skill 17: kind'."""
    words, here = [], tables
    for step in path:
        here = _below(here, step)
        identifier = here.get("id") if isinstance(here, dict) and isinstance(step, int) else None
        words.append(str(identifier or step))
    return " ".join(words)


def _below(here: Any, step: str | int) -> Any:
    try:
        return here[step]
    except (KeyError, IndexError, TypeError):
        return None
