"""Built analysts in a folder: reading one back spares a start half of its time.

Files are pickles, which run what they say, as compiled modules do. So only this very code and words read
one, and only where nobody but this process's user could have written it.
"""

import os
import pickle
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from sys import version as python_version
from tempfile import NamedTemporaryFile
from types import MappingProxyType
from typing import Any

import matcher
from matcher.documents import Reader
from matcher.domain.skill import Related, Skill
from matcher.extraction.vocabulary import SurfaceForm
from matcher.services.analysis import Analyst

_SUFFIX = ".analyst"
# Of some 13 MB each: another taxonomy and another version may be in use beside this one.
_MOST_FILES = 4
_READER = "reader"
_LIBRARIES = ("pyspellchecker", "spacy")
_FIELDS: dict[type[object], list[str]] = {
    kind: [each.name for each in fields(kind)] for kind in (Related, Skill, SurfaceForm)
}


class AnalystCache:
    """The analysts kept in `folder`, which is made when one is written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, taxonomy: str, reader: Reader) -> Analyst | None:
        """The analyst of the taxonomy with that digest, with `reader`; None where there is none to trust."""
        try:
            self._check_folder()
            content = _own_file(self._path(taxonomy))
        except OSError:
            return None
        digest, pickled = content[: sha256().digest_size], content[sha256().digest_size :]
        if sha256(pickled).digest() != digest:
            return None
        analyst: Analyst = _Unpickler(BytesIO(pickled), reader).load()
        return analyst

    def write(self, analyst: Analyst) -> None:
        """Keep `analyst` for the next process; where the folder takes no files, nothing happens."""
        pickled = BytesIO()
        _Pickler(pickled, protocol=pickle.HIGHEST_PROTOCOL).dump(analyst)
        content = sha256(pickled.getvalue()).digest() + pickled.getvalue()
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._check_folder()
            self._replace(self._path(analyst.lexicon.taxonomy.digest), content)
            self._drop_older()

    def _check_folder(self) -> None:
        """Raises OSError where others could put a file of this user's in, by another name."""
        _check_own(self._folder.stat())

    def _path(self, taxonomy: str) -> Path:
        return self._folder / f"{sha256(f'{taxonomy} {_code()}'.encode()).hexdigest()[:32]}{_SUFFIX}"

    def _replace(self, path: Path, content: bytes) -> None:
        """At once, so that nobody reads a part; what a crash leaves half written goes with the older ones."""
        with NamedTemporaryFile(dir=self._folder, suffix=_SUFFIX, delete=False) as written:
            try:
                written.write(content)
                written.flush()
                Path(written.name).replace(path)
            except OSError:
                Path(written.name).unlink(missing_ok=True)
                raise

    def _drop_older(self) -> None:
        newest_first = sorted(self._folder.glob(f"*{_SUFFIX}"), key=lambda path: -path.stat().st_mtime)
        for path in newest_first[_MOST_FILES:]:
            path.unlink(missing_ok=True)


class _Pickler(pickle.Pickler):
    """Leaves the reader out, which holds a process, and knows read-only mappings."""

    def persistent_id(self, each: object) -> str | None:
        return _READER if isinstance(each, Reader) else None

    def reducer_override(self, each: object) -> Any:
        names = _FIELDS.get(type(each))
        if names is not None:  # by far the most; as dataclasses do it, reading takes half as long again
            return type(each), tuple(getattr(each, name) for name in names)
        if isinstance(each, MappingProxyType):
            return _read_only, (dict(each),)
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: BytesIO, reader: Reader) -> None:
        super().__init__(file)
        self._reader = reader

    def persistent_load(self, _pid: Any) -> Reader:
        return self._reader


def _read_only(mapping: dict[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(mapping)


def _own_file(path: Path) -> bytes:
    """The content of a file that no other user can have written. Raises OSError."""
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
        _check_own(os.fstat(file.fileno()))
        return file.read()


def _check_own(status: os.stat_result) -> None:
    if status.st_uid != os.geteuid() or status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise PermissionError


@cache
def _code() -> str:
    """A digest of all code that bears on what an analyst is."""
    total = sha256(python_version.encode())
    for name in _LIBRARIES:
        total.update(version(name).encode())
    for path in sorted(Path(matcher.__file__).parent.rglob("*.py")):
        total.update(path.read_bytes())
    return total.hexdigest()
