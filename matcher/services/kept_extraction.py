"""A stored extraction as the value that it was: the inverse of how `services.intake` keeps it."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from matcher.domain.extraction import Extraction
from matcher.domain.month import Month


def restored_extraction(kept: Mapping[str, Any]) -> Extraction:
    """What was read when the résumé came in; fields that have come up since have their defaults."""
    extraction: Extraction = _restored(Extraction, kept)
    return extraction


def _restored(kind: Any, kept: Any) -> Any:
    """`kept` as a value of the annotated `kind`."""
    if get_origin(kind) is UnionType:
        (only,) = (each for each in get_args(kind) if each is not type(None))
        return None if kept is None else _restored(only, kept)
    if get_origin(kind) is tuple:
        return tuple(_restored(get_args(kind)[0], each) for each in kept)
    if kind is Month:
        return Month.parse(kept)
    if is_dataclass(kind):
        kinds = get_type_hints(kind)
        present = [each.name for each in fields(kind) if each.name in kept]
        return kind(**{name: _restored(kinds[name], kept[name]) for name in present})  # type: ignore[operator]
    return kind(kept) if issubclass(kind, StrEnum) else kept
