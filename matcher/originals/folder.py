"""Files in a folder: '<folder>/<organisation>/<resume id>', readable by the owner alone."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from matcher.domain.originals import is_key, key_parts
from matcher.errors import NotFound, OriginalsUnavailable

_UNFINISHED = ".unfinished"
_OWNER_ONLY = 0o700


class FolderOriginals:
    """A file is there whole or not at all, and is on the disk once `put` returns."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, key: str, content: bytes) -> None:
        path = self._path(key)
        with _told():
            for folder in (path.parent, self._unfinished):
                folder.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
            unfinished = self._written(content)
            try:
                unfinished.replace(path)
            except OSError:
                unfinished.unlink(missing_ok=True)
                raise
            _sync(path.parent)

    def get(self, key: str) -> bytes:
        path = self._path(key)
        with _told():
            try:
                return path.read_bytes()
            except FileNotFoundError:
                raise NotFound("original", path.name) from None

    def delete(self, key: str) -> None:
        path = self._path(key)
        with _told(), suppress(FileNotFoundError):
            path.unlink()
            _sync(path.parent)

    def keys(self, before: datetime) -> Iterator[str]:
        """The keys of what was put before that moment; what a crash left unfinished since is erased."""
        with _told():
            for path in self._older(before):
                key = path.relative_to(self._folder).as_posix()
                if path.parent == self._unfinished:
                    path.unlink(missing_ok=True)
                elif is_key(key):
                    yield key

    @property
    def _unfinished(self) -> Path:
        return self._folder / _UNFINISHED

    def _path(self, key: str) -> Path:
        return self._folder.joinpath(*key_parts(key))

    def _older(self, before: datetime) -> Iterator[Path]:
        for path in self._folder.glob("*/*"):
            with suppress(FileNotFoundError):
                if path.is_file() and path.stat().st_mtime < before.timestamp():
                    yield path

    def _written(self, content: bytes) -> Path:
        """A file beside the others with `content`, on the disk; mkstemp lets the owner alone read it."""
        descriptor, name = tempfile.mkstemp(dir=self._unfinished)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
        return Path(name)


@contextmanager
def _told() -> Iterator[None]:
    """Errors of the system as one of ours, without the path: it has the organisation's name."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise OriginalsUnavailable("folder", reason) from None


def _sync(folder: Path) -> None:
    """A new name is on the disk once its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
