"""Requests that are sent again: told apart by the key that the sender gave them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer as it was given; `body` is None once what it told of was erased."""

    status: int
    headers: Mapping[str, str]
    body: bytes | None
