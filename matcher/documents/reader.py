"""Reading in a child process that can be killed."""

import logging
import os
import threading
from concurrent.futures import CancelledError
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Self

from pebble import ProcessExpired, ProcessPool

from matcher.documents.reader_process import Read, ReaderContext, prepare_child, read_in_time
from matcher.documents.reading import check_size, read_here
from matcher.domain.document import Document, ReadingLimits, Upload
from matcher.errors import Damaged, DocumentError, ReaderStopped

READS_PER_CHILD = 200
logger = logging.getLogger(__name__)


class Reader:
    """Reads uploads, one at a time in each child; a file that breaks its child costs that child only.

    A child starts with the first read, and anew in a process forked from the one that made the Reader.
    It imports the main module of the program, which should therefore import little by itself.
    Safe to use from several threads.
    """

    def __init__(
        self,
        limits: ReadingLimits,
        *,
        children: int = 1,
        read: Read = read_here,
    ) -> None:
        self._limits = limits
        self._children = children
        self._read = read
        self._lock = threading.Lock()
        self._pool: Any = None
        self._pool_owner: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, upload: Upload) -> Document:
        """Raises the subclasses of DocumentError; ReaderStopped when time or memory ran out."""
        check_size(upload, self._limits)
        try:
            return self._read_in_child(upload)
        except DocumentError:
            raise
        except TimeoutError:
            raise ReaderStopped(upload.filename, f"it took over {self._limits.seconds} s") from None
        except (MemoryError, ProcessExpired):
            raise ReaderStopped(upload.filename, "it broke the process that reads it") from None
        except (CancelledError, BrokenProcessPool) as error:
            self.close()
            raise ReaderStopped(upload.filename, "the process that reads files was not there") from error
        except Exception as error:
            # Only the type: the message of a parser's error may quote the document.
            logger.warning("reading failed with %s", type(error).__name__)
            raise Damaged(upload.filename, "its content cannot be followed") from error

    def close(self) -> None:
        """End the children; a later read starts others."""
        with self._lock:
            pool, owner = self._pool, self._pool_owner
            self._pool = self._pool_owner = None
        if pool is not None and owner == os.getpid():
            pool.stop()
            pool.join()

    def _read_in_child(self, upload: Upload) -> Document:
        future = self._started_pool().schedule(
            read_in_time, (self._read, upload, self._limits), timeout=self._limits.seconds
        )
        document: Document = future.result()
        return document

    def _started_pool(self) -> Any:
        with self._lock:
            if self._pool is None or self._pool_owner != os.getpid() or not self._pool.active:
                self._pool = self._new_pool()
                self._pool_owner = os.getpid()
            return self._pool

    def _new_pool(self) -> Any:
        return ProcessPool(
            max_workers=self._children,
            max_tasks=READS_PER_CHILD,
            initializer=prepare_child,
            initargs=(self._limits.memory_bytes,),
            context=ReaderContext(),
        )
