"""Members of a ZIP file, never more of them than is sane."""

import io
import zipfile
import zlib
from collections.abc import Iterable
from typing import Self

from matcher.documents.source import Source
from matcher.errors import Damaged

UNPACKED_BYTES_LIMIT = 64_000_000
MEMBERS_LIMIT = 5_000
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


class Archive:
    """A ZIP file that refuses to unpack more than `UNPACKED_BYTES_LIMIT` bytes over its whole life.

    Raises Damaged when the file or a member breaks the ZIP format or would unpack to more.
    """

    def __init__(self, source: Source) -> None:
        self._filename = source.filename
        self._bytes_left = UNPACKED_BYTES_LIMIT
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source.content))
        except BROKEN_ZIP as error:
            raise Damaged(self._filename, "the ZIP container cannot be opened") from error
        self.names = tuple(self._zip.namelist())
        if len(self.names) > MEMBERS_LIMIT:
            raise Damaged(self._filename, "the ZIP container has too many members")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def read(self, name: str) -> bytes:
        try:
            with self._zip.open(name) as member:
                content = member.read(self._bytes_left + 1)
        except KeyError as error:
            raise Damaged(self._filename, f"the part {name} is missing") from error
        except BROKEN_ZIP as error:
            raise Damaged(self._filename, f"the part {name} cannot be unpacked") from error
        self._bytes_left -= len(content)
        if self._bytes_left < 0:
            raise Damaged(self._filename, "it unpacks to more than a document ever holds")
        return content

    def first(self, names: Iterable[str]) -> str | None:
        """The first of these names that is a member, whatever its case."""
        members = {member.lower(): member for member in self.names}
        return next((members[name.lower()] for name in names if name.lower() in members), None)
