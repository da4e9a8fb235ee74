"""Where files are kept as they came in."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

_NAME = r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}"
_KEY = re.compile(rf"({_NAME})/({_NAME})")


class Originals(Protocol):
    """A store of files by key. Every method raises OriginalsUnavailable where the store fails.

    A key is what `original_key` gives. Safe to use from several threads.
    """

    def put(self, key: str, content: bytes) -> None:
        """Keep `content` under `key`, in the place of what was there; whole or not at all."""

    def get(self, key: str) -> bytes:
        """The content under `key`. Raises NotFound."""

    def delete(self, key: str) -> None:
        """Erase what is under `key`, if anything is."""

    def keys(self, before: datetime) -> Iterator[str]:
        """The keys of what was put before that moment, to find what no résumé needs any more."""


def original_key(organisation: str, resume_id: str) -> str:
    """The key of a résumé's file: '<organisation>/<resume id>'. Raises ValueError where a part is no id."""
    return "/".join(key_parts(f"{organisation}/{resume_id}"))


def is_key(text: str) -> bool:
    return _KEY.fullmatch(text) is not None


def key_parts(key: str) -> tuple[str, str]:
    """The organisation and the résumé of `key`, both fit for the name of a file. Raises ValueError."""
    match = _KEY.fullmatch(key)
    if match is None:
        raise ValueError("a key is '<organisation>/<resume id>' in letters, figures, '-' and '_'")
    return match[1], match[2]
