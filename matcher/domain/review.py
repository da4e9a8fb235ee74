"""What people put down about a résumé: labels, notes, and how far they have come with it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Stage(StrEnum):
    """What people have decided about a résumé. Only a person ever moves one on."""

    NEW = "new"
    SHORTLISTED = "shortlisted"
    REJECTED = "rejected"
    HIRED = "hired"


@dataclass(frozen=True, slots=True)
class Author:
    """Who did it: the name and prefix of their key; no key for the local user."""

    name: str
    key: str | None = None


LOCAL_USER = Author("local user")


@dataclass(frozen=True, slots=True)
class Labelling:
    """The labels that come in with a résumé, and who puts them on it."""

    labels: tuple[str, ...] = ()
    by: Author = LOCAL_USER


UNLABELLED = Labelling()


@dataclass(frozen=True, slots=True)
class Note:
    id: str
    text: str
    author: Author
    at: datetime


@dataclass(frozen=True, slots=True)
class StageChange:
    """A step from one stage to another, or to the same one for another reason."""

    before: Stage
    after: Stage
    reason: str | None
    author: Author
    at: datetime
