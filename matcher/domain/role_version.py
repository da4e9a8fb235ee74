"""The versions of an organisation's roles, and who changed what when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

Json = Mapping[str, Any]


class Origin(StrEnum):
    """Where a version of a role comes from: Rolefit's files, or the organisation."""

    CARRIED = "carried"
    OWN = "own"


class RoleChangeKind(StrEnum):
    """What was done to a role."""

    EDITED = "edited"
    ARCHIVED = "archived"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class RoleVersion:
    """One version of a role; `body` is it in the form of a role file. `made_by` is the prefix of a key."""

    role: str
    version: int
    origin: Origin
    body: Json
    made_at: datetime
    made_by: str | None


@dataclass(frozen=True, slots=True)
class RoleChange:
    """A change of an organisation's roles; the last `number` tells whether there was one since."""

    number: int
    role: str
    version: int
    kind: RoleChangeKind
    made_at: datetime
    made_by: str | None


@dataclass(frozen=True, slots=True)
class KeptRoles:
    """What an organisation has made of the roles, as of change number `revision`.

    `bodies` are the last versions of its own, by id, `archived` the ids of the roles that it has put away.
    """

    revision: int = 0
    bodies: Sequence[Json] = ()
    archived: frozenset[str] = frozenset()
