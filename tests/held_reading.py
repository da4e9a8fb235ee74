"""A reading that goes on only when the test says so; the file's name is the port where the test listens."""

import os
import re
import socket
from pathlib import Path
from select import select
from types import TracebackType
from typing import Self

from waiting import until

from matcher.documents import read_here
from matcher.domain.document import Document, ReadingLimits, Upload

SECONDS = 120
GO, HANG = b"g", b"h"
_ENDLESS = re.compile(r"(a+)+$")
_TICKS = 5


def read(upload: Upload, limits: ReadingLimits) -> Document:
    with socket.create_connection(("127.0.0.1", int(upload.filename)), SECONDS) as test:
        test.sendall(f"{os.getpid()}\n".encode())
        if test.recv(1) == HANG:
            test.sendall(b"\n")
            _ENDLESS.match("a" * 60 + "b")  # for years, and no other thread has its turn
        return read_here(upload, limits)


class HeldReading:
    """What the test knows of a reading: the id of its process, and whether that is still there."""

    def __init__(self, asked: socket.socket) -> None:
        self._asked = asked
        asked.settimeout(SECONDS)
        self._lines = asked.makefile("rb")
        self.process = int(self._lines.readline())

    def let_go(self) -> None:
        self._asked.sendall(GO)

    def hang(self) -> None:
        self._asked.sendall(HANG)
        self._lines.readline()
        before = self._ticks()
        until(lambda: self._ticks() > before + _TICKS)

    def _ticks(self) -> int:
        """The processor time that the process has taken so far, in the kernel's unit."""
        return int(Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()[11])

    def ends(self) -> bool:
        """Waits for the end of the connection, which is that of the process."""
        return self._lines.read() == b""

    def close(self) -> None:
        self._lines.close()
        self._asked.close()


class Readings:
    """Takes in readings as they begin."""

    def __enter__(self) -> Self:
        self._taken: list[HeldReading] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._listening.settimeout(SECONDS)
        self.name = str(self._listening.getsockname()[1])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for each in (*self._taken, self._listening):
            each.close()

    def next(self) -> HeldReading:
        self._taken.append(HeldReading(self._listening.accept()[0]))
        return self._taken[-1]

    def has_begun(self) -> bool:
        """Whether one waits to be taken in."""
        return bool(select([self._listening], [], [], 0)[0])
