"""Waiting for what other processes do: looked at again and again until a deadline."""

from collections.abc import Callable
from threading import Event
from time import monotonic
from typing import TypeVar

Found = TypeVar("Found")
_never = Event()


def until(look: Callable[[], Found], seconds: float = 120) -> Found:
    """What `look` gives once that is true; fails where it does not become so."""
    end = monotonic() + seconds
    while not (found := look()):
        assert monotonic() < end, f"not within {seconds} s"
        _never.wait(0.05)
    return found
